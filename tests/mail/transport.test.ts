import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTransport, isSmtpUrl } from '#src/mail/transport.ts';
import { startMailing } from '../fixtures/mailing.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const NOTHING = { sent: 0, dropped: 0, delayed: 0, failed: 0 };

describe('without a mail server', () => {
  test('a mail is a file that only its owner may read, in a folder of the same kind', async () => {
    const mailing = await startMailing();
    const folder = join(mailing.app.settings.dataDir, 'outbox');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    await mailing.queue();
    expect(await mailing.mailer(null).drain()).toEqual({ ...NOTHING, sent: 1 });
    const [name, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(name).toMatch(/^20240922T060000Z-note-[0-9a-f]{8}\.eml$/);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, name!)).mode & 0o777).toBe(0o600);
  });

  test('its text can be read and its links followed in an editor', async () => {
    const mailing = await startMailing();
    const url = `https://calendar.example/uk/submissions/${'Ab1_'.repeat(20)}?a=b`;
    await mailing.queue({ language: 'uk', data: { text: `Вітаємо!\n\n${url}` } });
    await mailing.mailer(null).drain();
    const folder = join(mailing.app.settings.dataDir, 'outbox');
    const lines = readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8').split('\r\n');
    expect(lines).toContain('Вітаємо!');
    expect(lines).toContain(url);
  });

  test('a mail that cannot be written leaves nothing behind and is tried again', async () => {
    const mailing = await startMailing();
    const blocked = temporaryFolder();
    writeFileSync(join(blocked, 'outbox'), '');
    await mailing.queue();
    const transport = createTransport({ smtpUrl: null, dataDir: blocked });
    expect(await mailing.mailer(null, { transport }).drain()).toEqual({ ...NOTHING, delayed: 1 });
    expect(await mailing.outbox()).toMatchObject([{ state: 'queued', last_error: 'file not written EEXIST' }]);
    mailing.clock.forward(60);
    expect(await mailing.mailer(null).drain()).toEqual({ ...NOTHING, sent: 1 });
  });

  test('a repeat takes the place of the file that is there', async () => {
    const mailing = await startMailing();
    await mailing.queue();
    const mailer = mailing.mailer(null);
    await mailer.drain();
    const again = { state: 'queued', sent_at: null, next_attempt_at: mailing.clock.now() } as const;
    await mailing.app.database.write.transaction().execute((db) => db.updateTable('mail').set(again).execute());
    expect(await mailer.drain()).toEqual({ ...NOTHING, sent: 1 });
    expect(readdirSync(join(mailing.app.settings.dataDir, 'outbox'))).toHaveLength(1);
  });
});

test.each([
  ['smtp://mail.example', true],
  ['smtp://mail.example:587/', true],
  ['smtps://user:p%40ss@mail.example', true],
  ['smtp://[::1]:25', true],
  ['mail.example:587', false],
  ['https://mail.example', false],
  ['smtp://', false],
  ['smtp://mail.example/folder', false],
  ['smtp://mail.example?pool=true', false],
  ['smtp://user:%@mail.example', false],
])('whether %s is the address of a mail server: %s', (text, is) => {
  expect(isSmtpUrl(text)).toBe(is);
});
