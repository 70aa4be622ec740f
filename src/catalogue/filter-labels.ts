import type { Filter, FilterName } from '#src/filter/filter.ts';
import { ACCESS_CHOICES, AUDIENCES, type AccessChoice, type Audience } from '#src/filter/vocabulary.ts';
import type { Translation } from '#src/i18n/translation.ts';
import type { Snapshot } from './catalogue.ts';
import { nameIn, textIn } from './types.ts';
import type { Programme } from './programme.ts';

/**
 * What a filter's value is called in a language: `place=bad-salzungen` → `'Bad Salzungen'`, `language=uk` →
 * `'Ukrainisch'`. A value that the catalogue does not know is shown as it is.
 */
export function filterLabel(
  name: FilterName,
  value: string,
  { snapshot, programme, i18n }: { snapshot: Snapshot; programme: Programme; i18n: Translation },
): string {
  switch (name) {
    case 'day':
      return i18n.dates.short(value);
    case 'place':
      return snapshot.places.get(value)?.name ?? value;
    case 'venue':
      return snapshot.venues.get(value)?.name ?? value;
    case 'organiser':
      return snapshot.organisers.get(value)?.name ?? value;
    case 'category': {
      const category = snapshot.categories.get(value);
      return category ? nameIn(category.name, i18n.code) : value;
    }
    case 'language':
      return i18n.languageName(value);
    case 'audience':
      return isOneOf(AUDIENCES, value) ? i18n.t(`audience.${value satisfies Audience}`) : value;
    case 'access':
      return isOneOf(ACCESS_CHOICES, value) ? i18n.t(`access.${value satisfies AccessChoice}`) : value;
    case 'free':
      return i18n.t('filter.freeChoice');
    case 'event': {
      const event = programme.event(value);
      return event ? textIn(event, i18n.code).title : value;
    }
    case 'edition':
    case 'q':
      return value;
  }
}

/** The values of a filter in words, in canonical order: `'Eisenach, Ukrainisch'`; `''` for no restriction. */
export function filterInWords(
  filter: Filter,
  names: readonly FilterName[],
  context: Parameters<typeof filterLabel>[2],
): string {
  const { i18n } = context;
  return i18n.list(
    names.flatMap((name) => {
      const values = filter[name];
      // A personal selection may be long.
      if (name === 'event' && values.length > 2) return [`${i18n.t('filter.event')} (${i18n.number(values.length)})`];
      return values.map((value) => filterLabel(name, value, context));
    }),
  );
}

function isOneOf<Value extends string>(values: readonly Value[], value: string): value is Value {
  return (values as readonly string[]).includes(value);
}
