import type { Transaction } from 'kysely';
import { CatalogueFullError, type CatalogueDatabase } from '#db/connect.ts';
import type { Tables } from '#db/schema.ts';
import type { Clock } from '#src/time/festival-time.ts';
import { addEdition, editEdition, showEdition } from './editions.ts';
import { reportBarrier } from './barrier-report.ts';
import { copyEvents } from './copying.ts';
import { privacyClean } from './privacy-cleaning.ts';
import { answer, cancelOwn, correct, withdrawSubmission } from './correcting.ts';
import {
  refuse,
  type Applied,
  type Change,
  type ChangeHandler,
  type ChangeKind,
  type Effect,
  type Refusal,
} from './change.ts';
import { addEvent, editEvent } from './event-editing.ts';
import { readStamp } from './event-log.ts';
import { addCoordinator, changeCoordinator, removeCoordinator } from './coordinating.ts';
import { editText } from './editing.ts';
import { importEvents } from './importing.ts';
import { loadDemonstration } from './load-demonstration.ts';
import { mergeOrganisers } from './merging-organisers.ts';
import { mergeVenues } from './merging-venues.ts';
import { addOrganiser, approveOrganiser, deleteOrganiser, editOrganiser } from './organisers.ts';
import { setOutline } from './outline.ts';
import { publish, withdraw } from './publication.ts';
import { cancelAndTell, moveAndTell } from './announcing.ts';
import { takeNote } from './taking-note.ts';
import { undo } from './undoing.ts';
import { acceptRevision, ask, declineRevision, reject, renewLink, renewOwnLink } from './reviewing.ts';
import { confirmSubmission, deleteUnconfirmed, readdress, submit } from './submitting.ts';
import { addVenue, approveVenue, deleteVenue, editVenue } from './venues.ts';

const HANDLERS: { [Kind in ChangeKind]: ChangeHandler<Kind> } = {
  'load-demonstration': loadDemonstration,
  publish,
  withdraw,
  cancel: cancelAndTell,
  move: moveAndTell,
  'add-event': addEvent,
  'edit-event': editEvent,
  undo,
  'take-note': takeNote,
  'edit-text': editText,
  'add-venue': addVenue,
  'edit-venue': editVenue,
  'approve-venue': approveVenue,
  'merge-venues': mergeVenues,
  'delete-venue': deleteVenue,
  'add-organiser': addOrganiser,
  'edit-organiser': editOrganiser,
  'approve-organiser': approveOrganiser,
  'merge-organisers': mergeOrganisers,
  'delete-organiser': deleteOrganiser,
  'set-outline': setOutline,
  'import-events': importEvents,
  submit,
  'confirm-submission': confirmSubmission,
  correct,
  answer,
  'withdraw-submission': withdrawSubmission,
  'cancel-own': cancelOwn,
  ask,
  reject,
  'accept-revision': acceptRevision,
  'decline-revision': declineRevision,
  'renew-link': renewLink,
  'renew-own-link': renewOwnLink,
  readdress,
  'report-barrier': reportBarrier,
  'delete-unconfirmed': deleteUnconfirmed,
  'privacy-clean': privacyClean,
  'add-edition': addEdition,
  'edit-edition': editEdition,
  'show-edition': showEdition,
  'copy-events': copyEvents,
  'add-coordinator': addCoordinator,
  'change-coordinator': changeCoordinator,
  'remove-coordinator': removeCoordinator,
};

/**
 * The one way in for changes: checks the rules, writes, logs and raises the catalogue's version in one transaction.
 * It has happened, on disk, when this resolves with `ok`; otherwise nothing has.
 *
 * @param actor who changes it, for the log: `'command line'`, `'demonstration'`
 * @throws CatalogueBusyError if another process kept the catalogue locked, CatalogueFullError if the disk is full
 */
export async function applyChange(
  database: CatalogueDatabase,
  clock: Clock,
  actor: string,
  change: Change,
): Promise<Applied | Refusal> {
  try {
    return await database.write.transaction().execute(async (db) => {
      const at = await nextInstant(db, clock);
      const handler = HANDLERS[change.kind] as ChangeHandler<ChangeKind>;
      await refuseUnseen(db, change);
      const effect = await handler(db, change, at);
      if (!effect.ok) throw new Refused(effect);
      const id = effect.id === undefined ? {} : { id: effect.id };
      if ('isRepeated' in effect) return { ok: true, version: await currentVersion(db), ...id };
      return { ok: true, version: await record(db, at, actor, change.kind, effect), ...id };
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    if (!isDiskFull(error)) throw error;
    const message = 'There is no room on the disk for the catalogue: nothing was written. Make room and try again.';
    throw new CatalogueFullError(message, { cause: error });
  }
}

/** Nothing is done to an event that is not any more what somebody saw when they decided. */
async function refuseUnseen(db: Transaction<Tables>, change: Change): Promise<void> {
  if (!('seen' in change) || change.seen === undefined) return;
  const stamp = await readStamp(db, change.event);
  if (stamp === null || stamp === change.seen) return;
  throw new Refused(refuse('changed-meanwhile', 'event', `${change.event} was changed meanwhile. Look at it again.`));
}

/** Now; but never before the last change, whatever the machine's clock says: feeds promise that stamps do not go back. */
async function nextInstant(db: Transaction<Tables>, clock: Clock): Promise<string> {
  const { changed_at } = await db.selectFrom('catalogue').select('changed_at').executeTakeFirstOrThrow();
  const now = clock.now();
  return now > changed_at ? now : changed_at;
}

/** Raises the version and writes the log. */
async function record(
  db: Transaction<Tables>,
  at: string,
  actor: string,
  kind: ChangeKind,
  effect: Effect,
): Promise<number> {
  const version = effect.isPublic === false ? await currentVersion(db) : await raiseVersion(db, at);
  await db.updateTable('edition').set({ version }).where('id', 'in', effect.editions).execute();
  await db
    .insertInto('change')
    .values({
      at,
      actor,
      kind,
      subject: effect.subject,
      before: jsonOrNull(effect.before),
      after: jsonOrNull(effect.after),
      version,
    })
    .execute();
  return version;
}

async function raiseVersion(db: Transaction<Tables>, at: string): Promise<number> {
  const { version } = await db
    .updateTable('catalogue')
    .set((eb) => ({ version: eb('version', '+', 1), changed_at: at }))
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

async function currentVersion(db: Transaction<Tables>): Promise<number> {
  return (await db.selectFrom('catalogue').select('version').executeTakeFirstOrThrow()).version;
}

function jsonOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** SQLite names it by what it was about to write: the file itself, its log, or the log's index. */
function isDiskFull(error: unknown): boolean {
  return ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE'].includes(
    (error as { code?: string }).code ?? '',
  );
}

/** Carries a refusal out of the transaction, so that what was written until then is rolled back. */
class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
