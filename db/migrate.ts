import { existsSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { CatalogueFileError, type CatalogueDatabase } from './connect.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Tables } from './schema.ts';

/**
 * Brings the catalogue file to the newest schema, all of it or nothing, once: a second process waits and then finds
 * nothing to do. A file that held data is kept beside the new one as it was.
 *
 * @param path the file that `database` was opened from, for the name of the kept copy.
 * @returns the names of the migrations that ran, oldest first, and the path of the kept copy, if one was needed.
 * @throws CatalogueFileError if the file was written by a newer version of this software.
 */
export async function migrate(
  database: CatalogueDatabase,
  path: string,
  migrations = MIGRATIONS,
): Promise<{ applied: string[]; keptAt: string | null }> {
  if ((await pendingMigrations(database.read, path, migrations)).pending.length === 0) return NOTHING_TO_DO;
  return database.write.transaction().execute(async (transaction) => {
    // Another process may have done it while this one waited for its turn.
    const { done, pending } = await pendingMigrations(transaction, path, migrations);
    if (pending.length === 0) return NOTHING_TO_DO;

    const keptAt = done.length > 0 ? freePath(`${path}.before-${pending[0]}`) : null;
    if (keptAt) database.copyTo(keptAt);
    const migrator = new Migrator({ db: transaction, provider: { getMigrations: async () => ({ ...migrations }) } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error as Error;
    return { applied: (results ?? []).map((result) => result.migrationName), keptAt };
  });
}

const NOTHING_TO_DO = { applied: [], keptAt: null };

async function pendingMigrations(
  db: Kysely<Tables>,
  path: string,
  migrations: typeof MIGRATIONS,
): Promise<{ done: string[]; pending: string[] }> {
  const done = await appliedMigrations(db);
  const unknown = done.find((name) => !(name in migrations));
  if (unknown) {
    throw new CatalogueFileError(
      `The catalogue file ${path} was written by a newer version (migration ${unknown}). Update this software.`,
    );
  }
  return { done, pending: Object.keys(migrations).filter((name) => !done.includes(name)) };
}

async function appliedMigrations(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const rows = await db
    .$extendTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map((row) => row.name);
}

function freePath(path: string): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? path : `${path}.${count}`;
    if (!existsSync(candidate)) return candidate;
  }
}
