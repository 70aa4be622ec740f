import { describe, expect, test } from 'vitest';
import type { EventValues } from '#src/changes/event-values.ts';
import type { App } from '#src/server/app.ts';
import { digestOf } from '#src/changes/base-digest.ts';
import { withCorrection } from '#src/changes/event-patch.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { date, submitted, TANDEM } from '../fixtures/event-values.ts';
import { everything, occurrencesOf } from '../fixtures/rows.ts';
import { confirmed, done, mails, published, submissionRow, valuesOf } from '../fixtures/submissions.ts';

const BETTER: EventValues = { ...TANDEM, capacity: 12 };

function correct(app: App, submission: string, values: EventValues, formKey = 'correction') {
  return app.apply('test', { kind: 'correct', submission, formKey, values });
}

function revisions(app: App) {
  return app.database.read
    .selectFrom('revision')
    .selectAll()
    .orderBy('created_at')
    .orderBy('rowid' as 'id')
    .execute();
}

async function lastMail(app: App): Promise<string> {
  return (await mails(app)).at(-1)!.template;
}

describe('correcting what is not published', () => {
  test('changes it at once, tells the coordinators and answers their question', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await confirmed(app, TANDEM);
    await done(app, { kind: 'ask', event: slug, message: 'Wie viele?' });
    expect(await correct(app, id, BETTER)).toMatchObject({ ok: true });
    expect((await valuesOf(app, slug)).capacity).toBe(12);
    expect((await submissionRow(app, id)).state).toBe('answered');
    expect(await lastMail(app)).toBe('submission-corrected');
    expect(await revisions(app)).toEqual([]);
  });

  test('bothers nobody before the address is confirmed', async () => {
    const app = await temporaryCatalogue();
    const { id } = await done(app, submitted(TANDEM));
    await correct(app, id!, BETTER);
    expect((await mails(app)).map(({ template }) => template)).toEqual(['confirm']);
  });

  test('deletes the dates that are left out and mends the address of a new venue', async () => {
    const app = await temporaryCatalogue();
    const barn = { name: 'Scheune', street: 'Am Anger', postcode: '36404', place: 'vacha' };
    const at = (venue: typeof barn) => date('2024-09-24T17:00', null, { venue });
    const { id, slug } = await confirmed(app, { ...TANDEM, dates: [at(barn), date('2024-09-25T17:00', null)] });
    await correct(app, id, { ...TANDEM, dates: [at({ ...barn, street: 'Am Anger 3' })] });
    expect(await occurrencesOf(app, slug)).toHaveLength(1);
    const venues = await app.database.read.selectFrom('venue').select('street').where('name', '=', 'Scheune').execute();
    expect(venues).toEqual([{ street: 'Am Anger 3' }]);
  });
});

describe('correcting what is published', () => {
  test('leaves it as it is until a coordinator has looked', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await published(app, TANDEM);
    const snapshot = await app.catalogue.snapshot();
    expect(await correct(app, id, { ...(await valuesOf(app, slug)), capacity: 12 })).toMatchObject({ ok: true });
    expect(await app.catalogue.snapshot()).toBe(snapshot);
    expect((await valuesOf(app, slug)).capacity).toBeNull();
    expect(await revisions(app)).toMatchObject([
      { state: 'pending', base: '{"capacity":null}', patch: '{"capacity":12}' },
    ]);
    expect(await lastMail(app)).toBe('revision-new');
  });

  test('a second time takes the place of the first; sent twice it is one', async () => {
    const app = await temporaryCatalogue();
    const { id } = await published(app, TANDEM);
    await correct(app, id, BETTER, 'first');
    await correct(app, id, { ...BETTER, funding: 'Kreis' }, 'second');
    const before = await everything(app);
    expect(await correct(app, id, { ...BETTER, funding: 'Kreis' }, 'second')).toMatchObject({ ok: true });
    expect(await correct(app, id, BETTER, 'first')).toMatchObject({ ok: true });
    expect(await everything(app)).toBe(before);
    expect((await revisions(app)).map(({ state }) => state).sort()).toEqual(['pending', 'superseded']);
  });

  test('back to what is public takes back what waits', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await published(app, TANDEM);
    await correct(app, id, BETTER, 'first');
    await correct(app, id, await valuesOf(app, slug), 'second');
    expect(await revisions(app)).toMatchObject([{ state: 'superseded' }]);
  });

  test('only in how things are ordered is no correction', async () => {
    const app = await temporaryCatalogue();
    const values: EventValues = {
      ...TANDEM,
      audiences: ['families', 'women'],
      dates: [...TANDEM.dates, date('2024-09-25T17:00', null)],
    };
    const { id, slug } = await published(app, values);
    const { texts, dates } = await valuesOf(app, slug);
    const { title, ...rest } = texts['de']!;
    const before = await everything(app);
    const shuffled = {
      ...values,
      audiences: values.audiences.toReversed(),
      texts: { de: { ...rest, title } },
      dates: dates.toReversed(),
    };
    expect(await correct(app, id, shuffled)).toMatchObject({ ok: true });
    expect(await everything(app)).toBe(before);
  });
});

describe('a form that was opened before something else was changed', () => {
  test('is refused and writes nothing; opened anew it is taken, and once', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await confirmed(app, TANDEM);
    const opened = await valuesOf(app, slug);
    await done(app, { kind: 'move', event: slug, start: '2024-09-25T18:00' });
    const before = await everything(app);
    const correction = {
      kind: 'correct',
      submission: id,
      formKey: 'late',
      values: { ...opened, capacity: 12 },
    } as const;
    expect(await app.apply('test', { ...correction, base: digestOf(opened) })).toMatchObject({
      code: 'changed-meanwhile',
    });
    expect(await everything(app)).toBe(before);
    const moved = await valuesOf(app, slug);
    const again = { ...correction, base: digestOf(moved), values: { ...moved, capacity: 12 } };
    for (let time = 0; time < 2; time++) expect(await app.apply('test', again)).toMatchObject({ ok: true });
    expect(await valuesOf(app, slug)).toEqual({ ...moved, capacity: 12 });
    expect((await mails(app)).filter(({ template }) => template === 'submission-corrected')).toHaveLength(1);
  });

  test('does not bring a date back that was cancelled', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await published(app, { ...TANDEM, dates: [...TANDEM.dates, date('2024-09-25T17:00', null)] });
    const opened = await valuesOf(app, slug);
    await done(app, { kind: 'cancel-own', submission: id, date: '2024-09-25' });
    await correct(app, id, { ...opened, capacity: 12 });
    await done(app, { kind: 'accept-revision', event: slug });
    expect((await occurrencesOf(app, slug)).map(({ status }) => status)).toEqual(['scheduled', 'cancelled']);
    expect((await valuesOf(app, slug)).capacity).toBe(12);
  });
});

test('a correction that waits is gone on with, except where something else was changed meanwhile', () => {
  const waiting = { base: { capacity: null, funding: null }, patch: { capacity: 12, funding: 'Kreis' } };
  expect(withCorrection({ ...TANDEM, funding: 'Land' }, waiting)).toEqual({ ...BETTER, funding: 'Land' });
});

describe('an answer', () => {
  test('to a question about a draft waits for the coordinators; one about what is public needs no decision', async () => {
    const app = await temporaryCatalogue();
    const draft = await confirmed(app, TANDEM);
    const open = await published(app, TANDEM, 2);
    for (const { slug } of [draft, open]) await done(app, { kind: 'ask', event: slug, message: 'Wie viele?' });
    for (const { id } of [draft, open]) await done(app, { kind: 'answer', submission: id, answer: 'Zwölf.' });
    expect(await submissionRow(app, draft.id)).toMatchObject({
      state: 'answered',
      message: 'Wie viele?',
      answer: 'Zwölf.',
    });
    expect(await submissionRow(app, open.id)).toMatchObject({ state: 'published', answer: 'Zwölf.' });
    expect(await app.apply('test', { kind: 'answer', submission: open.id, answer: 'x' })).toMatchObject({
      code: 'not-asked',
    });
  });
});

describe('taking back', () => {
  test('a draft ends it: nothing of it can be changed, nor is it published', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await confirmed(app, TANDEM);
    await done(app, { kind: 'withdraw-submission', submission: id });
    const before = await everything(app);
    expect(await correct(app, id, BETTER)).toMatchObject({ code: 'not-open' });
    expect(await app.apply('test', { kind: 'publish', event: slug })).toMatchObject({ code: 'not-publishable' });
    expect(await app.apply('test', { kind: 'withdraw-submission', submission: id })).toMatchObject({ ok: true });
    expect(await everything(app)).toBe(before);
    expect(await lastMail(app)).toBe('submission-withdrawn');
  });

  test('what is public is refused; its dates can be cancelled, at once', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await published(app, { ...TANDEM, dates: [...TANDEM.dates, date('2024-09-25T17:00', null)] });
    expect(await app.apply('test', { kind: 'withdraw-submission', submission: id })).toMatchObject({
      code: 'already-published',
    });
    const { version } = app.catalogue.version();
    await done(app, { kind: 'cancel-own', submission: id, date: '2024-09-25' });
    expect(app.catalogue.version().version).toBe(version + 1);
    expect((await occurrencesOf(app, slug)).map(({ status, sequence }) => [status, sequence])).toEqual([
      ['scheduled', 0],
      ['cancelled', 1],
    ]);
    expect(await lastMail(app)).toBe('cancelled-by-organiser');
  });

  test('by coordinators ends corrections, too, and says who did it', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await published(app, TANDEM);
    await done(app, { kind: 'withdraw', event: slug });
    expect(await correct(app, id, BETTER)).toMatchObject({
      code: 'not-open',
      message: expect.stringContaining('was withdrawn'),
    });
  });
});

test('nobody knows another’s submission', async () => {
  const app = await temporaryCatalogue();
  for (const kind of ['confirm-submission', 'withdraw-submission', 'cancel-own'] as const) {
    expect(await app.apply('test', { kind, submission: 'x' })).toMatchObject({ code: 'unknown-submission' });
  }
});
