import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { refuse, type ChangeHandler, type Effect, type Refusal } from './change.ts';
import { pendingRevision } from './correcting.ts';
import { isSame, patchBetween, pick, type EventPatch } from './event-patch.ts';
import { readValues } from './event-reading.ts';
import type { EventValues } from './event-values.ts';
import { updateEvent } from './event-writing.ts';
import { approveProposals } from './naming.ts';
import { findEvent, missingForPublication, unknownEvent } from './publication.ts';
import {
  findSubmission,
  privateEffect,
  unknownSubmission,
  writeToOrganiser,
  type SubmissionRecord,
} from './submission-record.ts';

/** Asks the organiser something; they answer by their link. */
export const ask: ChangeHandler<'ask'> = async (db, { event, message }, at) => {
  const record = await findSubmission(db, { event });
  if (!record) return unknownSubmission();
  const { submission } = record;
  // Taken from the pages, it is over for its organiser, who could not answer.
  const state = record.event.state === 'withdrawn' ? record.event.state : submission.state;
  if (!['new', 'asked', 'answered', 'published'].includes(state)) {
    return refuse('not-open', 'event', `${event} is ${state}: nothing can be asked.`);
  }
  await db
    .updateTable('submission')
    .set({ state: 'asked', message, answer: null, changed_at: at })
    .where('id', '=', submission.id)
    .execute();
  await writeToOrganiser(db, record, 'question', at, { message });
  return privateEffect(record, { state: submission.state }, { state: 'asked', message });
};

/** Says no to an event that is not published, with a reason that the organiser reads. */
export const reject: ChangeHandler<'reject'> = async (db, { event, message }, at) => {
  const record = await findSubmission(db, { event });
  if (!record) return unknownSubmission();
  const { submission } = record;
  if (record.event.state !== 'draft') {
    return refuse('already-published', 'event', `${event} is published. Withdraw it instead.`);
  }
  if (['rejected', 'withdrawn'].includes(submission.state)) {
    return refuse('not-open', 'event', `${event} is ${submission.state} already.`);
  }
  await db
    .updateTable('submission')
    .set({ state: 'rejected', message, changed_at: at })
    .where('id', '=', submission.id)
    .execute();
  await writeToOrganiser(db, record, 'rejected', at, { message });
  const { state, message: before } = submission;
  return privateEffect(record, { state, message: before }, { state: 'rejected', message });
};

/**
 * Takes an organiser's correction of a published event, wholly or only some fields of it. Refused where a field was
 * changed since the correction was written, so that nobody's work is overwritten unseen.
 */
export const acceptRevision: ChangeHandler<'accept-revision'> = async (db, change, at) => {
  const event = await findEvent(db, change.event);
  if (!event) return unknownEvent(change.event);
  const revision = await pendingRevision(db, event.id);
  if (!revision) return noRevision(change.event);
  const patch = JSON.parse(revision.patch) as EventPatch;
  const base = JSON.parse(revision.base) as EventPatch;
  const offered = Object.keys(patch) as (keyof EventValues)[];
  const unknown = change.fields?.filter((field) => !offered.includes(field as keyof EventValues)) ?? [];
  if (unknown.length > 0) {
    return refuse(
      'nothing-to-change',
      'fields',
      `The correction holds ${offered.join(', ')}, not ${unknown.join(', ')}.`,
    );
  }
  const fields = offered.filter((field) => change.fields?.includes(field) ?? true);
  const current = await readValues(db, event);
  const changedSince = fields.filter((field) => !isSame(field, current, base));
  if (changedSince.length > 0) {
    const names = changedSince.join(', ');
    return refuse('changed-meanwhile', names, `Changed since the correction was sent: ${names}. Leave them out.`);
  }
  const after = { ...current, ...pick(patch, fields) };
  const refusal = await updateEvent(db, event, after, at);
  if (refusal) return refusal;
  const missing = await missingForPublication(db, event.id);
  if (missing.length > 0) {
    return refuse('not-publishable', 'fields', `${change.event} would have no ${missing.join(', no ')} any more.`);
  }
  await approveProposals(db, event.id);
  await decideRevision(db, revision, { taken: fields, left: offered.filter((field) => !fields.includes(field)) }, at);
  const record = await findSubmission(db, { event: change.event });
  if (record) await writeToOrganiser(db, record, 'revision-accepted', at);
  return {
    ok: true,
    subject: `event ${change.event}`,
    before: pick(current, fields),
    after: patchBetween(current, after),
    editions: [event.edition_id],
  };
};

/** Marks a correction as accepted. What was left out of it becomes one of its own, so that its organiser is told. */
export async function decideRevision(
  db: Transaction<Tables>,
  revision: Row<'revision'>,
  { taken, left }: Readonly<Record<'taken' | 'left', readonly (keyof EventValues)[]>>,
  at: string,
): Promise<void> {
  const part = (fields: readonly (keyof EventValues)[]) => ({
    patch: JSON.stringify(pick(JSON.parse(revision.patch) as EventPatch, fields)),
    base: JSON.stringify(pick(JSON.parse(revision.base) as EventPatch, fields)),
    decided_at: at,
  });
  await db
    .updateTable('revision')
    .set({ ...part(taken), state: 'accepted' })
    .where('id', '=', revision.id)
    .execute();
  if (left.length === 0) return;
  const rest = { ...revision, ...part(left), state: 'declined' as const };
  await db
    .insertInto('revision')
    .values({ ...rest, id: randomUUID(), form_key: `${revision.form_key}/left` })
    .execute();
}

/** Leaves a published event as it is, with a reason that the organiser reads. */
export const declineRevision: ChangeHandler<'decline-revision'> = async (db, { event: slug, message }, at) => {
  const event = await findEvent(db, slug);
  if (!event) return unknownEvent(slug);
  const revision = await pendingRevision(db, event.id);
  const record = await findSubmission(db, { event: slug });
  if (!revision || !record) return noRevision(slug);
  await db
    .updateTable('revision')
    .set({ state: 'declined', message, decided_at: at })
    .where('id', '=', revision.id)
    .execute();
  await writeToOrganiser(db, record, 'revision-declined', at, { message });
  return privateEffect(record, { revision: 'pending' }, { revision: 'declined', message });
};

/** For an organiser whose link came into wrong hands, or got lost: they get a new one. */
export const renewLink: ChangeHandler<'renew-link'> = async (db, { event }, at) => {
  const record = await findSubmission(db, { event });
  return record ? nextLink(db, record, at) : unknownSubmission();
};

export const renewOwnLink: ChangeHandler<'renew-own-link'> = async (db, { submission: id, generation }, at) => {
  const record = await findSubmission(db, { id });
  if (!record) return unknownSubmission();
  if (record.submission.generation !== generation) return { ok: true, isRepeated: true, id };
  return nextLink(db, record, at);
};

async function nextLink(db: Transaction<Tables>, record: SubmissionRecord, at: string): Promise<Effect> {
  const { id, generation } = record.submission;
  await db
    .updateTable('submission')
    .set({ generation: generation + 1 })
    .where('id', '=', id)
    .execute();
  await writeToOrganiser(db, record, 'new-link', at);
  return privateEffect(record, { generation }, { generation: generation + 1 });
}

function noRevision(slug: string): Refusal {
  return refuse('no-revision', 'event', `No correction of ${slug} waits to be looked at.`);
}
