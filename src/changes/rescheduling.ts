import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { addDays, daysFromTo } from '#src/time/day.ts';
import { addMinutes, isLocalTime, toInstant, toLocal } from '#src/time/festival-time.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';
import { approveProposals } from './naming.ts';
import { findEvent, unknownEvent } from './publication.ts';

/** Cancels a date, or all dates of an event. They stay on pages and in feeds, marked as cancelled. */
export const cancel: ChangeHandler<'cancel'> = async (db, { event: slug, date, message }, at) => {
  const event = await findEvent(db, slug);
  if (!event) return unknownEvent(slug);
  const dates = await datesOf(db, event.id, date);
  if (dates.length === 0) return unknownDate(slug, date);
  if (date !== undefined && dates.length > 1) return dateNeeded(slug, dates);
  const cancelled = dates.filter((occurrence) => occurrence.status !== 'cancelled');
  if (cancelled.length === 0) return refuse('already-cancelled', 'event', `${slug} is cancelled already.`);
  for (const occurrence of cancelled) {
    await changeOccurrence(db, event, occurrence, { status: 'cancelled', notice: message ?? null }, at);
  }
  return {
    ok: true,
    subject: `event ${slug}`,
    before: cancelled.map(({ uid, status, notice }) => ({ uid, status, notice })),
    after: cancelled.map(({ uid }) => ({ uid, status: 'cancelled', notice: message ?? null })),
    editions: [event.edition_id],
  };
};

/**
 * Gives a date another time, venue or both. Once the event was published, what was announced before is kept beside
 * it: another time makes it postponed, another venue alone moved, and back to what was announced scheduled again.
 */
export const move: ChangeHandler<'move'> = async (db, change, at) => {
  const event = await findEvent(db, change.event);
  if (!event) return unknownEvent(change.event);
  const dates = await datesOf(db, event.id, change.date);
  const [date] = dates;
  if (!date) return unknownDate(change.event, change.date);
  if (dates.length > 1) return dateNeeded(change.event, dates);
  if (date.status === 'cancelled') {
    return refuse('already-cancelled', 'date', `The date ${date.start_local} is cancelled and cannot be moved.`);
  }
  const when = newTimes(date, change.start, change.end);
  if ('code' in when) return when;
  const implausible = await implausibleTimes(db, event, when);
  if (implausible) return implausible;
  const venue = change.venue === undefined ? undefined : await findVenue(db, change.venue);
  if (change.venue !== undefined && !venue) {
    return refuse('unknown-venue', 'venue', `There is no venue "${change.venue}".`);
  }
  const venueId = venue?.id ?? date.venue_id;
  if (when.start_local === date.start_local && when.end_local === date.end_local && venueId === date.venue_id) {
    return refuse('nothing-to-change', 'event', `${change.event} is at that time and venue already.`);
  }
  const announced = event.first_published_at === null ? null : announcedBefore(date, when.start_local, venueId);
  const after = { ...when, venue_id: venueId, ...announced, notice: change.message ?? null };
  await changeOccurrence(db, event, date, after, at);
  // A venue that was only proposed becomes the catalogue's with the first public date there.
  if (event.state !== 'draft') await approveProposals(db, event.id);
  return {
    ok: true,
    subject: `event ${change.event}`,
    before: Object.fromEntries(['uid', ...Object.keys(after)].map((key) => [key, date[key as keyof typeof date]])),
    after: { uid: date.uid, ...after },
    editions: [event.edition_id],
  };
};

/** How far from the programme's span a date may be put off, in days. */
const MARGIN_DAYS = 183;
/** How long the longest exhibition may run, in days. */
const MAX_DAYS = 92;

type OccurrenceRow = Row<'occurrence'>;
type Times = Pick<OccurrenceRow, 'start_local' | 'start_at' | 'end_local' | 'end_at'>;

/** The dates of an event by start; only the one that `date` names by its first day or uid, if given. */
async function datesOf(db: Transaction<Tables>, eventId: string, date: string | undefined): Promise<OccurrenceRow[]> {
  const dates = await db
    .selectFrom('occurrence')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy('start_at')
    .execute();
  if (date === undefined) return dates;
  const named = dates.filter(
    ({ uid, start_local }) => uid === date || start_local === date || start_local.startsWith(`${date}T`),
  );
  // One that was cancelled earlier does not make the day ambiguous.
  const takingPlace = named.filter(({ status }) => status !== 'cancelled');
  return takingPlace.length > 0 ? takingPlace : named;
}

function newTimes(date: OccurrenceRow, start = date.start_local, end?: string): Times | Refusal {
  for (const [field, time] of Object.entries({ start, end })) {
    if (time !== undefined && !isLocalTime(time)) {
      return refuse('not-a-time', field, `"${time}" is not a local time. Write YYYY-MM-DDTHH:MM, as 2024-09-28T18:00.`);
    }
  }
  if (date.all_day && !(start.endsWith('T00:00') && (end ?? start).endsWith('T00:00'))) {
    return refuse('not-a-time', 'start', 'The date is all-day: start and end (the day after the last) are at T00:00.');
  }
  const startAt = toInstant(start);
  const endAt = end === undefined ? sameDuration(date, start, startAt) : toInstant(end);
  if (endAt !== null && endAt <= startAt) {
    return refuse('end-before-start', 'end', `The end ${end} is not after the start ${start}.`);
  }
  return {
    start_local: start,
    start_at: startAt,
    end_local: end ?? (endAt === null ? null : toLocal(endAt)),
    end_at: endAt,
  };
}

/** Most likely a typing mistake: a year that is not the edition's, or an end in another one. */
async function implausibleTimes(
  db: Transaction<Tables>,
  event: Row<'event'>,
  { start_local, end_local }: Times,
): Promise<Refusal | undefined> {
  const { programme_start_day, programme_end_day } = await db
    .selectFrom('edition')
    .select(['programme_start_day', 'programme_end_day'])
    .where('id', '=', event.edition_id)
    .executeTakeFirstOrThrow();
  const day = start_local.slice(0, 10);
  const [earliest, latest] = [addDays(programme_start_day, -MARGIN_DAYS), addDays(programme_end_day, MARGIN_DAYS)];
  if (day < earliest || day > latest) {
    return refuse('outside-programme', 'start', `The start ${start_local} is not between ${earliest} and ${latest}.`);
  }
  if (end_local !== null && end_local.slice(0, 10) > addDays(day, MAX_DAYS)) {
    return refuse('too-long', 'end', `From ${start_local} to ${end_local} is more than ${MAX_DAYS} days.`);
  }
  return undefined;
}

function sameDuration(date: OccurrenceRow, start: string, startAt: string): string | null {
  if (date.end_local === null || date.end_at === null) return null;
  // Days, not hours: one of them may be an hour longer or shorter.
  if (date.all_day) {
    const days = daysFromTo(date.start_local.slice(0, 10), date.end_local.slice(0, 10)).length - 1;
    return toInstant(`${addDays(start.slice(0, 10), days)}T00:00`);
  }
  return addMinutes(startAt, (Date.parse(date.end_at) - Date.parse(date.start_at)) / 60_000);
}

export function announcedBefore(
  date: OccurrenceRow,
  start: string,
  venueId: string | null,
): Pick<OccurrenceRow, 'status' | 'previous_start_local' | 'previous_venue_id'> {
  const announcedStart = date.previous_start_local ?? date.start_local;
  const announcedVenue = date.previous_venue_id ?? date.venue_id;
  const previousStart = announcedStart === start ? null : announcedStart;
  const previousVenue = announcedVenue === venueId ? null : announcedVenue;
  return {
    status: previousStart !== null ? 'postponed' : previousVenue !== null ? 'moved' : 'scheduled',
    previous_start_local: previousStart,
    previous_venue_id: previousVenue,
  };
}

/** Writes the change of a date; calendars learn of it by SEQUENCE once it was published. */
export async function changeOccurrence(
  db: Transaction<Tables>,
  event: Row<'event'>,
  date: OccurrenceRow,
  values: Partial<OccurrenceRow>,
  at: string,
): Promise<void> {
  const sequence = date.sequence + (event.first_published_at === null ? 0 : 1);
  await db
    .updateTable('occurrence')
    .set({ ...values, sequence, changed_at: at })
    .where('id', '=', date.id)
    .execute();
  await db.updateTable('event').set({ changed_at: at }).where('id', '=', event.id).execute();
}

function findVenue(db: Transaction<Tables>, slug: string): Promise<{ id: string } | undefined> {
  return db.selectFrom('venue').select('id').where('slug', '=', slug).executeTakeFirst();
}

function unknownDate(slug: string, date: string | undefined): Refusal {
  return refuse('unknown-date', 'date', `${slug} has no date ${date ?? ''}. "catalogue show ${slug}" lists them.`);
}

function dateNeeded(slug: string, dates: readonly OccurrenceRow[]): Refusal {
  const names = dates.map((date) => date.start_local).join(', ');
  return refuse('date-needed', 'date', `${slug} has ${dates.length} dates. Name one: ${names}.`);
}
