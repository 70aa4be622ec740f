import type { ChangeHandler } from './change.ts';
import { findSubmission, privateEffect, unknownSubmission } from './submission-record.ts';

/** Somebody has seen that the organiser cancelled: it need not wait in the queue any more. Twice is once. */
export const takeNote: ChangeHandler<'take-note'> = async (db, { event }) => {
  const record = await findSubmission(db, { event });
  if (!record) return unknownSubmission();
  const { id, attention } = record.submission;
  if (attention === null) return { ok: true, isRepeated: true, id };
  await db.updateTable('submission').set({ attention: null }).where('id', '=', id).execute();
  return privateEffect(record, { attention }, { attention: null });
};
