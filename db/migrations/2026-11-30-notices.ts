import { sql, type Kysely } from 'kysely';

/** What coordinators tell of a change, and what they have yet to take note of. Frozen: see the first migration. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table occurrence add column notice text`,
  `alter table submission add column attention text check (attention in ('cancelled'))`,
  `create index change_by_subject on change (subject)`,
];
