import { sql, type Kysely } from 'kysely';

/**
 * Who works at the desk, and their sessions: what better-auth 1.7.25 asks for, under our names, and the one-time links,
 * which are our own. Frozen: later changes are migrations of their own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table coordinator (
    id text primary key,
    name text not null,
    email text not null unique,
    email_verified integer not null check (email_verified in (0, 1)),
    is_administrator integer not null check (is_administrator in (0, 1)),
    image text,
    created_at text not null,
    updated_at text not null
  )`,
  `create table coordinator_session (
    id text primary key,
    coordinator_id text not null references coordinator (id) on delete cascade,
    token text not null unique,
    expires_at text not null,
    created_at text not null,
    updated_at text not null,
    ip_address text,
    user_agent text
  )`,
  `create index coordinator_session_coordinator_id_idx on coordinator_session (coordinator_id)`,
  // Ways to sign in; here always one with a password.
  `create table coordinator_account (
    id text primary key,
    coordinator_id text not null references coordinator (id) on delete cascade,
    account_id text not null,
    provider_id text not null,
    password text,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at text,
    refresh_token_expires_at text,
    scope text,
    created_at text not null,
    updated_at text not null
  )`,
  `create index coordinator_account_coordinator_id_idx on coordinator_account (coordinator_id)`,
  // Asked for by better-auth, and empty.
  `create table coordinator_verification (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at text not null,
    created_at text not null,
    updated_at text not null
  )`,
  `create index coordinator_verification_identifier_idx on coordinator_verification (identifier)`,
  `create table coordinator_link (
    id text primary key,
    coordinator_id text not null references coordinator (id) on delete cascade,
    expires_at text not null,
    created_at text not null
  )`,
  `create index coordinator_link_coordinator_id_idx on coordinator_link (coordinator_id)`,
];
