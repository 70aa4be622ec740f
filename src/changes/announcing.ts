import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import type { ChangeHandler, Effect, Refusal } from './change.ts';
import { cancel, move } from './rescheduling.ts';
import { findSubmission, writeToOrganiser } from './submission-record.ts';

/** What coordinators do to a published event, its organiser reads in a mail. */
export const cancelAndTell: ChangeHandler<'cancel'> = async (db, change, at) =>
  tell(db, await cancel(db, change, at), { template: 'event-cancelled', ...change }, at);

export const moveAndTell: ChangeHandler<'move'> = async (db, change, at) =>
  tell(db, await move(db, change, at), { template: 'event-moved', ...change }, at);

async function tell(
  db: Transaction<Tables>,
  outcome: Awaited<ReturnType<ChangeHandler<'cancel'>>>,
  { template, event, message = '' }: { template: string; event: string; message?: string },
  at: string,
): Promise<Effect | Refusal> {
  if (!outcome.ok) return outcome;
  const record = await findSubmission(db, { event });
  // Of a draft, nobody knows when it was to be.
  if (record && record.event.state !== 'draft') await writeToOrganiser(db, record, template, at, { message });
  return outcome as Effect;
}
