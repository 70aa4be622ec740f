import { describe, expect, test } from 'vitest';
import { createTransport } from '#src/mail/transport.ts';
import { RECIPIENT, SENDER } from '../fixtures/mailer-options.ts';
import { startMailing, type Mailing } from '../fixtures/mailing.ts';
import { messageIds, read, startSmtp, type SmtpBehaviour } from '../fixtures/smtp.ts';

const NOTHING = { sent: 0, dropped: 0, delayed: 0, failed: 0 };
const MINUTES = [1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440, 1440];

describe('a mail server that', () => {
  test('does not know the recipient ends it at once', async () => {
    const { mailing, smtp } = await behaving('refuse-recipient');
    expect(await mailing.mailer(smtp.url).drain()).toEqual({ ...NOTHING, failed: 1 });
    expect(await mailing.outbox()).toMatchObject([
      { state: 'failed', attempts: 1, next_attempt_at: null, sent_at: null, last_error: '550 5.1.1 EENVELOPE' },
    ]);
  });

  test.each([
    ['says later', 'later', '451 4.7.1 EENVELOPE'],
    ['does not send on for us yet', 'refuse-relaying', '554 5.7.1 EENVELOPE'],
  ] as const)('%s is asked again', async (_, behaviour, reason) => {
    const { mailing, smtp } = await behaving(behaviour);
    const mailer = mailing.mailer(smtp.url);
    expect(await mailer.drain()).toEqual({ ...NOTHING, delayed: 1 });
    expect(await mailing.outbox()).toMatchObject([{ state: 'queued', last_error: reason }]);
    smtp.behaviour = 'accept';
    expect(await mailer.drain()).toEqual(NOTHING);
    mailing.clock.forward(60);
    expect(await mailer.drain()).toEqual({ ...NOTHING, sent: 1 });
    expect(await mailing.outbox()).toMatchObject([{ state: 'sent', attempts: 2, last_error: null }]);
  });

  test('hangs up after the message gets it again under the same Message-ID', async () => {
    const { mailing, smtp } = await behaving('hang-up');
    const mailer = mailing.mailer(smtp.url);
    expect(await mailer.drain()).toEqual({ ...NOTHING, delayed: 1 });
    smtp.behaviour = 'accept';
    mailing.clock.forward(60);
    expect(await mailer.drain()).toEqual({ ...NOTHING, sent: 1 });
    const ids = await messageIds(smtp);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^<[0-9a-f-]{36}@calendar\.example>$/);
  });

  test('is not there is tried until it is', async () => {
    const { mailing, smtp } = await behaving('accept');
    await smtp.close();
    const mailer = mailing.mailer(smtp.url);
    expect(await mailer.drain()).toEqual({ ...NOTHING, delayed: 1 });
    expect((await mailing.outbox())[0]!.last_error).toMatch(/^E[A-Z]+$/);
    const back = await startSmtp(smtp.port);
    mailing.clock.forward(60);
    expect(await mailer.drain()).toEqual({ ...NOTHING, sent: 1 });
    expect(back.received).toHaveLength(1);
  });

  test('is slow is waited for', async () => {
    const { mailing, smtp } = await behaving('hold');
    const drained = mailing.mailer(smtp.url).drain();
    await smtp.arrived(1);
    expect(await mailing.outbox()).toMatchObject([{ state: 'sending' }]);
    smtp.release();
    expect(await drained).toEqual({ ...NOTHING, sent: 1 });
  });

  test.each([
    ['says nothing', 'silent', { connection: 50 }],
    ['takes a message and says nothing', 'hold', { answer: 50 }],
    ['does so for too long', 'hold', { message: 100 }],
  ] as const)('%s is not waited for without end', async (_, behaviour, limits) => {
    const { mailing, smtp } = await behaving(behaviour);
    const transport = createTransport({ smtpUrl: smtp.url, dataDir: '', limits });
    expect(await mailing.mailer(null, { transport }).drain()).toEqual({ ...NOTHING, delayed: 1 });
  });

  test('wants a password is given that of the address', async () => {
    const { mailing, smtp } = await behaving('accept');
    await mailing.mailer(`smtp://ikw%40example.org:p%3As%2F%C3%A4@127.0.0.1:${smtp.port}`).drain();
    expect(smtp.signedIn).toEqual(['ikw@example.org:p:s/ä']);
    expect(smtp.received).toHaveLength(1);
  });

  test('is elsewhere and offers no secure connection is never told the password', async () => {
    const { mailing, smtp } = await behaving('accept');
    // Not one of the names of this machine, and yet it is this machine.
    expect(await mailing.mailer(`smtp://ikw:secret@0.0.0.0:${smtp.port}`).drain()).toEqual({ ...NOTHING, delayed: 1 });
    expect(smtp.signedIn).toEqual([]);
    expect(smtp.received).toEqual([]);
    expect((await mailing.outbox())[0]!.last_error).toMatch(/ETLS$/);
  });
});

test('a mail that fails and fails is tried after longer and longer pauses, and given up after five days', async () => {
  const { mailing, smtp } = await behaving('later');
  const mailer = mailing.mailer(smtp.url);
  for (const [index, minutes] of MINUTES.entries()) {
    expect(await mailer.drain()).toEqual({ ...NOTHING, delayed: 1 });
    expect(await mailing.outbox()).toMatchObject([{ state: 'queued', attempts: index + 1 }]);
    mailing.clock.forward(minutes * 60 - 1);
    expect(await mailer.drain()).toEqual(NOTHING);
    mailing.clock.forward(1);
  }
  expect(await mailer.drain()).toEqual({ ...NOTHING, failed: 1 });
  expect(await mailing.outbox()).toMatchObject([{ state: 'failed', attempts: 12, last_error: '451 4.7.1 EENVELOPE' }]);
  mailing.clock.forward(30 * 24 * 3600);
  expect(await mailer.drain()).toEqual(NOTHING);
});

test('each failure is logged once, with its codes and without address or content', async () => {
  const { mailing, smtp } = await behaving('later');
  await mailing.queue({ template: 'broken' });
  const mailer = mailing.mailer(smtp.url);
  await mailer.drain();
  smtp.behaviour = 'refuse-recipient';
  mailing.clock.forward(60);
  await mailer.drain();
  expect(mailing.log.map(({ level, message, template, attempt }) => ({ level, message, template, attempt }))).toEqual(
    expect.arrayContaining([
      { level: 'warn', message: 'mail not sent', template: 'note', attempt: 1 },
      { level: 'warn', message: 'mail not sent', template: 'broken', attempt: 1 },
      { level: 'error', message: 'mail given up', template: 'note', attempt: 2 },
      { level: 'warn', message: 'mail not sent', template: 'broken', attempt: 2 },
    ]),
  );
  expect(mailing.log).toHaveLength(4);
  expect(mailing.log.find(({ template }) => template === 'broken')).toMatchObject({
    reason: 'TypeError in the template',
    place: expect.stringContaining('mailer-options.ts'),
  });
  const told = JSON.stringify([mailing.log, (await mailing.outbox()).map(({ last_error }) => last_error)]);
  expect(told).not.toContain('olena');
  expect(told).not.toContain('Hallo');
});

test('the answers go to who is named for them', async () => {
  const { mailing, smtp } = await behaving('accept');
  const replyTo = { name: 'Landratsamt, „Team“ "IKW"', address: 'team@example.org' };
  await mailing.mailer(smtp.url, { sender: { ...SENDER, replyTo } }).drain();
  expect((await read(smtp.received[0]!)).replyTo).toEqual([replyTo]);
});

/** A mail server, and a mail that waits for it. */
async function behaving(
  behaviour: SmtpBehaviour,
): Promise<{ mailing: Mailing; smtp: Awaited<ReturnType<typeof startSmtp>> }> {
  const [mailing, smtp] = [await startMailing(), await startSmtp()];
  smtp.behaviour = behaviour;
  await mailing.queue({ recipient: RECIPIENT });
  return { mailing, smtp };
}
