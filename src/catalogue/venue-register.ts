import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { venueFactsFrom, type VenueFacts } from './record-facts.ts';

/** How many events of an edition name a record. */
export interface EditionCount {
  readonly edition: string;
  readonly events: number;
}

/** A venue or an organiser as coordinators know it: proposed ones too, which no snapshot holds. */
export interface RegisteredRecord {
  readonly slug: string;
  /** Named with a submission; no page shows it yet. */
  readonly proposed: boolean;
  /** The editions whose events name it, newest first; drafts and withdrawn ones count. */
  readonly editions: readonly EditionCount[];
  /** The slugs of those that were merged into it. */
  readonly formerSlugs: readonly string[];
}

export interface RegisteredVenue extends RegisteredRecord {
  readonly facts: VenueFacts;
  readonly placeName: string;
  /** The slug of the town that its place is, or belongs to. */
  readonly town: string;
}

/** All venues by name, or only the one that is asked for. An event counts where a date of it is, or was announced. */
export async function readVenueRegister(
  db: Kysely<Tables>,
  { slug }: { slug?: string } = {},
): Promise<RegisteredVenue[]> {
  return db.transaction().execute(async (at) => {
    let query = at
      .selectFrom('venue')
      .innerJoin('place', 'place.id', 'venue.place_id')
      .leftJoin('place as town', 'town.id', 'place.part_of_id')
      .selectAll('venue')
      .select(['place.slug as place', 'place.name as place_name', 'town.slug as town']);
    if (slug !== undefined) query = query.where('venue.slug', '=', slug);
    const rows = await query.orderBy('venue.name').orderBy('venue.slug').execute();
    const dates = await at
      .selectFrom('occurrence')
      .innerJoin('event', 'event.id', 'occurrence.event_id')
      .innerJoin('edition', 'edition.id', 'event.edition_id')
      .select(['venue_id', 'previous_venue_id', 'event_id', 'edition.slug as edition'])
      .orderBy('edition.official_start_day', 'desc')
      .execute();
    const links = dates.flatMap(({ venue_id, previous_venue_id, ...link }) =>
      [venue_id, previous_venue_id].flatMap((record) => (record === null ? [] : [{ record, ...link }])),
    );
    const counts = countsOf(links);
    const former = formerOf(await at.selectFrom('venue_redirect').selectAll().orderBy('slug').execute());
    return rows.map((row) => ({
      slug: row.slug,
      proposed: row.proposed === 1,
      facts: venueFactsFrom(row, row.place),
      placeName: row.place_name,
      town: row.town ?? row.place,
      editions: counts.get(row.id) ?? [],
      formerSlugs: former.get(row.id) ?? [],
    }));
  });
}

/** @param links which event, of which edition, names which record; newest edition first */
export function countsOf(
  links: readonly { readonly record: string; readonly event_id: string; readonly edition: string }[],
): ReadonlyMap<string, readonly EditionCount[]> {
  const counts = new Map<string, EditionCount[]>();
  for (const [record, ofRecord] of Map.groupBy(links, (link) => link.record)) {
    const editions = Map.groupBy(ofRecord, ({ edition }) => edition);
    counts.set(
      record,
      [...editions].map(([edition, ofEdition]) => ({
        edition,
        events: new Set(ofEdition.map(({ event_id }) => event_id)).size,
      })),
    );
  }
  return counts;
}

export function formerOf(
  rows: readonly { readonly slug: string; readonly target_id: string }[],
): ReadonlyMap<string, readonly string[]> {
  const byTarget = Map.groupBy(rows, (row) => row.target_id);
  return new Map([...byTarget].map(([target, ofTarget]) => [target, ofTarget.map(({ slug }) => slug)]));
}
