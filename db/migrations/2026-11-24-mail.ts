import { sql, type Kysely } from 'kysely';

/** The outbox of mails. Frozen: later changes are migrations of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table mail (
    id text primary key,
    message_id text unique,
    recipient text not null,
    language text not null,
    template text not null,
    subject_id text,
    data text not null,
    state text not null check (state in ('queued', 'sending', 'sent', 'dropped', 'failed')),
    attempts integer not null,
    next_attempt_at text,
    created_at text not null,
    sent_at text,
    last_error text,
    check ((state in ('queued', 'sending')) = (next_attempt_at is not null)),
    check ((state = 'sent') = (sent_at is not null))
  )`,
  `create index mail_due on mail (next_attempt_at) where next_attempt_at is not null`,
  `create index mail_about on mail (subject_id)`,
];
