import { sql, type Kysely } from 'kysely';

/** Which correction of a draft came last. Frozen: later changes are migrations of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table submission add column correction_key text').execute(db);
}
