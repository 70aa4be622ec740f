import { describe, expect, test } from 'vitest';
import { Mailer } from '#src/mail/mailer.ts';
import { secondApp } from '../fixtures/catalogue.ts';
import { mailerOptions, RECIPIENT } from '../fixtures/mailer-options.ts';
import { startMailing } from '../fixtures/mailing.ts';
import { holdLock, start } from '../fixtures/processes.ts';
import { messageIds, read, startSmtp } from '../fixtures/smtp.ts';

const NOTHING = { sent: 0, dropped: 0, delayed: 0, failed: 0 };

describe('a mail that is queued', () => {
  test('is sent to its recipient alone, and marked', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    await mailing.queue({ subjectId: 'submission-1' });
    expect(await mailing.mailer(smtp.url).drain()).toEqual({ ...NOTHING, sent: 1 });
    expect(smtp.received).toMatchObject([{ from: 'noreply@calendar.example', recipients: [RECIPIENT] }]);
    expect(await read(smtp.received[0]!)).toMatchObject({
      from: { name: 'Interkulturelle Woche', address: 'noreply@calendar.example' },
      to: [{ name: '', address: RECIPIENT }],
      subject: 'Note',
      text: 'Hallo!\n',
    });
    expect(await mailing.outbox()).toMatchObject([
      { state: 'sent', attempts: 1, sent_at: mailing.clock.now(), next_attempt_at: null, subject_id: 'submission-1' },
    ]);
  });

  test('is sent at once when the mailer is woken', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    const mailer = mailing.mailer(smtp.url);
    mailer.start();
    await mailing.queue();
    mailer.wake();
    await smtp.arrived(1);
    await mailing.queue();
    mailer.wake();
    await smtp.arrived(2);
    await mailer.stop();
    expect((await mailing.outbox()).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  test('is sent when the mailer starts, and not before it does', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    const mailer = mailing.mailer(smtp.url);
    await mailing.queue();
    mailer.wake();
    expect(smtp.received).toEqual([]);
    mailer.start();
    await smtp.arrived(1);
  });

  test('is found although it was queued while another was under way', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    smtp.behaviour = 'hold';
    const mailer = mailing.mailer(smtp.url);
    mailer.start();
    await mailing.queue();
    mailer.wake();
    await smtp.arrived(1);
    await mailing.queue();
    mailer.wake();
    smtp.behaviour = 'accept';
    smtp.release();
    await smtp.arrived(2);
  });

  test('is dropped if its template finds that it is no longer needed', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    await mailing.queue({ data: {} });
    expect(await mailing.mailer(smtp.url).drain()).toEqual({ ...NOTHING, dropped: 1 });
    expect(await mailing.outbox()).toMatchObject([{ state: 'dropped', sent_at: null, next_attempt_at: null }]);
    expect(smtp.received).toEqual([]);
  });

  test('gives back to its template what was kept with it', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    const data = { text: 'a', list: [1, true, null, { deep: 'Ä\u0000\n' }] };
    await mailing.queue({ data, language: 'ar', subjectId: 'x' });
    const given: unknown[] = [];
    const note = async (mail: unknown, context: unknown) => (given.push(mail, context), null);
    await mailing.mailer(smtp.url, { templates: { note }, context: 'context' }).drain();
    expect(given).toMatchObject([{ data, language: 'ar', subjectId: 'x', attempts: 1 }, 'context']);
  });
});

describe('many mails', () => {
  test('are sent two at a time, each once', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    for (let count = 0; count < 15; count++) await mailing.queue();
    expect(await mailing.mailer(smtp.url).drain()).toEqual({ ...NOTHING, sent: 15 });
    expect(new Set(await messageIds(smtp)).size).toBe(15);
    expect(smtp.mostAtOnce).toBeLessThanOrEqual(2);
  });

  test('are sent once each by two mailers that work at the same time', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    for (let count = 0; count < 15; count++) await mailing.queue();
    const other = new Mailer(mailerOptions(await secondApp(mailing.app), mailing.clock, smtp.url));
    const counts = await Promise.all([mailing.mailer(smtp.url).drain(), other.drain()]);
    await other.stop();
    expect(counts[0].sent + counts[1].sent).toBe(15);
    expect(smtp.received).toHaveLength(15);
    expect(new Set(await messageIds(smtp)).size).toBe(15);
  });

  test('are not held up by one that its template cannot write', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    await mailing.queue({ template: 'broken' });
    await mailing.queue({ template: 'toString' });
    await mailing.queue();
    expect(await mailing.mailer(smtp.url).drain()).toEqual({ ...NOTHING, sent: 1, delayed: 2 });
    expect(mailing.log.map(({ reason }) => reason).sort()).toEqual([
      'TypeError in the template',
      'no such template',
      undefined,
    ]);
  });
});

describe('a process that dies while it sends', () => {
  test('leaves the mail to the next one, which sends it with the same Message-ID', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    smtp.behaviour = 'hold';
    await mailing.queue();
    const args = [mailing.app.settings.dataDir, smtp.url, mailing.clock.now()];
    const { child, finished } = start('tests/fixtures/send-mails.ts', args);
    await Promise.race([smtp.arrived(1), finished.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
    child.kill('SIGKILL');
    expect((await finished).signal).toBe('SIGKILL');
    expect(await mailing.outbox()).toMatchObject([{ state: 'sending', attempts: 1 }]);

    smtp.behaviour = 'accept';
    const mailer = mailing.mailer(smtp.url);
    expect(await mailer.drain()).toEqual(NOTHING);
    mailing.clock.forward(10 * 60);
    expect(await mailer.drain()).toEqual({ ...NOTHING, sent: 1 });
    const [first, second] = await messageIds(smtp);
    expect(second).toBe(first);
    expect(await mailing.outbox()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  test('each time does so no more than a dozen times', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    await mailing.queue();
    await mailing.app.database.write
      .transaction()
      .execute((db) => db.updateTable('mail').set({ state: 'sending', attempts: 12 }).execute());
    expect(await mailing.mailer(smtp.url).drain()).toEqual({ ...NOTHING, failed: 1 });
    expect(smtp.received).toEqual([]);
  });
});

describe('a mailer that is stopped', () => {
  test('waits for what is under way and begins nothing new', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    smtp.behaviour = 'hold';
    for (let count = 0; count < 3; count++) await mailing.queue();
    const mailer = mailing.mailer(smtp.url);
    mailer.start();
    await smtp.arrived(2);
    const stopped = mailer.stop();
    smtp.release();
    await stopped;
    mailer.wake();
    mailer.start();
    expect((await mailing.outbox()).map(({ state }) => state).sort()).toEqual(['queued', 'sent', 'sent']);
    expect(smtp.received).toHaveLength(2);
  });

  test('gives up on a server that never answers, and the mail is sent later', async () => {
    const [mailing, smtp] = [await startMailing(), await startSmtp()];
    smtp.behaviour = 'hold';
    await mailing.queue();
    const mailer = mailing.mailer(smtp.url, { stopWithin: 1 });
    mailer.start();
    await smtp.arrived(1);
    await mailer.stop();
    expect(await mailing.outbox()).toMatchObject([{ state: 'queued', attempts: 1, last_error: 'EABORT' }]);
    smtp.behaviour = 'accept';
    mailing.clock.forward(60);
    expect(await mailing.mailer(smtp.url).drain()).toEqual({ ...NOTHING, sent: 1 });
  });

  test('does not wait for a template that never ends', async () => {
    const mailing = await startMailing();
    await mailing.queue();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const note = () => (begin(), new Promise<null>(() => {}));
    const mailer = mailing.mailer(null, { templates: { note }, stopWithin: 1 });
    mailer.start();
    await begun;
    await mailer.stop();
    expect(await mailing.outbox()).toMatchObject([{ state: 'sending' }]);
  });
});

test('nothing is thrown when the catalogue is closed under the mailer', async () => {
  const mailing = await startMailing();
  const other = await secondApp(mailing.app);
  await mailing.queue();
  const mailer = new Mailer(mailerOptions(other, mailing.clock, null));
  await other.database.close();
  expect(await mailer.drain()).toEqual(NOTHING);
  await mailer.stop();
});

test('mails wait while another process writes, and are sent then', async () => {
  const [mailing, smtp] = [await startMailing(), await startSmtp()];
  await mailing.queue();
  const holder = await holdLock(mailing.app.settings.dataDir, 500);
  expect(await mailing.mailer(smtp.url).drain()).toEqual({ ...NOTHING, sent: 1 });
  await holder.finished;
});

test('a process that has sent everything ends by itself', async () => {
  const [mailing, smtp] = [await startMailing(), await startSmtp()];
  await mailing.queue();
  const args = [mailing.app.settings.dataDir, smtp.url, mailing.clock.now()];
  const { finished } = start('tests/fixtures/send-mails.ts', args);
  expect(await finished).toEqual({
    code: 0,
    signal: null,
    stderr: '',
    stdout: `${JSON.stringify({ ...NOTHING, sent: 1 })}\n`,
  });
});
