import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { toInstant } from '#src/time/festival-time.ts';
import { refuse, type ChangeHandler } from './change.ts';
import { unknownEdition } from './editions.ts';
import { findEdition } from './edition-values.ts';
import { copySlug, daysBetweenWeeks, moved } from './next-edition.ts';
import { freeSlug } from './slug.ts';

/**
 * Copies events into another edition as drafts: the same weekday and time of the other week, with new addresses and
 * uids. What is tied to one year – who submitted it, what was cancelled, moved or announced before – stays behind.
 * An event that was copied before is left as it is.
 */
export const copyEvents: ChangeHandler<'copy-events'> = async (db, { from, to, events }, at) => {
  const [source, target] = [await findEdition(db, from), await findEdition(db, to)];
  if (!source) return unknownEdition(from);
  if (!target) return unknownEdition(to);
  if (source.id === target.id) return refuse('nothing-to-change', 'to', 'An edition cannot be copied into itself.');
  if (events.length === 0) return refuse('nothing-to-change', 'events', 'No event was chosen.');
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('edition_id', '=', source.id)
    .where('slug', 'in', events)
    .execute();
  const unknown = events.find((slug) => !rows.some((row) => row.slug === slug));
  if (unknown !== undefined) return refuse('unknown-event', 'events', `${from} has no event "${unknown}".`);
  const days = daysBetweenWeeks(source.official_start_day, target.official_start_day);
  const copies: string[] = [];
  for (const row of rows) {
    const wanted = copySlug(row.slug, from, to);
    if (await isInEdition(db, wanted, target)) continue;
    copies.push(await copyEvent(db, row, { slug: await freeSlug(db, 'event', wanted), target, days }, at));
  }
  if (copies.length === 0) return refuse('nothing-to-change', 'events', 'All of them were copied before.');
  return {
    ok: true,
    subject: `edition ${to}`,
    before: null,
    after: { from, events: copies },
    editions: [target.id],
    isPublic: false,
  };
};

async function isInEdition(db: Transaction<Tables>, slug: string, { id }: Row<'edition'>): Promise<boolean> {
  const query = db.selectFrom('event').select('id').where('slug', '=', slug).where('edition_id', '=', id);
  return (await query.executeTakeFirst()) !== undefined;
}

/** @returns the copy's slug */
async function copyEvent(
  db: Transaction<Tables>,
  original: Row<'event'>,
  { slug, target, days }: { slug: string; target: Row<'edition'>; days: number },
  at: string,
): Promise<string> {
  const id = randomUUID();
  const until = original.registration_until;
  await db
    .insertInto('event')
    .values({
      ...original,
      ...{ id, slug, edition_id: target.id, state: 'draft' },
      registration_until: until === null ? null : moved(until, days),
      ...{ created_at: at, first_published_at: null, changed_at: at },
    })
    .execute();
  for (const table of COPIED) {
    const rows = await db.selectFrom(table).selectAll().where('event_id', '=', original.id).execute();
    for (const row of rows) {
      await db
        .insertInto(table)
        .values({ ...row, event_id: id })
        .execute();
    }
  }
  const dates = await db.selectFrom('occurrence').selectAll().where('event_id', '=', original.id).execute();
  const held = dates.filter(({ status }) => status !== 'cancelled');
  // Of what was cancelled as a whole, all dates may take place another time.
  for (const date of held.length > 0 ? held : dates) await copyDate(db, date, { eventId: id, days }, at);
  return slug;
}

/** Everything of an event that stands in tables of its own and knows no date. */
const COPIED = [
  ...(['event_text', 'event_organiser', 'event_audience', 'event_language', 'event_access', 'picture'] as const),
];

async function copyDate(
  db: Transaction<Tables>,
  date: Row<'occurrence'>,
  { eventId, days }: { eventId: string; days: number },
  at: string,
): Promise<void> {
  const [id, uid] = [randomUUID(), randomUUID()];
  const [start, end] = [moved(date.start_local, days), date.end_local === null ? null : moved(date.end_local, days)];
  await db
    .insertInto('occurrence')
    .values({
      ...date,
      ...{ id, uid, event_id: eventId, start_local: start, start_at: toInstant(start) },
      ...{ end_local: end, end_at: end === null ? null : toInstant(end) },
      ...{
        status: 'scheduled',
        previous_start_local: null,
        previous_venue_id: null,
        sequence: 0,
        changed_at: at,
        notice: null,
      },
    })
    .execute();
  const access = await db.selectFrom('occurrence_access').selectAll().where('occurrence_id', '=', date.id).execute();
  for (const { feature } of access) {
    await db.insertInto('occurrence_access').values({ occurrence_id: id, feature }).execute();
  }
}
