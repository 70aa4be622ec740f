import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { toInstant } from '#src/time/festival-time.ts';
import { refuse, type Refusal } from './change.ts';
import type { DateValues, EventValues } from './event-values.ts';
import { organiserIds, venueId } from './naming.ts';
import { announcedBefore, changeOccurrence } from './rescheduling.ts';

/** Adds an event as a draft. @returns its row, or why not */
export async function insertEvent(
  db: Transaction<Tables>,
  { editionId, slug, values }: { editionId: string; slug: string; values: EventValues },
  at: string,
): Promise<Row<'event'> | Refusal> {
  const columns = await columnsOf(db, values);
  if ('code' in columns) return columns;
  const row: Row<'event'> = {
    id: randomUUID(),
    slug,
    edition_id: editionId,
    state: 'draft',
    closed: 0,
    created_at: at,
    first_published_at: null,
    changed_at: at,
    ...columns,
  };
  await db.insertInto('event').values(row).execute();
  return (await writeParts(db, row, values, at)) ?? row;
}

/**
 * Makes an event what `values` say. Dates keep their uid; of a published event, calendars learn of each date's change
 * by SEQUENCE, and a date that is left out is cancelled instead of deleted.
 */
export async function updateEvent(
  db: Transaction<Tables>,
  event: Row<'event'>,
  values: EventValues,
  at: string,
): Promise<Refusal | undefined> {
  const columns = await columnsOf(db, values);
  if ('code' in columns) return columns;
  await db
    .updateTable('event')
    .set({ ...columns, changed_at: at })
    .where('id', '=', event.id)
    .execute();
  await db.updateTable('occurrence').set({ changed_at: at }).where('event_id', '=', event.id).execute();
  return writeParts(db, event, values, at);
}

async function columnsOf(db: Transaction<Tables>, { category, registration, price, capacity, funding }: EventValues) {
  const row = await db.selectFrom('category').select('id').where('slug', '=', category).executeTakeFirst();
  if (!row) return refuse('unknown-category', 'category', `There is no kind of event "${category}".`);
  return {
    category_id: row.id,
    registration_kind: registration.kind,
    registration_until: registration.until,
    registration_email: registration.email,
    registration_phone: registration.phone,
    registration_url: registration.url,
    price_kind: price.kind,
    price_cents: price.cents,
    capacity,
    funding,
  };
}

/** Everything that stands in tables of its own. */
async function writeParts(
  db: Transaction<Tables>,
  event: Row<'event'>,
  values: EventValues,
  at: string,
): Promise<Refusal | undefined> {
  const event_id = event.id;
  const organisers = await organiserIds(db, values.organisers);
  if ('code' in organisers) return organisers;
  for (const table of ['event_text', 'event_organiser', 'event_audience', 'event_language', 'event_access'] as const) {
    await db.deleteFrom(table).where('event_id', '=', event_id).execute();
  }
  await db.deleteFrom('picture').where('event_id', '=', event_id).execute();
  for (const [language, text] of Object.entries(values.texts)) {
    await db
      .insertInto('event_text')
      .values({ event_id, language, ...textColumns(text) })
      .execute();
  }
  for (const [position, organiser_id] of organisers.entries()) {
    await db.insertInto('event_organiser').values({ event_id, organiser_id, position }).execute();
  }
  // Each once: a form that was tampered with may say a thing twice.
  for (const audience of new Set(values.audiences)) {
    await db.insertInto('event_audience').values({ event_id, audience }).execute();
  }
  for (const [position, language] of [...new Set(values.languages)].entries()) {
    await db.insertInto('event_language').values({ event_id, language, position }).execute();
  }
  for (const feature of new Set(values.access))
    await db.insertInto('event_access').values({ event_id, feature }).execute();
  if (values.picture) {
    const { hash, width, height, alt, credit, licence } = values.picture;
    await db.insertInto('picture').values({ event_id, hash, width, height, alt, credit, licence }).execute();
  }
  return writeDates(db, event, values.dates, at);
}

function textColumns({ title, summary, description, easy, participation }: EventValues['texts'][string]) {
  return { title, summary, description, easy, participation };
}

async function writeDates(
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
  await changeOccurrence(db, event, before, { ...times, ...announced }, at);
  return undefined;
}
