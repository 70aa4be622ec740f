import { filterQuery, type Filter, type FilterProblem } from '#src/filter/filter.ts';
import type { Clock } from '#src/time/festival-time.ts';
import type { Catalogue, Snapshot } from './catalogue.ts';
import { readFilter } from './former-slugs.ts';
import { programmeDay } from './programme-day.ts';
import { programmeFor } from './programme-page.ts';
import type { Programme } from './programme.ts';

/** What a page with a filter in its address is asked for. */
export interface ProgrammeRequest {
  readonly snapshot: Snapshot;
  readonly filter: Filter;
  readonly problems: readonly FilterProblem[];
  /** The filter as a canonical query. */
  readonly query: string;
  /** Undefined in a catalogue without a shown edition. */
  readonly programme: Programme | undefined;
  readonly today: string;
}

/** Reads the address of a page that shows the filter: programme, map, subscription. */
export async function readProgrammeRequest(
  { catalogue, clock }: { catalogue: Catalogue; clock: Clock },
  url: URL,
): Promise<ProgrammeRequest> {
  const snapshot = await catalogue.snapshot();
  const { filter, problems } = readFilter(snapshot, url.searchParams);
  const programme = await programmeFor(snapshot, filter.edition);
  return {
    snapshot,
    filter,
    problems,
    query: filterQuery(filter),
    programme,
    today: programmeDay(snapshot.shown, clock),
  };
}
