import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CatalogueFileError, connect, type CatalogueDatabase } from '#db/connect.ts';
import { migrate } from '#db/migrate.ts';
import { MIGRATIONS } from '#db/migrations/index.ts';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { start } from '../fixtures/processes.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const SECOND = '2099-01-01-second';

/** A made-up next migration: a new table, and a column that every event gets. */
const second: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('create table second (id integer primary key)').execute(db);
    await sql.raw("alter table event add column colour text not null default 'blue'").execute(db);
  },
};

/** One that fails when it has written already. */
const failing: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('create table second (id integer primary key)').execute(db);
    await sql.raw('delete from change').execute(db);
    await sql.raw('insert into nowhere (id) values (1)').execute(db);
  },
};

describe('a new file', () => {
  test('gets every migration, and no copy is kept of nothing', async () => {
    const { database, path } = open(temporaryFolder());
    expect(await migrate(database, path)).toEqual({ applied: Object.keys(MIGRATIONS), keptAt: null });
    expect(await tablesOf(database)).toContain('event');
    expect(database.version()).toEqual({ version: 0, changedAt: '1970-01-01T00:00:00Z' });
  });

  test('is made once by two processes that start together', async () => {
    const folder = temporaryFolder();
    const starts = Array.from({ length: 4 }, () => start('tests/fixtures/open-catalogue.ts', [folder]).finished);
    for (const finished of await Promise.all(starts)) expect(finished).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(['catalogue.sqlite', 'secret.key']);
  });
});

describe('an older file', () => {
  test('is brought forward with its data, once, and kept beside it as it was', async () => {
    const { database, path } = open(await demonstrationFolder());
    const { keptAt } = await migrate(database, path, { ...MIGRATIONS, [SECOND]: second });
    expect(keptAt).toBe(`${path}.before-${SECOND}`);
    expect(await tablesOf(database)).toContain('second');
    expect(await coloursOf(database)).toEqual([{ colour: 'blue' }]);
    expect(await migrate(database, path, { ...MIGRATIONS, [SECOND]: second })).toEqual({ applied: [], keptAt: null });

    const kept = open(keptAt!);
    expect(await tablesOf(kept.database)).not.toContain('second');
    expect(await eventCount(kept.database)).toBe(await eventCount(database));
    expect(await migrate(kept.database, kept.path)).toEqual({ applied: [], keptAt: null });
  });

  test('is brought forward once and kept once by two who do so together', async () => {
    const folder = await demonstrationFolder();
    const [one, other] = [open(folder), open(folder)];
    const migrations = { ...MIGRATIONS, [SECOND]: second };
    const outcomes = await Promise.all([
      migrate(one.database, one.path, migrations),
      migrate(other.database, other.path, migrations),
    ]);
    expect(outcomes.map(({ applied }) => applied.length).sort()).toEqual([0, 1]);
    expect(readdirSync(folder).filter((name) => name.includes('.before-'))).toEqual([
      `catalogue.sqlite.before-${SECOND}`,
    ]);
    const kept = open(join(folder, `catalogue.sqlite.before-${SECOND}`));
    expect(await tablesOf(kept.database)).not.toContain('second');
  });

  test('stays as it was if a migration fails, however far it came', async () => {
    const { database, path } = open(await demonstrationFolder());
    const before = {
      tables: await tablesOf(database),
      events: await eventCount(database),
      log: await logCount(database),
    };
    await expect(migrate(database, path, { ...MIGRATIONS, [SECOND]: failing })).rejects.toThrow(
      'no such table: nowhere',
    );
    expect({
      tables: await tablesOf(database),
      events: await eventCount(database),
      log: await logCount(database),
    }).toEqual(before);
    expect(await migrate(database, path)).toEqual({ applied: [], keptAt: null });
  });

  test('that failed once is brought forward later, beside the copy of the first try', async () => {
    const { database, path } = open(await demonstrationFolder());
    await migrate(database, path, { ...MIGRATIONS, [SECOND]: failing }).catch(() => {});
    const { applied, keptAt } = await migrate(database, path, { ...MIGRATIONS, [SECOND]: second });
    expect(applied).toEqual([SECOND]);
    expect(keptAt).toBe(`${path}.before-${SECOND}.2`);
  });
});

test('a file from a newer version is refused in a sentence that says what to do', async () => {
  const { database, path } = open(await demonstrationFolder());
  await migrate(database, path, { ...MIGRATIONS, [SECOND]: second });
  const refused = migrate(database, path);
  await expect(refused).rejects.toThrow(CatalogueFileError);
  await expect(refused).rejects.toThrow(`was written by a newer version (migration ${SECOND}). Update this software.`);
});

/** Opens the catalogue in a folder, or a file, until the test is over. */
function open(where: string): { database: CatalogueDatabase; path: string } {
  const path = where.includes('.sqlite') ? where : join(where, 'catalogue.sqlite');
  const database = connect(path);
  onTestFinished(() => database.close());
  return { database, path };
}

async function tablesOf({ read }: CatalogueDatabase): Promise<string[]> {
  return (await read.introspection.getTables()).map(({ name }) => name);
}

async function eventCount({ read }: CatalogueDatabase): Promise<number> {
  return (await read.selectFrom('event').select('id').execute()).length;
}

async function logCount({ read }: CatalogueDatabase): Promise<number> {
  return (await read.selectFrom('change').select('id').execute()).length;
}

async function coloursOf({ read }: CatalogueDatabase): Promise<unknown[]> {
  return (await sql.raw('select distinct colour from event').execute(read)).rows;
}
