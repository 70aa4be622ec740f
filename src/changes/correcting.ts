import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';
import { digestOf } from './base-digest.ts';
import { patchBetween, pick } from './event-patch.ts';
import { readValues } from './event-reading.ts';
import { updateEvent } from './event-writing.ts';
import type { EventValues } from './event-values.ts';
import { deleteUnusedProposals } from './naming.ts';
import { cancel } from './rescheduling.ts';
import {
  findSubmission,
  privateEffect,
  unknownSubmission,
  writeToCoordinators,
  type SubmissionRecord,
} from './submission-record.ts';

/**
 * Corrects an organiser's own event. What is not published yet is changed at once; a published one stays as it is
 * until a coordinator has looked at the correction. A second correction takes the place of one that still waits; if it
 * says what is public already, that one is taken back.
 */
export const correct: ChangeHandler<'correct'> = async (db, change, at) => {
  const record = await findSubmission(db, { id: change.submission });
  if (!record) return unknownSubmission();
  const over = whyOver(record);
  if (over) return over;
  const { submission, event } = record;
  const isRepeated = submission.correction_key === change.formKey || (await wasSent(db, change.formKey));
  if (isRepeated) return { ok: true, isRepeated: true, id: submission.id };
  const current = await readValues(db, event);
  if (change.base !== undefined && change.base !== digestOf(current)) {
    return refuse('changed-meanwhile', 'values', `${event.slug} was changed after the form was opened.`);
  }
  const values = { ...change.values, dates: await withoutCancelled(db, event.id, change.values.dates) };
  const patch = patchBetween(current, values);
  const changed = Object.keys(patch) as (keyof EventValues)[];
  const waiting = await pendingRevision(db, event.id);
  if (changed.length === 0 && !waiting) return { ok: true, isRepeated: true, id: submission.id };
  if (event.state === 'draft') {
    const refusal = await updateEvent(db, event, values, at);
    if (refusal) return refusal;
    await deleteUnusedProposals(db);
    const state = submission.state === 'asked' ? 'answered' : submission.state;
    const row = { state, correction_key: change.formKey, changed_at: at };
    await db.updateTable('submission').set(row).where('id', '=', submission.id).execute();
    if (state !== 'unconfirmed') await writeToCoordinators(db, record, 'submission-corrected', at);
    return privateEffect(record, pick(current, changed), patch);
  }
  if (waiting) {
    const superseded = { state: 'superseded', decided_at: at } as const;
    await db.updateTable('revision').set(superseded).where('id', '=', waiting.id).execute();
  }
  // The correction is the answer to what was asked.
  const state = { state: 'published', changed_at: at } as const;
  await db.updateTable('submission').set(state).where('id', '=', submission.id).execute();
  if (changed.length === 0) return privateEffect(record, { revision: 'pending' }, { revision: 'superseded' });
  await db
    .insertInto('revision')
    .values({
      id: randomUUID(),
      event_id: event.id,
      form_key: change.formKey,
      base_at: event.changed_at,
      base: JSON.stringify(pick(current, changed)),
      patch: JSON.stringify(patch),
      state: 'pending',
      message: null,
      created_at: at,
      decided_at: null,
      decided_by: null,
    })
    .execute();
  await writeToCoordinators(db, record, 'revision-new', at);
  return privateEffect(record, null, { revision: changed });
};

/** Answers a coordinator's question. What is published stays so, and needs no decision. Sent twice, it is one answer. */
export const answer: ChangeHandler<'answer'> = async (db, { submission: id, answer: text }, at) => {
  const record = await findSubmission(db, { id });
  if (!record) return unknownSubmission();
  const { submission, event } = record;
  const over = whyOver(record);
  if (over) return over;
  if (submission.state !== 'asked' && submission.answer === text) return { ok: true, isRepeated: true, id };
  if (submission.state !== 'asked') return refuse('not-asked', 'answer', 'Nothing was asked.');
  const state = event.state === 'draft' ? 'answered' : 'published';
  await db.updateTable('submission').set({ state, answer: text, changed_at: at }).where('id', '=', id).execute();
  await writeToCoordinators(db, record, 'submission-answered', at);
  return privateEffect(record, { state: 'asked' }, { state });
};

/** Takes back what is not published yet. */
export const withdrawSubmission: ChangeHandler<'withdraw-submission'> = async (db, { submission: id }, at) => {
  const record = await findSubmission(db, { id });
  if (!record) return unknownSubmission();
  const { submission, event } = record;
  if (submission.state === 'withdrawn') return { ok: true, isRepeated: true, id };
  if (event.state !== 'draft') {
    return refuse('already-published', 'submission', `${event.slug} is published: its dates can be cancelled.`);
  }
  await db.updateTable('submission').set({ state: 'withdrawn', changed_at: at }).where('id', '=', id).execute();
  if (submission.confirmed_at !== null) await writeToCoordinators(db, record, 'submission-withdrawn', at);
  return privateEffect(record, { state: submission.state }, { state: 'withdrawn' });
};

/** Cancels dates of a published event: at once, as nobody should travel in vain. The coordinators are told. */
export const cancelOwn: ChangeHandler<'cancel-own'> = async (db, { submission: id, date }, at) => {
  const record = await findSubmission(db, { id });
  if (!record) return unknownSubmission();
  const { event } = record;
  if (event.state !== 'published') return refuse('not-published', 'submission', `${event.slug} is not published.`);
  const effect = await cancel(db, { kind: 'cancel', event: event.slug, ...(date === undefined ? {} : { date }) }, at);
  if (effect.ok) {
    await db.updateTable('submission').set({ attention: 'cancelled' }).where('id', '=', id).execute();
    await writeToCoordinators(db, record, 'cancelled-by-organiser', at);
  }
  return effect;
};

function whyOver({ submission, event }: SubmissionRecord): Refusal | undefined {
  const what = event.state === 'withdrawn' ? event.state : submission.state;
  if (what !== 'withdrawn' && what !== 'rejected') return undefined;
  return refuse('not-open', 'submission', `${event.slug} was ${what}: nothing of it can be changed any more.`);
}

/** A form that was opened before a date was cancelled does not bring it back. */
async function withoutCancelled(
  db: Transaction<Tables>,
  eventId: string,
  dates: EventValues['dates'],
): Promise<EventValues['dates']> {
  const rows = await db
    .selectFrom('occurrence')
    .select('uid')
    .where('event_id', '=', eventId)
    .where('status', '=', 'cancelled')
    .execute();
  return dates.filter((date) => !rows.some(({ uid }) => uid === date.uid));
}

/** Whether the form that the key names has come already. */
async function wasSent(db: Transaction<Tables>, formKey: string): Promise<boolean> {
  const found = await db.selectFrom('revision').select('id').where('form_key', '=', formKey).executeTakeFirst();
  return found !== undefined;
}

/** The correction of an event that waits to be looked at. */
export function pendingRevision(db: Transaction<Tables>, eventId: string) {
  return db
    .selectFrom('revision')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('state', '=', 'pending')
    .executeTakeFirst();
}
