import { sql, type Kysely } from 'kysely';

/** What organisers send: submissions, corrections and pictures. Frozen: later changes are migrations of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Named by somebody who submits an event, and nobody's business until that is published.
  `alter table venue add column proposed integer not null default 0 check (proposed in (0, 1))`,
  `alter table organiser add column proposed integer not null default 0 check (proposed in (0, 1))`,
  // Whom organisers may ask, and who hears of what they send.
  `alter table edition add column contact_name text`,
  `alter table edition add column contact_email text`,
  `alter table edition add column contact_phone text`,
  `create table picture (
    event_id text primary key references event (id) on delete cascade,
    hash text not null,
    width integer not null,
    height integer not null,
    alt text not null,
    credit text not null,
    licence text not null
  )`,
  `create index picture_by_hash on picture (hash)`,
  `create table submission (
    number integer primary key autoincrement,
    id text not null unique,
    form_key text not null unique,
    event_id text not null unique references event (id) on delete cascade,
    state text not null
      check (state in ('unconfirmed', 'new', 'asked', 'answered', 'published', 'rejected', 'withdrawn')),
    language text not null,
    contact_name text not null,
    contact_email text not null,
    contact_phone text,
    note text,
    message text,
    answer text,
    generation integer not null,
    created_at text not null,
    confirmed_at text,
    changed_at text not null
  )`,
  `create index submission_by_state on submission (state, changed_at)`,
  `create index submission_by_email on submission (contact_email, created_at)`,
  `create table revision (
    id text primary key,
    event_id text not null references event (id) on delete cascade,
    form_key text not null unique,
    base_at text not null,
    base text not null,
    patch text not null,
    state text not null check (state in ('pending', 'accepted', 'declined', 'superseded')),
    message text,
    created_at text not null,
    decided_at text,
    decided_by text
  )`,
  `create index revision_of_event on revision (event_id, state)`,
  `create unique index revision_pending on revision (event_id) where state = 'pending'`,
  `create table rate_limit (
    key text primary key,
    hits integer not null,
    ends_at text not null
  )`,
];
