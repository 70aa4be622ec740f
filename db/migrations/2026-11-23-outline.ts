import { sql, type Kysely } from 'kysely';

/** Where the area ends that the catalogue is for. Frozen: later changes are migrations of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table outline (
        id integer primary key check (id = 1),
        geometry text not null,
        digest text not null,
        attribution text
      )`,
    )
    .execute(db);
}
