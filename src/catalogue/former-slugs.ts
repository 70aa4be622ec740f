import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { filterOf, parseFilter, type Filter, type FilterProblem } from '#src/filter/filter.ts';
import type { Snapshot } from './catalogue.ts';

/** The slugs of venues and organisers that were merged into others, each with the slug of what it is today. */
export interface FormerSlugs {
  readonly venue: ReadonlyMap<string, string>;
  readonly organiser: ReadonlyMap<string, string>;
}

/** Those that lead to what pages show: not to what is only proposed. */
export async function readFormerSlugs(db: Kysely<Tables>): Promise<FormerSlugs> {
  const [venue, organiser] = [await formerOf(db, 'venue'), await formerOf(db, 'organiser')];
  return { venue, organiser };
}

/**
 * Reads a filter from a query, as `parseFilter` does, with former slugs as what they are today: who subscribed to a
 * venue or an organiser has its calendar after a merge, too. `?venue=vhs-alt` → `{ venue: ['vhs'], … }`
 */
export function readFilter(
  { formerSlugs }: Pick<Snapshot, 'formerSlugs'>,
  query: URLSearchParams,
): { filter: Filter; problems: FilterProblem[] } {
  const { filter, problems } = parseFilter(query);
  const isFormer = (['venue', 'organiser'] as const).some((name) =>
    filter[name].some((slug) => formerSlugs[name].has(slug)),
  );
  if (!isFormer) return { filter, problems };
  const present = (name: 'venue' | 'organiser') => filter[name].map((slug) => formerSlugs[name].get(slug) ?? slug);
  return { filter: filterOf({ ...filter, venue: present('venue'), organiser: present('organiser') }), problems };
}

async function formerOf(db: Kysely<Tables>, kind: 'venue' | 'organiser'): Promise<ReadonlyMap<string, string>> {
  const rows =
    kind === 'venue'
      ? await db
          .selectFrom('venue_redirect')
          .innerJoin('venue', 'venue.id', 'venue_redirect.target_id')
          .select(['venue_redirect.slug as former', 'venue.slug'])
          .where('proposed', '=', 0)
          .execute()
      : await db
          .selectFrom('organiser_redirect')
          .innerJoin('organiser', 'organiser.id', 'organiser_redirect.target_id')
          .select(['organiser_redirect.slug as former', 'organiser.slug'])
          .where('proposed', '=', 0)
          .execute();
  return new Map(rows.map(({ former, slug }) => [former, slug]));
}
