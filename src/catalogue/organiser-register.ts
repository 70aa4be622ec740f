import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { organiserFactsFrom, type OrganiserFacts } from './record-facts.ts';
import { countsOf, formerOf, type RegisteredRecord } from './venue-register.ts';

export interface RegisteredOrganiser extends RegisteredRecord {
  readonly facts: OrganiserFacts;
}

/** All organisers by name, proposed ones too, or only the one that is asked for. */
export async function readOrganiserRegister(
  db: Kysely<Tables>,
  { slug }: { slug?: string } = {},
): Promise<RegisteredOrganiser[]> {
  return db.transaction().execute(async (at) => {
    let query = at.selectFrom('organiser').selectAll();
    if (slug !== undefined) query = query.where('slug', '=', slug);
    const rows = await query.orderBy('name').orderBy('slug').execute();
    const links = await at
      .selectFrom('event_organiser')
      .innerJoin('event', 'event.id', 'event_organiser.event_id')
      .innerJoin('edition', 'edition.id', 'event.edition_id')
      .select(['organiser_id as record', 'event_id', 'edition.slug as edition'])
      .orderBy('edition.official_start_day', 'desc')
      .execute();
    const counts = countsOf(links);
    const former = formerOf(await at.selectFrom('organiser_redirect').selectAll().orderBy('slug').execute());
    return rows.map((row) => ({
      slug: row.slug,
      proposed: row.proposed === 1,
      facts: organiserFactsFrom(row),
      editions: counts.get(row.id) ?? [],
      formerSlugs: former.get(row.id) ?? [],
    }));
  });
}
