import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { yearOf } from './retention.ts';

/**
 * The year that each event belongs to, by its id: that of its last date, or of its edition's end while it has none.
 *
 * A demonstration stands still: its made-up events belong to no year and are not in the map; what somebody submitted
 * to it belongs to the year in which that was.
 */
export async function readEventYears(db: Kysely<Tables>): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('event')
    .innerJoin('edition', 'edition.id', 'event.edition_id')
    .leftJoin('occurrence', 'occurrence.event_id', 'event.id')
    .leftJoin('submission', 'submission.event_id', 'event.id')
    .select(['event.id', 'edition.demonstration', 'edition.programme_end_day', 'submission.created_at'])
    .select((eb) => eb.fn.max<string | null>('occurrence.start_local').as('last_start'))
    .select((eb) => eb.fn.max<string | null>('occurrence.end_local').as('last_end'))
    .groupBy('event.id')
    .execute();
  const years = new Map<string, number>();
  for (const { id, demonstration, programme_end_day, created_at, last_start, last_end } of rows) {
    const last = [last_start, last_end]
      .filter((local) => local !== null)
      .sort()
      .at(-1);
    if (demonstration === 0) years.set(id, Number((last ?? programme_end_day).slice(0, 4)));
    else if (created_at !== null) years.set(id, yearOf(created_at));
  }
  return years;
}
