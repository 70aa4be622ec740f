import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { filterInWords } from '#src/catalogue/filter-labels.ts';
import { programmeFor } from '#src/catalogue/programme-page.ts';
import type { EventDate } from '#src/catalogue/programme.ts';
import { FILTER_NAMES, type Filter } from '#src/filter/filter.ts';
import type { Translation } from '#src/i18n/translation.ts';

/** What every feed with this filter holds, whatever its format. */
export interface FilteredFeed {
  /** Says the filter in words: `'Interkulturelle Woche 2024 – Eisenach, Ukrainisch'`. */
  readonly name: string;
  /** The dates that match, newest edition first; withdrawn events are among them, to be told as cancelled. */
  readonly dates: readonly EventDate[];
}

/**
 * Applies a filter as feeds do: without `edition` to the shown edition and all before it, so that next year's roll-over
 * empties nobody's calendar.
 */
export async function filteredFeed(snapshot: Snapshot, filter: Filter, i18n: Translation): Promise<FilteredFeed> {
  const editions =
    filter.edition.length > 0
      ? snapshot.editions.filter(({ slug }) => filter.edition.includes(slug))
      : snapshot.editions;
  const programmes = await Promise.all(editions.map(({ slug }) => snapshot.programme(slug)));
  return {
    name: await nameOf(snapshot, filter, i18n),
    dates: programmes.flatMap((programme) => programme?.selectForFeed(filter) ?? []),
  };
}

async function nameOf(snapshot: Snapshot, filter: Filter, i18n: Translation): Promise<string> {
  const programme = await programmeFor(snapshot, filter.edition);
  if (!programme) return i18n.t('site.footer');
  const names = FILTER_NAMES.filter((name) => name !== 'edition');
  const words = filterInWords(filter, names, { snapshot, programme, i18n });
  const title = i18n.t('calendar.name', {
    edition: filter.edition.length > 0 ? filter.edition.join(', ') : programme.edition.slug,
  });
  return words === '' ? title : `${title} – ${words}`;
}
