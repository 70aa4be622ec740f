import { describe, expect, test } from 'vitest';
import { readPending } from '#src/catalogue/pending.ts';
import { Queue } from '#src/desk/queue.ts';
import type { App } from '#src/server/app.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { date, submitted as sent, TANDEM } from '../fixtures/event-values.ts';
import { confirmed, done, published, valuesOf } from '../fixtures/submissions.ts';

const TODAY = '2024-09-22';

async function queueOf(app: App, today = TODAY): Promise<Queue> {
  return new Queue(await readPending(app.database.read), today);
}

/** `new tandem`, in order. */
async function waiting(app: App): Promise<string[]> {
  return (await queueOf(app)).items.map(({ kind, event }) => `${kind} ${event.slug}`);
}

function on(day: string, title = day) {
  return { ...TANDEM, texts: { de: { ...TANDEM.texts['de']!, title } }, dates: [date(`${day}T17:00`, null)] };
}

describe('what waits', () => {
  test('is what organisers confirmed, corrected, answered and cancelled, and what coordinators wrote down', async () => {
    const app = await temporaryCatalogue();
    expect(await waiting(app)).toEqual([]);
    await done(app, sent(on('2024-09-22', 'unbestaetigt'), 1));
    await confirmed(app, on('2024-09-29', 'neu'), 2);
    const rejected = await confirmed(app, on('2024-09-22', 'abgelehnt'), 3);
    await done(app, { kind: 'reject', event: rejected.slug, message: 'Nein.' });
    const answered = await confirmed(app, on('2024-09-23', 'beantwortet'), 4);
    await done(app, { kind: 'ask', event: answered.slug, message: 'Wo?' });
    await done(app, { kind: 'answer', submission: answered.id, answer: 'Hier.' });
    const asked = await confirmed(app, on('2024-09-22', 'gefragt'), 5);
    await done(app, { kind: 'ask', event: asked.slug, message: 'Wo?' });
    const corrected = await published(app, on('2024-09-25', 'korrigiert'), 6);
    const values = { ...(await valuesOf(app, corrected.slug)), capacity: 12 };
    await done(app, { kind: 'correct', submission: corrected.id, formKey: 'a', values });
    const cancelled = await published(app, on('2024-09-28', 'abgesagt'), 7);
    await done(app, { kind: 'cancel-own', submission: cancelled.id });
    await done(app, { kind: 'add-event', edition: '2024', values: on('2024-09-26', 'entwurf') });

    expect(await waiting(app)).toEqual([
      'cancelled abgesagt',
      'answered beantwortet',
      'corrected korrigiert',
      'draft entwurf',
      'new neu',
      'asked gefragt',
    ]);
    const queue = await queueOf(app);
    expect(queue.count).toBe(5);
    expect(queue.sections().map(({ kind }) => kind)).toEqual([
      ...['cancelled', 'new', 'corrected', 'answered', 'draft', 'asked'],
    ]);
    expect(queue.item('corrected', corrected.slug)).toMatchObject({ number: 6, changed: ['capacity'] });
    expect(queue.item('draft', 'entwurf')).toMatchObject({ number: null });
    expect(queue.item('cancelled', cancelled.slug)!.due).toMatchObject({ start: '2024-09-28T17:00' });

    await done(app, { kind: 'take-note', event: cancelled.slug });
    await done(app, { kind: 'publish', event: 'entwurf' });
    expect(await waiting(app)).toHaveLength(4);
  });

  test('is sorted by the first date that is still to come; what is past stands last, the longest waiting first', async () => {
    const app = await temporaryCatalogue();
    await confirmed(app, on('2024-09-17', 'vorbei'), 1);
    await confirmed(app, on('2024-09-16', 'auch vorbei'), 2);
    const texts = { de: { ...TANDEM.texts['de']!, title: 'zwei' } };
    await confirmed(
      app,
      { ...TANDEM, texts, dates: [date('2024-09-16T09:00', null), date('2024-09-24T09:00', null)] },
      3,
    );
    await confirmed(app, on('2024-09-22', 'heute'), 4);
    expect(await waiting(app)).toEqual(['new heute', 'new zwei', 'new vorbei', 'new auch-vorbei']);
    const { items } = await queueOf(app);
    expect(items.map(({ due, isPast }) => [due!.start.slice(0, 10), isPast])).toEqual([
      ['2024-09-22', false],
      ['2024-09-24', false],
      ['2024-09-17', true],
      ['2024-09-16', true],
    ]);
  });

  test('is judged as its correction would have it', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await published(app, TANDEM);
    const values = await valuesOf(app, slug);
    const venue = { name: 'Scheune', street: null, postcode: '36404', place: 'vacha' };
    const dates = [{ ...values.dates[0]!, start: '2024-12-01T10:00', end: null, venue }];
    const organisers = [...values.organisers, { name: 'Neuer Chor' }];
    const change = { kind: 'correct', submission: id, formKey: 'a' } as const;
    await done(app, { ...change, values: { ...values, dates, organisers } });
    const queue = await queueOf(app);
    const [item] = queue.items;
    expect(item).toMatchObject({
      kind: 'corrected',
      changed: expect.arrayContaining(['dates', 'organisers']) as unknown,
      due: { start: '2024-12-01T10:00', venue: { name: 'Scheune', town: 'Vacha' } },
    });
    expect(queue.remarks(item!).map(({ code }) => code)).toEqual([
      ...['outside-programme', 'new-venue', 'venue-without-coordinates', 'new-organiser', 'missing-translations'],
    ]);
  });

  test('is named by what is shown of it: after a change by another name', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await confirmed(app, TANDEM);
    const base = async () => (await queueOf(app)).item('new', slug)!.base;
    const before = await base();
    expect(await base()).toBe(before);
    await done(app, {
      kind: 'correct',
      submission: id,
      formKey: 'b',
      values: { ...TANDEM, capacity: 3 },
    });
    expect(await base()).not.toBe(before);
  });

  test('comes in pages of 50 of a kind, and is read in as many queries whether little waits or much', async () => {
    const app = await temporaryCatalogue();
    await confirmed(app, on('2024-09-24', 'eins'), 1);
    const few = await queriesOf(app);
    for (let number = 2; number <= 60; number++) await confirmed(app, on('2024-09-25', `Titel ${number}`), number);
    expect(await queriesOf(app)).toBe(few);
    const queue = await queueOf(app);
    const [first] = queue.sections();
    expect([first!.items.length, first!.count, first!.pages]).toEqual([50, 60, 2]);
    const [second] = queue.sections('new', 2);
    expect([second!.items.length, second!.page]).toEqual([10, 2]);
    expect(queue.sections('new', 99)[0]!.page).toBe(2);
    expect(queue.sections('asked')).toEqual([]);
  });
});

/** How many statements reading the queue takes. */
async function queriesOf(app: App): Promise<number> {
  let count = 0;
  const counting = app.database.read.withPlugin({
    transformQuery: ({ node }) => {
      count++;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  await readPending(counting);
  expect(count).toBeGreaterThan(5);
  return count;
}
