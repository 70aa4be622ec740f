import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { CatalogueFullError } from '#db/connect.ts';
import type { MailTemplate } from '#src/mail/content.ts';
import { Mailer } from '#src/mail/mailer.ts';
import { openApp } from '#src/server/app.ts';
import { demonstrationFolder, FESTIVAL_CLOCK, secondApp, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { submitted, TANDEM } from '../fixtures/event-values.ts';
import { mailerOptions } from '../fixtures/mailer-options.ts';
import { holdLock, start } from '../fixtures/processes.ts';
import { everything } from '../fixtures/rows.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { messageIds, startSmtp } from '../fixtures/smtp.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('32 submissions at once all succeed, while pages are read', async () => {
  const app = await temporaryCatalogue();
  const other = await secondApp(app);
  const numbers = Array.from({ length: 32 }, (_, at) => at + 1);
  let reads = 0;
  let isDone = false;
  const reading = (async () => {
    while (!isDone) {
      expect((await app.catalogue.snapshot()).shown?.slug).toBe('2024');
      reads++;
      await new Promise(setImmediate);
    }
  })();
  const outcomes = await Promise.all(
    numbers.map((number) => (number % 2 ? app : other).apply('test', submitted(TANDEM, number))),
  );
  isDone = true;
  await reading;
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  const rows = await app.database.read.selectFrom('submission').select('number').orderBy('number').execute();
  expect(rows.map(({ number }) => number)).toEqual(numbers);
  // Between two changes there is time for a page.
  expect(reads).toBeGreaterThanOrEqual(16);
});

test('another process that writes for five seconds delays a submission, not pages', async () => {
  const app = await temporaryCatalogue();
  const holder = await holdLock(app.settings.dataDir, 5000);
  const order: string[] = [];
  const submission = app.apply('test', submitted(TANDEM)).then((outcome) => {
    order.push('submission');
    return outcome;
  });
  for (let read = 0; read < 100; read++) await app.catalogue.snapshot();
  order.push('pages');
  await holder.finished;
  expect(await submission).toMatchObject({ ok: true });
  // The lock is gone a moment before its process is: what came first of these two says nothing.
  expect(order).toEqual(['pages', 'submission']);
});

test('whatever was acknowledged before a process was killed is there, and its mail is sent once', async () => {
  const folder = await demonstrationFolder();
  const acknowledged = new Map<string, string>();
  let next = 1;
  // Killed again and again: at once when one was acknowledged, that is while the next is being written, and between two.
  for (let kill = 0; next <= 200; kill++) {
    const running = start('tests/fixtures/submit-many.ts', [folder, String(next), '200']);
    const enough = next + 15 + (kill % 7);
    running.child.stdout!.on('data', (text: string) => {
      if (Number(text.trim().split('\n').at(-1)!.split(' ')[0]) < enough) return;
      setTimeout(() => running.child.kill('SIGKILL'), kill % 5);
    });
    const { stdout } = await running.finished;
    for (const line of stdout.split('\n').slice(0, -1)) {
      const [number, id] = line.split(' ') as [string, string];
      acknowledged.set(number, id);
      next = Number(number) + 1;
    }
  }
  expect(acknowledged.size).toBe(200);

  const app = await openApp(settingsWith(folder));
  onTestFinished(() => app.close());
  const rows = await app.database.read.selectFrom('submission').select(['id', 'form_key']).execute();
  const idOf = new Map(rows.map(({ id, form_key }) => [form_key, id]));
  for (const [number, id] of acknowledged) expect(idOf.get(`form-${number}`)).toBe(id);
  expect(rows).toHaveLength(200);
  const events = await app.database.read.selectFrom('event').select('id').where('state', '=', 'draft').execute();
  expect(events).toHaveLength(200);

  const smtp = await startSmtp();
  const confirm: MailTemplate<unknown> = async () => ({ subject: 'Bitte bestätigen', blocks: [] });
  const mailer = new Mailer({ ...mailerOptions(app, app.clock, smtp.url), templates: { confirm } });
  expect(await mailer.drain()).toMatchObject({ sent: 200, failed: 0, delayed: 0 });
  await mailer.stop();
  expect(new Set(await messageIds(smtp)).size).toBe(200);
  expect(new Set(smtp.received.flatMap(({ recipients }) => recipients)).size).toBe(200);
  expect(integrityOf(folder)).toEqual([{ integrity_check: 'ok' }]);
});

test.skipIf(process.getuid?.() !== 0)('a full disk is said clearly and leaves no half of a record', async () => {
  const disk = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return; // A machine that lets nobody mount.
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', disk]));
  const folder = join(disk, 'data');
  mkdirSync(folder);
  cpSync(await demonstrationFolder(), folder, { recursive: true });
  const app = await openApp(settingsWith(folder), { clock: FESTIVAL_CLOCK });
  onTestFinished(() => app.close());
  const large = { ...TANDEM, texts: { de: { ...TANDEM.texts['de']!, description: 'x'.repeat(200_000) } } };
  let taken = 0;
  let problem: unknown;
  while (!problem && taken < 100) {
    await app.apply('test', submitted(large, taken + 1)).then(
      () => taken++,
      (error: unknown) => (problem = error),
    );
  }
  expect(problem).toBeInstanceOf(CatalogueFullError);
  expect((problem as Error).message).toContain('no room on the disk');
  const before = await everything(app);
  await expect(app.apply('test', submitted(large, 999))).rejects.toThrow(CatalogueFullError);
  expect(await everything(app)).toBe(before);
  expect((await app.catalogue.snapshot()).shown?.slug).toBe('2024');
  const rows = await app.database.read.selectFrom('submission').select('event_id').execute();
  const drafts = await app.database.read.selectFrom('event').select('id').where('state', '=', 'draft').execute();
  expect([rows.length, drafts.length]).toEqual([taken, taken]);
  expect(integrityOf(folder)).toEqual([{ integrity_check: 'ok' }]);
});

function integrityOf(dataDir: string): unknown {
  const database = new Database(join(dataDir, 'catalogue.sqlite'), { readonly: true });
  try {
    return database.pragma('integrity_check');
  } finally {
    database.close();
  }
}
