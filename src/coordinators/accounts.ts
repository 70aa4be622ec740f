import { z } from 'zod';
import type { CatalogueDatabase } from '#db/connect.ts';
import { addLink, mailLink } from '#src/changes/coordinator-link.ts';
import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import type { Clock } from '#src/time/festival-time.ts';
import { tidyEmail, type Coordinator } from './coordinator.ts';
import type { SignInLinks } from './sign-in-links.ts';

/** A coordinator as administrators see them. */
export interface Account extends Coordinator {
  readonly hasPassword: boolean;
  /** Whether they have ever used a link that was sent to them. */
  readonly hasSignedIn: boolean;
  readonly sessions: number;
  readonly createdAt: string;
}

/** A session as its owner sees it. */
export interface OwnSession {
  readonly id: string;
  readonly since: string;
  readonly until: string;
  /** What the browser says of itself. */
  readonly userAgent: string;
}

/** Whoever may work at the desk, by name. */
export async function listAccounts({ read }: CatalogueDatabase, now: string): Promise<Account[]> {
  const rows = await read
    .selectFrom('coordinator')
    .select((eb) => [
      ...(['id', 'name', 'email', 'is_administrator', 'email_verified', 'created_at'] as const),
      eb
        .selectFrom('coordinator_session')
        .whereRef('coordinator_id', '=', 'coordinator.id')
        .where('expires_at', '>', now)
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('sessions'),
      eb
        .selectFrom('coordinator_account')
        .whereRef('coordinator_id', '=', 'coordinator.id')
        .where('password', 'is not', null)
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('passwords'),
    ])
    .orderBy('name')
    .orderBy('email')
    .execute();
  return rows.map(({ id, name, email, ...row }) => ({
    ...{ id, name, email },
    isAdministrator: row.is_administrator === 1,
    hasSignedIn: row.email_verified === 1,
    hasPassword: Number(row.passwords) > 0,
    sessions: Number(row.sessions),
    createdAt: row.created_at,
  }));
}

/** The sessions of one coordinator, the newest first. */
export async function listSessions(
  { read }: CatalogueDatabase,
  coordinator: string,
  now: string,
): Promise<OwnSession[]> {
  const rows = await read
    .selectFrom('coordinator_session')
    .select(['id', 'created_at', 'expires_at', 'user_agent'])
    .where('coordinator_id', '=', coordinator)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    since: row.created_at,
    until: row.expires_at,
    userAgent: row.user_agent ?? '',
  }));
}

/** Ends the sessions of a coordinator but this one. */
export async function endOtherSessions({ write }: CatalogueDatabase, coordinator: string, but: string): Promise<void> {
  await write
    .transaction()
    .execute((db) =>
      db.deleteFrom('coordinator_session').where('coordinator_id', '=', coordinator).where('id', '!=', but).execute(),
    );
}

/** What was typed to add somebody. */
export interface NewAccount {
  readonly email: string;
  /** `''`: called as their address begins. */
  readonly name: string;
  readonly isAdministrator: boolean;
  /** Whether they get a mail with a one-time link. */
  readonly invite: boolean;
}

/** @param apply applies the change, in somebody's name */
export async function addAccount(
  typed: NewAccount,
  apply: (change: Change) => Promise<Applied | Refusal>,
): Promise<Applied | Refusal> {
  const email = tidyEmail(typed.email);
  // As strict as better-auth, which would refuse others when they sign in.
  if (!z.email().max(254).safeParse(email).success) {
    const message = `${JSON.stringify(typed.email.slice(0, 254))} is not an e-mail address.`;
    return { ok: false, code: 'not-an-address', field: 'email', message };
  }
  const name = typed.name.trim() || email.split('@')[0]!;
  const { isAdministrator, invite } = typed;
  return apply({ kind: 'add-coordinator', email, name: name.slice(0, MAX_NAME_LENGTH), isAdministrator, invite });
}

export const MAX_NAME_LENGTH = 100;

/** A one-time link for a coordinator that somebody hands on themselves. @returns null if there is no such coordinator */
export async function newLink(
  { database, clock }: { readonly database: CatalogueDatabase; readonly clock: Clock },
  links: SignInLinks,
  email: string,
): Promise<string | null> {
  const id = await database.write.transaction().execute(async (db) => {
    const row = await db
      .selectFrom('coordinator')
      .select('id')
      .where('email', '=', tidyEmail(email))
      .executeTakeFirst();
    return row ? addLink(db, row.id, 'printed', clock.now()) : null;
  });
  return id === null ? null : links.urlOf(id);
}

/**
 * Sends a coordinator another link: the invitation once more to who has never been here. @returns whether there is such
 * a coordinator
 */
export async function inviteAgain(
  { database, clock }: { readonly database: CatalogueDatabase; readonly clock: Clock },
  coordinator: string,
): Promise<boolean> {
  return database.write.transaction().execute(async (db) => {
    const row = await db
      .selectFrom('coordinator')
      .select(['id', 'email', 'email_verified'])
      .where('id', '=', coordinator)
      .executeTakeFirst();
    if (row) await mailLink(db, row, row.email_verified === 1 ? 'sign-in-link' : 'coordinator-invited', clock.now());
    return row !== undefined;
  });
}

/** Deletes sessions and links that are over. */
export async function forgetEnded({ write }: CatalogueDatabase, now: string): Promise<void> {
  await write.transaction().execute(async (db) => {
    await db.deleteFrom('coordinator_session').where('expires_at', '<=', now).execute();
    await db.deleteFrom('coordinator_link').where('expires_at', '<=', now).execute();
  });
}
