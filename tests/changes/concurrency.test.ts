import { expect, test } from 'vitest';
import { openApp } from '#src/server/app.ts';
import { demonstrationFolder, secondApp, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { holdLock, start } from '../fixtures/processes.ts';
import { everything, logOf } from '../fixtures/rows.ts';
import { settingsWith } from '../fixtures/settings.ts';

const EVENTS = ['suppenduell-lutherplatz', 'laenderreise', 'friedensgebet-annenkirche', 'lange-tafel-vacha'];

test('two connections that write at once both succeed, each with a version of its own', async () => {
  const app = await temporaryCatalogue();
  const other = await secondApp(app);
  const outcomes = await Promise.all(
    EVENTS.flatMap((event, number) => [
      (number % 2 ? app : other).apply('one', { kind: 'cancel', event }),
      (number % 2 ? other : app).apply('other', { kind: 'withdraw', event }),
    ]),
  );
  expect(outcomes.map(({ ok }) => ok)).toEqual(outcomes.map(() => true));
  const versions = (await logOf(app)).map(({ version }) => version);
  expect(versions).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(app.catalogue.version().version).toBe(9);
});

test('of two who do the same at once, one is told that it is done', async () => {
  const app = await temporaryCatalogue();
  const other = await secondApp(app);
  const change = { kind: 'withdraw', event: EVENTS[0]! } as const;
  const outcomes = await Promise.all([app.apply('one', change), other.apply('other', change)]);
  expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.code)).sort()).toEqual(['done', 'not-published']);
});

test('a change waits for another process that writes for two seconds, while readers go on', async () => {
  const app = await temporaryCatalogue();
  const holder = await holdLock(app.settings.dataDir, 2000);
  const order: string[] = [];
  const change = app.apply('test', { kind: 'cancel', event: EVENTS[0]! }).then((outcome) => {
    order.push('change');
    return outcome;
  });
  await app.catalogue.snapshot().then(() => order.push('snapshot'));
  await holder.finished.then(() => order.push('lock released'));
  expect(await change).toMatchObject({ ok: true });
  expect(order.indexOf('snapshot')).toBe(0);
  expect((await app.catalogue.snapshot()).version).toBe(2);
});

test('a catalogue can be opened and read while another process writes', async () => {
  const folder = await demonstrationFolder();
  const holder = await holdLock(folder, 60_000);
  const app = await openApp(settingsWith(folder), { mustExist: true });
  expect((await app.catalogue.snapshot()).shown?.slug).toBe('2024');
  expect(holder.child.exitCode).toBeNull();
  await app.close();
});

test('a process that is killed in the middle of a change leaves nothing of it', async () => {
  const app = await temporaryCatalogue();
  await app.apply('test', { kind: 'cancel', event: EVENTS[0]! });
  const before = await everything(app);
  const { signal } = await start('tests/fixtures/die-while-loading.ts', [app.settings.dataDir]).finished;
  expect(signal).toBe('SIGKILL');
  const other = await secondApp(app);
  expect(await everything(app)).toBe(before);
  expect(await everything(other)).toBe(before);
  expect(await other.apply('test', { kind: 'withdraw', event: EVENTS[0]! })).toMatchObject({ ok: true });
});
