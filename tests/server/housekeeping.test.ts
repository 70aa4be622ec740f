import { expect, onTestFinished, test, vi } from 'vitest';
import { enqueue } from '#src/changes/outbox.ts';
import type { App } from '#src/server/app.ts';
import { Housekeeping, keepHouse } from '#src/server/housekeeping.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { EVENT_VALUES, submit, submitted } from '../fixtures/submission.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const silent = { error: (_details: object, message: string) => expect.fail(message) };

const numbers = async (app: App) =>
  (await app.database.read.selectFrom('submission').select('number').orderBy('number').execute()).map(
    ({ number }) => number,
  );

test('what nobody confirmed within seven days is deleted with all that only it named, and nothing else', async () => {
  const clock = settableClock();
  const app = await temporaryCatalogue(clock);
  const count = (table: 'event' | 'venue' | 'organiser' | 'occurrence') =>
    app.database.read
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
  const before = await Promise.all((['event', 'venue', 'organiser', 'occurrence'] as const).map(count));
  await submit(app);
  const withdrawn = await submit(app);
  await app.apply('organiser', { kind: 'withdraw-submission', submission: withdrawn.id });
  clock.forward(7 * DAY);
  await keepHouse(app, silent);
  expect(await numbers(app)).toEqual([1, 2]);
  clock.forward(1);
  await keepHouse(app, silent);
  await keepHouse(app, silent);
  expect(await numbers(app)).toEqual([]);
  expect(await Promise.all((['event', 'venue', 'organiser', 'occurrence'] as const).map(count))).toEqual(before);
  for (const stage of ['new', 'rejected', 'withdrawn', 'published'] as const) await submitted(app, stage);
  const { slug: event } = await submit(app);
  await app.apply('test', { kind: 'reject', event, message: 'Das ist Werbung.' });
  clock.forward(60 * DAY);
  await keepHouse(app, silent);
  expect(await numbers(app)).toHaveLength(4);
});

test('pictures go when nothing refers to them any more, though not while their change may be on its way', async () => {
  const clock = settableClock();
  const app = await temporaryCatalogue(clock);
  const keep = async (letter: string) => {
    const picture = { hash: letter.repeat(22), width: 8, height: 8 };
    const sizes = [{ width: 8, height: 8, body: Buffer.from(letter) }];
    await app.media.stage({ ok: true, ...picture, placeholder: '#808080', sizes });
    await app.media.keep(picture.hash);
    return { ...picture, alt: 'Brot', credit: 'Olena', licence: 'own' as const };
  };
  const [unconfirmed, published, proposed] = [await keep('a'), await keep('b'), await keep('c')];
  await submit(app, { values: { ...EVENT_VALUES, picture: unconfirmed } });
  const { id } = await submitted(app, 'published', { values: { ...EVENT_VALUES, picture: published } });
  const values = { ...EVENT_VALUES, picture: proposed };
  await app.apply('organiser', { kind: 'correct', submission: id, formKey: 'with a picture', values });
  clock.forward(8 * DAY);
  await keepHouse(app, silent);
  expect(await app.media.sizesOf(unconfirmed.hash)).not.toEqual([]);

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 49 * HOUR * 1000 });
  onTestFinished(() => void vi.useRealTimers());
  await keepHouse(app, silent);
  expect(await app.media.sizesOf(unconfirmed.hash)).toEqual([]);
  expect(await app.media.sizesOf(published.hash)).not.toEqual([]);
  expect(await app.media.sizesOf(proposed.hash)).not.toEqual([]);
});

test('settled mails go after 30 days and limits when they are over', async () => {
  const clock = settableClock();
  const app = await temporaryCatalogue(clock);
  const mail = { recipient: 'olena@example.org', language: 'de', template: 'confirm' } as const;
  await app.database.write.transaction().execute(async (db) => {
    await enqueue(db, { ...mail, subjectId: 'deleted' }, clock.now());
    await db.insertInto('rate_limit').values({ key: 'a', hits: 3, ends_at: '2024-09-22T07:00:00Z' }).execute();
  });
  await keepHouse(app, silent);
  await app.mailer.drain();
  clock.forward(29 * DAY);
  await keepHouse(app, silent);
  expect(await app.database.read.selectFrom('rate_limit').selectAll().execute()).toEqual([]);
  expect(await app.database.read.selectFrom('mail').select('state').execute()).toEqual([{ state: 'dropped' }]);
  clock.forward(2 * DAY);
  await keepHouse(app, silent);
  expect(await app.database.read.selectFrom('mail').selectAll().execute()).toEqual([]);
});

test('a task that fails is logged once, and the others are done', async () => {
  const clock = settableClock();
  const app = await temporaryCatalogue(clock);
  await submit(app);
  clock.forward(8 * DAY);
  const lines: object[] = [];
  const broken = Object.assign(Object.create(app) as App, {
    media: { sweep: () => Promise.reject(new Error('disk')), sweepKept: () => Promise.resolve() },
  });
  const housekeeping = new Housekeeping(broken, { error: (details, message) => lines.push({ ...details, message }) });
  housekeeping.start();
  await housekeeping.stop();
  expect(lines).toMatchObject([{ task: 'staged pictures', message: 'housekeeping failed' }]);
  expect(await numbers(app)).toEqual([]);
});
