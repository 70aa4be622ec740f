import type { Kysely } from 'kysely';
import type { CatalogueDatabase } from '#db/connect.ts';
import type { Row, Tables } from '#db/schema.ts';
import type { MailValue } from '#src/changes/outbox.ts';
import { DEFAULT_LANGUAGE, isLanguageCode, type LanguageCode } from '#src/languages/languages.ts';
import { addMinutes } from '#src/time/festival-time.ts';

/** A mail of the outbox whose turn it is. Until it is marked, or its claim lapses, it is nobody else's. */
export interface QueuedMail {
  readonly id: string;
  /** The same at every attempt: `4c…@calendar.example`. */
  readonly messageId: string;
  readonly recipient: string;
  readonly language: LanguageCode;
  readonly template: string;
  readonly subjectId: string | null;
  readonly data: Readonly<Record<string, MailValue>>;
  /** Which attempt this is, from 1. */
  readonly attempts: number;
  readonly createdAt: string;
}

/** Longer than any attempt may take. A claim older than this was a process's that died. */
const CLAIM_MINUTES = 10;
const HOUR = 60;
/** The minutes between one attempt and the next: about five days until the last. */
const PAUSES = [1, 5, 15, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, ...Array<number>(4).fill(24 * HOUR)];
export const MAX_ATTEMPTS = PAUSES.length + 1;

/**
 * Takes at most `limit` mails that are due. Two processes never get the same one.
 *
 * @param domain what their Message-IDs end with, if they have none yet
 * @throws CatalogueBusyError if another process kept the catalogue locked
 */
export async function claimDue(
  database: CatalogueDatabase,
  now: string,
  limit: number,
  domain: string,
): Promise<QueuedMail[]> {
  // Nearly always nothing is due, and that can be seen without waiting for who writes.
  if ((await due(database.read, now, 1).execute()).length === 0) return [];
  const rows = await database.write.transaction().execute((db) =>
    db
      .updateTable('mail')
      .set((eb) => ({
        state: 'sending',
        attempts: eb('attempts', '+', 1),
        next_attempt_at: addMinutes(now, CLAIM_MINUTES),
        message_id: eb.fn.coalesce('message_id', eb('id', '||', `@${domain}`)),
      }))
      .where('id', 'in', due(db, now, limit))
      .returningAll()
      .execute(),
  );
  return rows.map(queuedMailFrom);
}

/** When a mail is due again whose attempt number `attempts` has just failed; null: that was the last. */
export function retryAt(attempts: number, now: string): string | null {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? null : addMinutes(now, pause);
}

export async function markSent(database: CatalogueDatabase, mail: QueuedMail, now: string): Promise<void> {
  await mark(database, mail, { state: 'sent', next_attempt_at: null, sent_at: now, last_error: null });
}

/** Marks a mail that is no longer needed. */
export async function markDropped(database: CatalogueDatabase, mail: QueuedMail): Promise<void> {
  await mark(database, mail, { state: 'dropped', next_attempt_at: null, last_error: null });
}

/**
 * @param reason why, in a few words without an address
 * @param againAt when it is due again; null gives it up
 */
export async function markFailed(
  database: CatalogueDatabase,
  mail: QueuedMail,
  reason: string,
  againAt: string | null,
): Promise<void> {
  await mark(database, mail, {
    state: againAt ? 'queued' : 'failed',
    next_attempt_at: againAt,
    last_error: reason.slice(0, 200),
  });
}

/** Deletes what was settled and written before `instant`: addresses are not kept longer than they are needed. */
export async function forgetSettled(database: CatalogueDatabase, instant: string): Promise<void> {
  await database.write
    .transaction()
    .execute((db) =>
      db
        .deleteFrom('mail')
        .where('state', 'in', ['sent', 'dropped', 'failed'])
        .where('created_at', '<', instant)
        .execute(),
    );
}

/** A claim that has lapsed is due like a mail that waits. */
function due(db: Kysely<Tables>, now: string, limit: number) {
  return db.selectFrom('mail').select('id').where('next_attempt_at', '<=', now).orderBy('next_attempt_at').limit(limit);
}

function queuedMailFrom(row: Row<'mail'>): QueuedMail {
  return {
    id: row.id,
    messageId: row.message_id!,
    recipient: row.recipient,
    language: isLanguageCode(row.language) ? row.language : DEFAULT_LANGUAGE,
    template: row.template,
    subjectId: row.subject_id,
    data: JSON.parse(row.data) as QueuedMail['data'],
    attempts: row.attempts,
    createdAt: row.created_at,
  };
}

/** Only as long as the claim is ours: after it has lapsed, another attempt says how it went. */
async function mark(database: CatalogueDatabase, mail: QueuedMail, values: Partial<Row<'mail'>>): Promise<void> {
  await database.write
    .transaction()
    .execute((db) =>
      db
        .updateTable('mail')
        .set(values)
        .where('id', '=', mail.id)
        .where('state', '=', 'sending')
        .where('attempts', '=', mail.attempts)
        .execute(),
    );
}
