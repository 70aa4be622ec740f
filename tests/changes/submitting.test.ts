import { describe, expect, test } from 'vitest';
import type { Change } from '#src/changes/change.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import { emptyCatalogue, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { date, submitted, TANDEM } from '../fixtures/event-values.ts';
import { eventOf, everything, logOf } from '../fixtures/rows.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { confirmed, done, mails, submissionRow, valuesOf } from '../fixtures/submissions.ts';

const NEW_VENUE = { name: 'Alte Scheune', street: 'Am Anger 3', postcode: '36404', place: 'vacha' };
const WITH_NEW: EventValues = {
  ...TANDEM,
  organisers: [{ name: 'Tanzverein Vacha' }, { slug: 'volkshochschule' }],
  dates: [date('2024-09-24T17:00', null, { venue: NEW_VENUE })],
};

describe('a submission', () => {
  test('becomes a draft that no page shows, and asks its organiser to confirm the address', async () => {
    const app = await temporaryCatalogue();
    const snapshot = await app.catalogue.snapshot();
    const { id } = await done(app, submitted(WITH_NEW));
    expect(await submissionRow(app, id!)).toMatchObject({ number: 1, state: 'unconfirmed', generation: 1 });
    expect(await eventOf(app, 'sprachtandem-im-park')).toMatchObject({ state: 'draft', first_published_at: null });
    expect(await mails(app)).toMatchObject([{ template: 'confirm', language: 'uk', data: '{}' }]);
    expect(await app.catalogue.snapshot()).toBe(snapshot);
    expect((await logOf(app))[0]).toMatchObject({ after: '{"number":1,"event":"sprachtandem-im-park"}' });
  });

  test('that is sent twice is one', async () => {
    const app = await temporaryCatalogue();
    const first = await done(app, submitted(TANDEM));
    const before = await everything(app);
    expect(await app.apply('test', submitted(TANDEM))).toEqual(first);
    expect(await everything(app)).toBe(before);
    const [a, b] = await Promise.all([1, 2].map(() => done(app, submitted(TANDEM, 2))));
    expect(a!.id).toBe(b!.id);
  });

  test('says the same thing once, even if its form was tampered with', async () => {
    const app = await temporaryCatalogue();
    const twice = {
      audiences: ['women', 'women'],
      languages: ['de', 'de'],
      access: ['childcare', 'childcare'],
    } as const;
    const { slug } = await confirmed(app, { ...TANDEM, ...twice });
    expect(await valuesOf(app, slug)).toMatchObject({ audiences: ['women'], languages: ['de'], access: ['childcare'] });
  });

  test.each([
    ['Bühne frei – für alle!', 'buehne-frei-fuer-alle'],
    ['Sprachtandem im Park', 'sprachtandem-im-park'],
    ['Suppenduell Lutherplatz', 'suppenduell-lutherplatz-2'],
  ])('"%s" is found at %s', async (title, slug) => {
    const app = await temporaryCatalogue();
    expect((await confirmed(app, { ...TANDEM, texts: { de: { ...TANDEM.texts['de']!, title } } })).slug).toBe(slug);
  });

  test('without a Latin title gets its address from the German one when it is published', async () => {
    const app = await temporaryCatalogue();
    const ukrainian = { uk: { ...TANDEM.texts['de']!, title: 'Танці' } };
    const { id, slug } = await confirmed(app, { ...TANDEM, texts: ukrainian });
    expect(slug).toMatch(/^event-[0-9a-f]{8}$/);
    const texts = { ...ukrainian, de: TANDEM.texts['de']! };
    await done(app, { kind: 'correct', submission: id, formKey: 'b', values: { ...TANDEM, texts } });
    expect(await done(app, { kind: 'publish', event: slug })).toMatchObject({ id: 'sprachtandem-im-park' });
  });
});

describe('a submission is refused and nothing written', () => {
  const values = (others: Partial<EventValues>): Change => submitted({ ...TANDEM, ...others });
  test.each([
    ['of an unknown kind', values({ category: 'sleeping' }), 'unknown-category'],
    ['by an unknown organiser', values({ organisers: [{ slug: 'nobody' }] }), 'unknown-organiser'],
    [
      'at an unknown venue',
      values({ dates: [date('2024-09-24T17:00', null, { venue: { slug: 'no' } })] }),
      'unknown-venue',
    ],
    [
      'in an unknown place',
      values({ dates: [date('2024-09-24T17:00', null, { venue: { ...NEW_VENUE, place: 'atlantis' } })] }),
      'unknown-place',
    ],
    [
      'that ends before it starts',
      values({ dates: [date('2024-09-24T17:00', '2024-09-24T16:00')] }),
      'end-before-start',
    ],
  ] as const)('%s', async (_, change, code) => {
    const app = await temporaryCatalogue();
    const before = await everything(app);
    expect(await app.apply('test', change)).toMatchObject({ ok: false, code });
    expect(await everything(app)).toBe(before);
  });

  test('when no edition takes submissions; a demonstration takes them after its deadline', async () => {
    const empty = await emptyCatalogue();
    expect(await empty.apply('test', submitted(TANDEM))).toMatchObject({ code: 'closed' });
    const app = await temporaryCatalogue();
    expect(await app.apply('test', submitted(TANDEM))).toMatchObject({ ok: true });
    await app.database.write.updateTable('edition').set({ demonstration: 0 }).execute();
    expect(await app.apply('test', submitted(TANDEM, 2))).toMatchObject({ code: 'closed' });
  });

  test('after twelve from one address within an hour', async () => {
    const clock = settableClock();
    const app = await temporaryCatalogue(clock);
    const one = (number: number) => submitted(TANDEM, 1, { formKey: `form-${number}` });
    for (let number = 1; number <= 12; number++) await done(app, one(number));
    expect(await app.apply('test', one(13))).toMatchObject({ code: 'too-many', field: 'contact.email' });
    expect(await app.apply('test', submitted(TANDEM, 14))).toMatchObject({ ok: true });
    clock.forward(3601);
    expect(await app.apply('test', one(13))).toMatchObject({ ok: true });
  });
});

test('an address that confirms nothing gets no more than 24 mails in a day; one that does is not held up', async () => {
  const clock = settableClock();
  const app = await temporaryCatalogue(clock);
  const send = (number: number) => app.apply('test', submitted(TANDEM, 1, { formKey: `form-${number}` }));
  let taken = 0;
  for (let hour = 0; hour < 23; hour++) {
    for (let time = 0; time < 5; time++) taken += Number((await send(taken)).ok);
    clock.forward(3600);
  }
  expect(taken).toBe(24);
  const { id } = await app.database.read.selectFrom('submission').select('id').executeTakeFirstOrThrow();
  // Taken back by whoever has the link in their browser, it was a mail all the same.
  await done(app, { kind: 'withdraw-submission', submission: id });
  expect(await send(taken)).toMatchObject({ code: 'too-many' });
  const { id: other } = await app.database.read
    .selectFrom('submission')
    .select('id')
    .where('state', '=', 'unconfirmed')
    .executeTakeFirstOrThrow();
  await done(app, { kind: 'confirm-submission', submission: other });
  expect(await send(taken)).toMatchObject({ ok: true });
  clock.forward(2 * 3600);
  expect(await send(taken + 1)).toMatchObject({ ok: true });
});

describe('confirming', () => {
  test('tells the coordinators, once', async () => {
    const app = await temporaryCatalogue();
    const { id } = await confirmed(app, TANDEM);
    expect(await submissionRow(app, id)).toMatchObject({ state: 'new', confirmed_at: '2024-09-22T06:00:00Z' });
    const before = await everything(app);
    expect(await app.apply('test', { kind: 'confirm-submission', submission: id })).toMatchObject({ ok: true, id });
    expect(await everything(app)).toBe(before);
    expect((await mails(app)).map(({ template }) => template)).toEqual(['confirm', 'submission-new']);
  });
});

describe('what nobody confirms', () => {
  test('is deleted after seven days with all that it alone had named; what is confirmed stays', async () => {
    const clock = settableClock();
    const app = await temporaryCatalogue(clock);
    const before = await count(app);
    await done(app, submitted(WITH_NEW));
    const { id } = await done(app, submitted(WITH_NEW, 2));
    await done(app, { kind: 'withdraw-submission', submission: id! });
    const { slug } = await confirmed(app, TANDEM, 3);
    clock.forward(7 * 86_400);
    await done(app, { kind: 'delete-unconfirmed' });
    expect((await count(app)).event).toBe(before.event + 3);
    clock.forward(1);
    await done(app, { kind: 'delete-unconfirmed' });
    expect(await count(app)).toEqual({ ...before, event: before.event + 1, submission: 1 });
    expect((await eventOf(app, slug)).state).toBe('draft');
  });

  async function count(app: Awaited<ReturnType<typeof temporaryCatalogue>>) {
    const tables = ['event', 'venue', 'organiser', 'submission'] as const;
    const counts = tables.map(async (table) => [
      table,
      (await app.database.read.selectFrom(table).select('id').execute()).length,
    ]);
    return Object.fromEntries(await Promise.all(counts)) as Record<(typeof tables)[number], number>;
  }
});
