import { sql, type Kysely } from 'kysely';

/** What imported events are called in the files that they came from. Frozen: later changes are migrations of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table import_key (
        edition_id text not null references edition (id) on delete cascade,
        key text not null,
        event_id text not null references event (id) on delete cascade,
        digest text not null,
        primary key (edition_id, key)
      )`,
    )
    .execute(db);
}
