import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { refuse, type Refusal } from './change.ts';
import { writeDates } from './date-writing.ts';
import type { EventValues } from './event-values.ts';
import { organiserIds } from './naming.ts';

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
