import { chmodSync, copyFileSync, existsSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CatalogueFileError, connect } from '#db/connect.ts';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { holdLock } from '../fixtures/processes.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

describe('a catalogue file is refused in a sentence that says what to do', () => {
  test('if it is missing and must not be made', () => {
    const path = join(temporaryFolder(), 'catalogue.sqlite');
    expect(() => connect(path, { mustExist: true })).toThrow(CatalogueFileError);
    expect(() => connect(path, { mustExist: true })).toThrow(`There is no catalogue at ${path}. Start the server once`);
    expect(existsSync(path)).toBe(false);
  });

  test('if it is something else', () => {
    const path = join(temporaryFolder(), 'catalogue.sqlite');
    writeFileSync(path, 'Dies ist keine Datenbank, sondern ein Brief.'.repeat(100));
    expect(() => connect(path)).toThrow(CatalogueFileError);
    expect(() => connect(path)).toThrow('it is not an SQLite file. Put a backup in its place');
  });

  test('if it is damaged', async () => {
    const path = join(await demonstrationFolder(), 'catalogue.sqlite');
    const file = openSync(path, 'r+');
    for (let page = 2; page < 40; page++) writeSync(file, Buffer.alloc(2000, 0xaa), 0, 2000, page * 4096);
    expect(() => connect(path)).toThrow(CatalogueFileError);
    expect(() => connect(path)).toThrow('Put a backup in its place');
  });

  test('if its folder does not exist', () => {
    const path = join(temporaryFolder(), 'missing', 'catalogue.sqlite');
    expect(() => connect(path)).toThrow(CatalogueFileError);
    expect(() => connect(path)).toThrow(/Check that the folder exists|directory does not exist/);
  });

  test.skipIf(process.getuid?.() === 0)('if it may not be written', async () => {
    const path = join(await demonstrationFolder(), 'catalogue.sqlite');
    chmodSync(path, 0o444);
    expect(() => connect(path)).toThrow('it cannot be opened for writing');
  });
});

test('a file that another process is just making is opened when that is done', async () => {
  const folder = temporaryFolder();
  await holdLock(folder, 300);
  const database = connect(join(folder, 'catalogue.sqlite'));
  await database.close();
});

test('a copy has what was committed and none of what is being written', async () => {
  const folder = await demonstrationFolder();
  const path = join(folder, 'catalogue.sqlite');
  const database = connect(path);
  await database.write.transaction().execute(async (db) => {
    await db.updateTable('catalogue').set({ version: 99 }).execute();
    database.copyTo(join(folder, 'copy.sqlite'));
  });
  expect(database.version().version).toBe(99);
  await database.close();
  const copy = connect(join(folder, 'copy.sqlite'), { mustExist: true });
  expect(copy.version().version).toBe(1);
  await copy.close();
});

test('who waits for others that wait for a lock does not wait longer than they do', async () => {
  const folder = await demonstrationFolder();
  const database = connect(join(folder, 'catalogue.sqlite'));
  const holder = await holdLock(folder, 19_000);
  const write = () => database.write.transaction().execute(async () => {});
  const outcomes = await Promise.allSettled([write(), write(), write()]);
  expect(holder.child.exitCode, 'the lock is held still').toBeNull();
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { name: 'CatalogueBusyError' } });
  await holder.finished;
  await expect(write(), 'and then all is well').resolves.toBeUndefined();
  await database.close();
});

test('foreign keys are held', async () => {
  const folder = await demonstrationFolder();
  copyFileSync(join(folder, 'catalogue.sqlite'), join(folder, 'other.sqlite'));
  const database = connect(join(folder, 'other.sqlite'));
  await expect(database.write.deleteFrom('venue').execute()).rejects.toThrow('FOREIGN KEY constraint failed');
  await database.close();
});
