import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';
import { readValues } from './event-reading.ts';
import { updateEvent } from './event-writing.ts';
import type { EventValues } from './event-values.ts';
import { cancel } from './rescheduling.ts';
import {
  findSubmission,
  privateEffect,
  unknownSubmission,
  writeToCoordinators,
  type SubmissionRecord,
} from './submission-record.ts';

/** What of an event a correction changes: the fields' names with their new values. */
export type EventPatch = Partial<EventValues>;

/**
 * Corrects an organiser's own event. What is not published yet is changed at once; a published one stays as it is
 * until a coordinator has looked at the correction. A second correction takes the place of one that still waits.
 */
export const correct: ChangeHandler<'correct'> = async (db, change, at) => {
  const record = await findSubmission(db, { id: change.submission });
  if (!record) return unknownSubmission();
  const over = whyOver(record);
  if (over) return over;
  const { submission, event } = record;
  const current = await readValues(db, event);
  const patch = patchBetween(current, change.values);
  const changed = Object.keys(patch) as (keyof EventValues)[];
  if (changed.length === 0) return { ok: true, isRepeated: true, id: submission.id };
  if (event.state === 'draft') {
    const refusal = await updateEvent(db, event, change.values, at);
    if (refusal) return refusal;
    const state = submission.state === 'asked' ? 'answered' : submission.state;
    await db.updateTable('submission').set({ state, changed_at: at }).where('id', '=', submission.id).execute();
    if (state !== 'unconfirmed') await writeToCoordinators(db, record, 'submission-corrected', at);
    return privateEffect(record, pick(current, changed), patch);
  }
  await db
    .updateTable('revision')
    .set({ state: 'superseded', decided_at: at })
    .where('event_id', '=', event.id)
    .where('state', '=', 'pending')
    .execute();
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

/** Answers a coordinator's question. Sent twice, it is one answer. */
export const answer: ChangeHandler<'answer'> = async (db, { submission: id, answer: text }, at) => {
  const record = await findSubmission(db, { id });
  if (!record) return unknownSubmission();
  const { submission } = record;
  if (submission.state === 'answered' && submission.answer === text) return { ok: true, isRepeated: true, id };
  if (submission.state !== 'asked') return refuse('not-asked', 'answer', 'Nothing was asked.');
  await db
    .updateTable('submission')
    .set({ state: 'answered', answer: text, changed_at: at })
    .where('id', '=', id)
    .execute();
  await writeToCoordinators(db, record, 'submission-answered', at);
  return privateEffect(record, { state: 'asked' }, { state: 'answered' });
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
  if (effect.ok) await writeToCoordinators(db, record, 'cancelled-by-organiser', at);
  return effect;
};

/** Which fields of `after` say something else than `before`. */
export function patchBetween(before: EventValues, after: EventValues): EventPatch {
  const fields = Object.keys(after) as (keyof EventValues)[];
  return pick(
    after,
    fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])),
  );
}

export function pick(values: EventValues, fields: readonly (keyof EventValues)[]): EventPatch {
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

function whyOver({ submission, event }: SubmissionRecord): Refusal | undefined {
  if (submission.state === 'withdrawn' || submission.state === 'rejected' || event.state === 'withdrawn') {
    return refuse('not-open', 'submission', `${event.slug} was ${submission.state} and cannot be corrected any more.`);
  }
  return undefined;
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
