import type { Transaction } from 'kysely';
import type { Row, SubmissionState, Tables } from '#db/schema.ts';
import { refuse, type ChangeHandler, type Effect, type Refusal } from './change.ts';
import type { EventPatch } from './event-patch.ts';
import { readValues } from './event-reading.ts';
import { updateEvent } from './event-writing.ts';
import { findEvent, publish, unknownEvent, withdraw } from './publication.ts';
import { presentVenueId } from './records.ts';
import { lastChangeOf } from './event-log.ts';
import { announcedBefore, changeOccurrence } from './rescheduling.ts';
import { findSubmission } from './submission-record.ts';

/** The kinds of change that `undo` takes back. */
export const UNDOABLE: readonly string[] = [
  ...['edit-event', 'edit-text', 'accept-revision', 'cancel', 'cancel-own', 'move', 'publish', 'withdraw', 'reject'],
];

/**
 * Takes back the last change of an event, by a new change: calendars learn of what they had been told otherwise by
 * SEQUENCE. What was published for the first time is withdrawn, as somebody may know of it. A mail that was sent stays
 * sent. Refused if something has been changed since.
 */
export const undo: ChangeHandler<'undo'> = async (db, { event: slug, change: id }, at) => {
  const event = await findEvent(db, slug);
  if (!event) return unknownEvent(slug);
  const last = await lastChangeOf(db, slug);
  if (last?.id !== id) return refuse('changed-meanwhile', 'change', `${slug} was changed again meanwhile.`);
  if (!UNDOABLE.includes(last.kind)) return refuse('not-undoable', 'change', `"${last.kind}" cannot be taken back.`);
  const refusal = await takeBack(db, event, last, at);
  if (refusal) return refusal;
  const isPublic = event.first_published_at !== null;
  return {
    ok: true,
    subject: `event ${slug}`,
    before: parsed(last.after),
    after: { undone: last.kind, ...asRecord(parsed(last.before)) },
    editions: isPublic ? [event.edition_id] : [],
    ...(isPublic ? {} : { isPublic: false as const }),
  };
};

async function takeBack(
  db: Transaction<Tables>,
  event: Row<'event'>,
  { kind, before: json }: Row<'change'>,
  at: string,
): Promise<Refusal | undefined> {
  const before = parsed(json);
  switch (kind) {
    case 'publish':
      return refusalOf(await withdraw(db, { kind: 'withdraw', event: event.slug }, at));
    case 'withdraw':
      return refusalOf(await publish(db, { kind: 'publish', event: event.slug }, at));
    case 'cancel-own':
      await db.updateTable('submission').set({ attention: null }).where('event_id', '=', event.id).execute();
      return restoreDates(db, event, before as Partial<Row<'occurrence'>>[], at);
    case 'cancel':
      return restoreDates(db, event, before as Partial<Row<'occurrence'>>[], at);
    case 'move':
      return restoreDates(db, event, [before as Partial<Row<'occurrence'>>], at);
    case 'reject':
      return restoreSubmission(db, event, before as { state: SubmissionState; message?: string | null }, at);
    case 'edit-text':
      return restoreText(db, event, before as ({ language: string } & object) | null, at);
    default:
      return restoreValues(db, event, before as EventPatch & { closed?: boolean; state?: string }, at);
  }
}

/** @param dates the columns of each as they were, with its uid */
async function restoreDates(
  db: Transaction<Tables>,
  event: Row<'event'>,
  dates: readonly Partial<Row<'occurrence'>>[],
  at: string,
): Promise<Refusal | undefined> {
  const rows = await db.selectFrom('occurrence').selectAll().where('event_id', '=', event.id).execute();
  for (const { uid, ...columns } of dates) {
    const row = rows.find((occurrence) => occurrence.uid === uid);
    if (!row) continue;
    const restored = await atPresentVenues(db, row, columns);
    if ('code' in restored) return restored;
    await changeOccurrence(db, event, row, restored, at);
  }
  return undefined;
}

/** The columns of a date as they were, at what its venues are by now: some may have been merged into others. */
async function atPresentVenues(
  db: Transaction<Tables>,
  row: Row<'occurrence'>,
  columns: Partial<Row<'occurrence'>>,
): Promise<Partial<Row<'occurrence'>> | Refusal> {
  const restored = { ...columns };
  for (const column of ['venue_id', 'previous_venue_id'] as const) {
    const id = columns[column];
    if (id === null || id === undefined) continue;
    const present = await presentVenueId(db, id);
    if (present === undefined) return refuse('not-undoable', 'change', 'The venue is not in the catalogue any more.');
    restored[column] = present;
  }
  const after = { ...row, ...restored };
  // It was moved from one record of a house to the other of the same house, so it was not moved.
  if (after.status !== 'moved' || (after.previous_venue_id ?? after.venue_id) !== after.venue_id) return restored;
  return { ...restored, ...announcedBefore(after, after.start_local, after.venue_id) };
}

async function restoreValues(
  db: Transaction<Tables>,
  event: Row<'event'>,
  { closed, state, ...values }: EventPatch & { closed?: boolean; state?: string },
  at: string,
): Promise<Refusal | undefined> {
  await reviveDates(db, event, values, at);
  const refusal = await updateEvent(db, event, { ...(await readValues(db, event)), ...values }, at);
  if (refusal) return refusal;
  if (closed !== undefined) {
    await db
      .updateTable('event')
      .set({ closed: closed ? 1 : 0 })
      .where('id', '=', event.id)
      .execute();
  }
  if (state === undefined) return undefined;
  return refusalOf(await withdraw(db, { kind: 'withdraw', event: event.slug }, at));
}

/** A date that the change had cancelled by leaving it out takes place again, under its own uid. */
async function reviveDates(
  db: Transaction<Tables>,
  event: Row<'event'>,
  { dates = [] }: EventPatch,
  at: string,
): Promise<void> {
  const uids = dates.flatMap(({ uid }) => (uid === null ? [] : [uid]));
  if (uids.length === 0) return;
  const cancelled = await db
    .selectFrom('occurrence')
    .selectAll()
    .where('event_id', '=', event.id)
    .where('uid', 'in', uids)
    .where('status', '=', 'cancelled')
    .execute();
  for (const row of cancelled) {
    const announced = announcedBefore(row, row.start_local, row.venue_id);
    await changeOccurrence(db, event, row, { ...announced, notice: null }, at);
  }
}

/** @param before null if there was no text in that language: then the only one that came after is taken away */
async function restoreText(
  db: Transaction<Tables>,
  event: Row<'event'>,
  before: ({ language: string } & object) | null,
  at: string,
): Promise<Refusal | undefined> {
  if (before === null) {
    return refuse('not-undoable', 'change', 'A text that was added is taken away in the form of the event.');
  }
  const { language, ...text } = before;
  // Where the language was taken away, the log holds all of its text.
  await db
    .insertInto('event_text')
    .values({ title: '', summary: '', description: '', ...text, event_id: event.id, language })
    .onConflict((conflict) => conflict.columns(['event_id', 'language']).doUpdateSet(text))
    .execute();
  await db.updateTable('event').set({ changed_at: at }).where('id', '=', event.id).execute();
  await db.updateTable('occurrence').set({ changed_at: at }).where('event_id', '=', event.id).execute();
  return undefined;
}

async function restoreSubmission(
  db: Transaction<Tables>,
  { slug }: Row<'event'>,
  { state, message = null }: { state: SubmissionState; message?: string | null },
  at: string,
): Promise<undefined> {
  const record = await findSubmission(db, { event: slug });
  const id = record?.submission.id ?? '';
  await db.updateTable('submission').set({ state, message, changed_at: at }).where('id', '=', id).execute();
  return undefined;
}

function refusalOf(outcome: Awaited<ReturnType<ChangeHandler<'publish'>>> | Effect): Refusal | undefined {
  return outcome.ok ? undefined : outcome;
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}

function asRecord(value: unknown): Record<string, unknown> {
  if (Array.isArray(value)) return { dates: value };
  return (value ?? {}) as Record<string, unknown>;
}
