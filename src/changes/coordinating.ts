import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { refuse, type ChangeHandler, type Effect, type Refusal } from './change.ts';
import { mailLink } from './coordinator-link.ts';

/** Lets somebody work at the desk. */
export const addCoordinator: ChangeHandler<'add-coordinator'> = async (db, change, at) => {
  const { email, name } = change;
  if (name === '') return refuse('name-needed', 'name', 'The name is missing.');
  if (await find(db, email)) return refuse('already-coordinator', 'email', `${email} is a coordinator already.`);
  const isFirst = (await administrators(db)) === 0;
  const row = {
    ...{ id: randomUUID(), name, email, email_verified: 0 },
    is_administrator: change.isAdministrator || isFirst ? 1 : 0,
    ...{ created_at: at, updated_at: at },
  } satisfies Row<'coordinator'>;
  await db.insertInto('coordinator').values(row).execute();
  if (change.invite) await mailLink(db, row, 'coordinator-invited', at);
  return effect(row, null, said(row));
};

/** Gives a coordinator another name, or makes them an administrator or no longer one. */
export const changeCoordinator: ChangeHandler<'change-coordinator'> = async (db, change, at) => {
  const row = await find(db, change.coordinator);
  if (!row) return unknown(change.coordinator);
  const { name = row.name, isAdministrator = row.is_administrator === 1 } = change;
  if (name === '') return refuse('name-needed', 'name', 'The name is missing.');
  if (!isAdministrator && (await isLastAdministrator(db, row))) return lastAdministrator(row);
  const after = { ...row, name, is_administrator: isAdministrator ? 1 : 0 } satisfies Row<'coordinator'>;
  if (after.name === row.name && after.is_administrator === row.is_administrator) {
    return { ok: true, isRepeated: true, id: row.id };
  }
  await db
    .updateTable('coordinator')
    .set({ name, is_administrator: after.is_administrator, updated_at: at })
    .where('id', '=', row.id)
    .execute();
  return effect(row, said(row), said(after));
};

/** Takes a coordinator away, with their sessions, password and links. */
export const removeCoordinator: ChangeHandler<'remove-coordinator'> = async (db, { coordinator }) => {
  const row = await find(db, coordinator);
  if (!row) return unknown(coordinator);
  if (await isLastAdministrator(db, row)) return lastAdministrator(row);
  await db.deleteFrom('coordinator').where('id', '=', row.id).execute();
  return effect(row, said(row), null);
};

async function find(db: Transaction<Tables>, idOrEmail: string): Promise<Row<'coordinator'> | undefined> {
  return db
    .selectFrom('coordinator')
    .select(['id', 'name', 'email', 'email_verified', 'is_administrator', 'created_at', 'updated_at'])
    .where((eb) => eb.or([eb('id', '=', idOrEmail), eb('email', '=', idOrEmail)]))
    .executeTakeFirst();
}

async function administrators(db: Transaction<Tables>): Promise<number> {
  const rows = await db.selectFrom('coordinator').select('id').where('is_administrator', '=', 1).execute();
  return rows.length;
}

async function isLastAdministrator(db: Transaction<Tables>, row: Row<'coordinator'>): Promise<boolean> {
  return row.is_administrator === 1 && (await administrators(db)) === 1;
}

function said({ name, is_administrator }: Row<'coordinator'>) {
  return { name, isAdministrator: is_administrator === 1 };
}

function effect({ id, email }: Row<'coordinator'>, before: unknown, after: unknown): Effect {
  return { ok: true, subject: `coordinator ${email}`, before, after, editions: [], isPublic: false, id };
}

function unknown(coordinator: string): Refusal {
  return refuse('unknown-coordinator', 'coordinator', `There is no coordinator ${coordinator}.`);
}

function lastAdministrator({ email }: Row<'coordinator'>): Refusal {
  const message = `${email} is the only administrator. Make somebody else one first.`;
  return refuse('last-administrator', 'coordinator', message);
}
