import {
  activeNames,
  EMPTY_FILTER,
  filterQuery,
  withValues,
  type Filter,
  type FilterName,
} from '#src/filter/filter.ts';
import type { FacetName } from '#src/filter/match.ts';
import { ACCESS_CHOICES, AUDIENCES } from '#src/filter/vocabulary.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { path } from '#src/paths/paths.ts';
import { agendaOf, pageOf, type AgendaDay } from './agenda.ts';
import type { Snapshot } from './catalogue.ts';
import { filterInWords, filterLabel } from './filter-labels.ts';
import { Programme } from './programme.ts';
import type { Edition } from './types.ts';

/** One value that a visitor may choose, with the number of events it would show. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly chosen: boolean;
  /** Belongs to the choice before it, as a district to its town. */
  readonly nested: boolean;
}

/** The choices of one name, as the form shows them. */
export interface Facet {
  readonly name: FacetName;
  readonly choices: readonly Choice[];
  readonly chosen: number;
}

/** A way to a wider or narrower result: a text and the address that goes there. */
export interface FilterLink {
  readonly name: FilterName;
  readonly label: string;
  readonly href: string;
}

/** A page on which visitors change the filter, or take some of it away. */
export type FilterPage = 'events' | 'map' | 'subscribe' | 'print';

/** Everything that the programme page shows, or another one with its form. */
export interface ProgrammePage {
  /** The page that the form, the chips and the ways out of an empty result lead to. */
  readonly surface: FilterPage;
  readonly edition: Edition;
  readonly filter: Filter;
  readonly eventCount: number;
  readonly agenda: readonly AgendaDay[];
  readonly page: number;
  readonly pages: number;
  readonly facets: Readonly<Record<FormFacet, Facet>>;
  /** What is chosen, each with the address without it. */
  readonly chips: readonly FilterLink[];
  /** Where nothing matches: each single restriction whose removal finds something, most events first. */
  readonly wider: readonly (FilterLink & { readonly count: number })[];
}

/** The names that the form offers, in its order; the others are kept by hidden fields. */
export const FORM_FACETS = [
  'day',
  'place',
  'category',
  'language',
  'audience',
  'access',
  'free',
] as const satisfies readonly FacetName[];
export type FormFacet = (typeof FORM_FACETS)[number];

/** Assembles the programme page: what a filter finds, and every choice with its count. */
export function programmePage(
  snapshot: Snapshot,
  programme: Programme,
  filter: Filter,
  page: number,
  i18n: Translation,
  surface: FilterPage = 'events',
): ProgrammePage {
  const context = { snapshot, programme, i18n };
  const address = (changed: Filter) => path(i18n.code, surface, filterQuery(changed));
  const selection = programme.select(filter);
  const cut = pageOf(agendaOf(selection.dates, filter.day), page);
  const facets = Object.fromEntries(
    FORM_FACETS.map((name) => {
      const choices = choicesFrom(name, selection.choices[name], filter, context);
      return [name, { name, choices, chosen: filter[name].length }];
    }),
  ) as unknown as Record<FormFacet, Facet>;

  return {
    surface,
    edition: programme.edition,
    filter,
    eventCount: selection.eventCount,
    agenda: cut.agenda,
    page,
    pages: cut.pages,
    facets,
    chips: activeNames(filter).flatMap((name) => chipsOf(name, filter, context, address)),
    wider:
      selection.eventCount > 0
        ? []
        : [...selection.wider]
            .filter(([, count]) => count > 0)
            .map(([name, count]) => ({
              name,
              count,
              label: filterInWords(filter, [name], context),
              href: address(withValues(filter, name, [])),
            }))
            .sort((a, b) => b.count - a.count),
  };
}

/**
 * The programme that a page shows: of the editions named the newest, else the shown one. Where none of those named is
 * known, an empty one, as for any other value that matches nothing.
 */
export async function programmeFor(snapshot: Snapshot, editions: readonly string[]): Promise<Programme | undefined> {
  const { shown } = snapshot;
  if (!shown || editions.length === 0) return shown ? snapshot.programme(shown.slug) : undefined;
  const named = snapshot.editions.find(({ slug }) => editions.includes(slug));
  return named ? snapshot.programme(named.slug) : new Programme(shown, []);
}

/** How many events each value of a name has in the whole programme, in the order of the form. */
export function choicesOf(
  snapshot: Snapshot,
  programme: Programme,
  name: FormFacet,
  i18n: Translation,
): readonly Choice[] {
  return choicesFrom(name, programme.choices[name], EMPTY_FILTER, { snapshot, programme, i18n });
}

type LabelContext = Parameters<typeof filterLabel>[2];

function choicesFrom(
  name: FormFacet,
  counts: ReadonlyMap<string, number>,
  filter: Filter,
  context: LabelContext,
): Choice[] {
  // A chosen value stays in the form even where the programme does not know it.
  const values = new Set([...counts.keys(), ...filter[name]]);
  const choices = [...values].map((value) => ({
    value,
    label: filterLabel(name, value, context),
    count: counts.get(value) ?? 0,
    chosen: filter[name].includes(value),
    nested: false,
  }));
  return orderChoices(name, choices, context.snapshot, context.i18n);
}

/** One chip for each value; for a personal selection, which may be long, one for all of it. */
function chipsOf(
  name: FilterName,
  filter: Filter,
  context: LabelContext,
  address: (changed: Filter) => string,
): FilterLink[] {
  const { i18n } = context;
  const without = (values: readonly string[]) => address(withValues(filter, name, values));
  if (name === 'event') {
    const label = `${i18n.t('filter.event')} (${i18n.number(filter.event.length)})`;
    return [{ name, label, href: without([]) }];
  }
  return filter[name].map((value) => ({
    name,
    label: filterLabel(name, value, context),
    href: without(filter[name].filter((other) => other !== value)),
  }));
}

function orderChoices(name: FormFacet, choices: Choice[], snapshot: Snapshot, i18n: Translation): Choice[] {
  const byLabel = (a: Choice, b: Choice) => a.label.localeCompare(b.label, i18n.tag);
  const byOrder = (order: readonly string[]) => (a: Choice, b: Choice) =>
    order.indexOf(a.value) - order.indexOf(b.value);
  switch (name) {
    case 'day':
      return choices.sort((a, b) => (a.value < b.value ? -1 : 1));
    case 'place':
      return withDistricts(choices.sort(byLabel), snapshot);
    case 'category':
      return choices.sort(byOrder([...snapshot.categories.keys()]));
    case 'audience':
      return choices.sort(byOrder(AUDIENCES));
    case 'access':
      return choices.sort(byOrder(ACCESS_CHOICES));
    case 'language':
      return choices.sort(byLabel);
    case 'free':
      return choices;
  }
}

/** Puts each district behind its town. */
function withDistricts(places: readonly Choice[], snapshot: Snapshot): Choice[] {
  const townOf = (choice: Choice) => snapshot.places.get(choice.value)?.partOf?.slug;
  const known = new Set(places.map((place) => place.value));
  const isNested = (choice: Choice) => known.has(townOf(choice) ?? '');
  const districts = Map.groupBy(places.filter(isNested), townOf);
  return places
    .filter((place) => !isNested(place))
    .flatMap((town) => [town, ...(districts.get(town.value) ?? []).map((place) => ({ ...place, nested: true }))]);
}
