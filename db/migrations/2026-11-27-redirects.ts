import { sql, type Kysely } from 'kysely';

/**
 * The former addresses of venues and organisers that were merged into others. Frozen: later changes are migrations of
 * their own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const kind of ['venue', 'organiser']) {
    const statements = [
      `create table ${kind}_redirect (
        slug text primary key,
        former_id text not null,
        target_id text not null references ${kind} (id) on delete cascade
      )`,
      `create index ${kind}_redirect_by_target on ${kind}_redirect (target_id)`,
    ];
    for (const statement of statements) await sql.raw(statement).execute(db);
  }
  await sql.raw('create index occurrence_before_at_venue on occurrence (previous_venue_id)').execute(db);
}
