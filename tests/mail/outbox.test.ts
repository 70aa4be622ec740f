import { describe, expect, test } from 'vitest';
import { enqueue } from '#src/changes/outbox.ts';
import { claimDue, forgetSettled, markDropped, markFailed, markSent } from '#src/mail/outbox.ts';
import { secondApp } from '../fixtures/catalogue.ts';
import { RECIPIENT } from '../fixtures/mailer-options.ts';
import { startMailing } from '../fixtures/mailing.ts';

const DOMAIN = 'calendar.example';

test('a mail of a change that is rolled back is never sent', async () => {
  const { app, clock, outbox } = await startMailing();
  const change = app.database.write.transaction().execute(async (db) => {
    await enqueue(db, { recipient: RECIPIENT, language: 'de', template: 'note' }, clock.now());
    throw new Error('refused');
  });
  await expect(change).rejects.toThrow('refused');
  expect(await outbox()).toEqual([]);
});

describe('a claim', () => {
  test('is given to one of many who ask at once', async () => {
    const { app, clock, queue } = await startMailing();
    const other = await secondApp(app);
    for (let count = 0; count < 7; count++) await queue();
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, number) => claimDue((number % 2 ? app : other).database, clock.now(), 1, DOMAIN)),
    );
    const ids = claims.flat().map(({ id }) => id);
    expect(ids).toHaveLength(7);
    expect(new Set(ids).size).toBe(7);
  });

  test('is for the mail that has waited longest', async () => {
    const { app, clock, queue } = await startMailing();
    await queue({ subjectId: 'first' });
    clock.forward(1);
    await queue({ subjectId: 'second' });
    expect(await claimDue(app.database, clock.now(), 1, DOMAIN)).toMatchObject([{ subjectId: 'first' }]);
    expect(await claimDue(app.database, clock.now(), 1, DOMAIN)).toMatchObject([{ subjectId: 'second' }]);
    expect(await claimDue(app.database, clock.now(), 1, DOMAIN)).toEqual([]);
  });

  test('that has lapsed is another’s, and who comes late marks nothing', async () => {
    const { app, clock, queue, outbox } = await startMailing();
    await queue();
    const [late] = await claimDue(app.database, clock.now(), 1, DOMAIN);
    clock.forward(600);
    const [next] = await claimDue(app.database, clock.now(), 1, DOMAIN);
    expect(next).toEqual({ ...late, attempts: 2 });
    await markFailed(app.database, late!, 'late', null);
    await markDropped(app.database, late!);
    expect(await outbox()).toMatchObject([{ state: 'sending', attempts: 2 }]);
    await markSent(app.database, next!, clock.now());
    await markFailed(app.database, next!, 'too late', clock.now());
    expect(await outbox()).toMatchObject([{ state: 'sent', last_error: null }]);
  });

  test('keeps the Message-ID, though the sender has another domain by then', async () => {
    const { app, clock, queue } = await startMailing();
    await queue();
    const [first] = await claimDue(app.database, clock.now(), 1, DOMAIN);
    await markFailed(app.database, first!, 'x', clock.now());
    const [second] = await claimDue(app.database, clock.now(), 1, 'other.example');
    expect(first!.messageId).toBe(`${first!.id}@${DOMAIN}`);
    expect(second!.messageId).toBe(first!.messageId);
  });
});

test('what is settled is forgotten when it is old, what waits is not', async () => {
  const { app, clock, queue, outbox } = await startMailing();
  for (const subjectId of ['sent', 'failed', 'waiting']) await queue({ subjectId });
  const mails = await claimDue(app.database, clock.now(), 3, DOMAIN);
  const about = (subject: string) => mails.find(({ subjectId }) => subjectId === subject)!;
  await markSent(app.database, about('sent'), clock.now());
  await markFailed(app.database, about('failed'), 'x', null);
  clock.forward(3600);
  await queue({ subjectId: 'new' });
  await forgetSettled(app.database, clock.now());
  expect((await outbox()).map(({ subject_id }) => subject_id)).toEqual(['waiting', 'new']);
});

test('mails do not raise the version of what pages show', async () => {
  const { app, queue, mailer } = await startMailing();
  const before = app.catalogue.version();
  await queue();
  await mailer(null).drain();
  expect(app.catalogue.version()).toEqual(before);
});
