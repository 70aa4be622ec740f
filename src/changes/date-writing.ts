import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { toInstant } from '#src/time/festival-time.ts';
import { refuse, type Refusal } from './change.ts';
import type { DateValues } from './event-values.ts';
import { venueId } from './naming.ts';
import { announcedBefore, changeOccurrence } from './rescheduling.ts';

/**
 * Makes the dates of an event what `dates` say. One whose uid is known is changed, others are added; what is left out
 * is cancelled where calendars may know of it, and else deleted.
 */
export async function writeDates(
  db: Transaction<Tables>,
  event: Row<'event'>,
  dates: readonly DateValues[],
  at: string,
): Promise<Refusal | undefined> {
  const rows = await db.selectFrom('occurrence').selectAll().where('event_id', '=', event.id).execute();
  const known = new Map(rows.filter(({ status }) => status !== 'cancelled').map((row) => [row.uid, row]));
  for (const date of dates) {
    const venue = await venueId(db, date.venue);
    if (venue !== null && typeof venue !== 'string') return venue;
    const before = date.uid === null ? undefined : known.get(date.uid);
    known.delete(before?.uid ?? '');
    const written = await writeDate(db, event, { date, venue, before }, at);
    if (written) return written;
  }
  const isPublic = event.first_published_at !== null;
  for (const left of known.values()) {
    if (isPublic) await changeOccurrence(db, event, left, { status: 'cancelled' }, at);
    else await db.deleteFrom('occurrence').where('id', '=', left.id).execute();
  }
  return undefined;
}

async function writeDate(
  db: Transaction<Tables>,
  event: Row<'event'>,
  { date, venue, before }: { date: DateValues; venue: string | null; before: Row<'occurrence'> | undefined },
  at: string,
): Promise<Refusal | undefined> {
  const times = {
    start_local: date.start,
    start_at: toInstant(date.start),
    end_local: date.end,
    end_at: date.end === null ? null : toInstant(date.end),
    all_day: date.allDay ? (1 as const) : (0 as const),
    venue_id: venue,
    online_url: date.onlineUrl,
  };
  if (times.end_at !== null && times.end_at <= times.start_at) {
    return refuse('end-before-start', 'dates', `The end ${date.end} is not after the start ${date.start}.`);
  }
  if (!before) {
    const nothingBefore = { previous_start_local: null, previous_venue_id: null, sequence: 0, changed_at: at };
    const row = { id: randomUUID(), event_id: event.id, uid: randomUUID(), status: 'scheduled' as const };
    await db
      .insertInto('occurrence')
      .values({ ...row, ...times, ...nothingBefore })
      .execute();
    return undefined;
  }
  const isSame = Object.entries(times).every(([column, value]) => before[column as keyof typeof before] === value);
  if (isSame) return undefined;
  const announced = event.first_published_at === null ? {} : announcedBefore(before, date.start, venue);
  await changeOccurrence(db, event, before, { ...times, ...announced, notice: null }, at);
  return undefined;
}
