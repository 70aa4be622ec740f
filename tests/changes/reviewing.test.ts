import { describe, expect, test } from 'vitest';
import type { EventValues } from '#src/changes/event-values.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { everything } from '../fixtures/rows.ts';
import { confirmed, done, mails, published, submissionRow, valuesOf } from '../fixtures/submissions.ts';

const BETTER: EventValues = { ...TANDEM, capacity: 12, funding: 'Kreis' };

/** A published event with a correction that waits. */
async function corrected(values: EventValues) {
  const app = await temporaryCatalogue();
  const { id, slug } = await published(app, TANDEM);
  await done(app, { kind: 'correct', submission: id, formKey: 'correction', values });
  return { app, id, slug };
}

describe('asking', () => {
  test('writes to the organiser in their language; asking again forgets the old answer', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await confirmed(app, TANDEM);
    await done(app, { kind: 'ask', event: slug, message: 'Wie viele?' });
    expect((await mails(app)).at(-1)).toMatchObject({
      template: 'question',
      language: 'uk',
      data: '{"message":"Wie viele?"}',
    });
    await done(app, { kind: 'answer', submission: id, answer: 'Zwölf.' });
    await done(app, { kind: 'ask', event: slug, message: 'Und wo?' });
    expect(await submissionRow(app, id)).toMatchObject({ state: 'asked', message: 'Und wo?', answer: null });
  });
});

test('nothing is asked of an event that was taken from the pages: its organiser could not answer', async () => {
  const app = await temporaryCatalogue();
  const { slug } = await published(app, TANDEM);
  await done(app, { kind: 'withdraw', event: slug });
  expect(await app.apply('test', { kind: 'ask', event: slug, message: 'Wie viele?' })).toMatchObject({
    code: 'not-open',
    message: expect.stringContaining('is withdrawn'),
  });
});

describe('rejecting', () => {
  test('tells why, and can be thought over: it may be published after all', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await confirmed(app, TANDEM);
    await done(app, { kind: 'reject', event: slug, message: 'Leider nein.' });
    expect(await submissionRow(app, id)).toMatchObject({ state: 'rejected', message: 'Leider nein.' });
    expect(await app.apply('test', { kind: 'ask', event: slug, message: 'x' })).toMatchObject({ code: 'not-open' });
    expect(await app.apply('test', { kind: 'reject', event: slug, message: 'x' })).toMatchObject({ code: 'not-open' });
    await done(app, { kind: 'publish', event: slug });
    expect((await submissionRow(app, id)).state).toBe('published');
    expect(await app.apply('test', { kind: 'reject', event: slug, message: 'x' })).toMatchObject({
      code: 'already-published',
    });
  });

  test('and taking back leave nothing in the snapshot, not even a venue', async () => {
    const app = await temporaryCatalogue();
    const barn = { name: 'Alte Remise', street: null, postcode: '36404', place: 'vacha' };
    const values = {
      ...TANDEM,
      organisers: [{ name: 'Neuer Verein' }],
      dates: [date('2024-09-24T17:00', null, { venue: barn })],
    };
    const [one, two] = [await confirmed(app, values), await confirmed(app, values, 2)];
    await done(app, { kind: 'reject', event: one.slug, message: 'Nein.' });
    await done(app, { kind: 'withdraw-submission', submission: two.id });
    await done(app, { kind: 'cancel', event: 'laenderreise' });
    const { venues, organisers, ...snapshot } = await app.catalogue.snapshot();
    for (const { slug } of [one, two]) expect(await snapshot.event(slug)).toBeUndefined();
    expect([...venues.keys(), ...organisers.keys()].join()).not.toMatch(/remise|neuer-verein/);
  });
});

describe('accepting a correction', () => {
  test('makes the event what it says and tells the organiser', async () => {
    const { app, slug } = await corrected(BETTER);
    const { version } = app.catalogue.version();
    expect(await done(app, { kind: 'accept-revision', event: slug })).toMatchObject({ version: version + 1 });
    expect(await valuesOf(app, slug)).toMatchObject({ capacity: 12, funding: 'Kreis' });
    expect((await mails(app)).at(-1)!.template).toBe('revision-accepted');
    expect(await app.apply('test', { kind: 'accept-revision', event: slug })).toMatchObject({ code: 'no-revision' });
  });

  test('takes over only the fields that were named', async () => {
    const { app, slug } = await corrected(BETTER);
    expect(await app.apply('test', { kind: 'accept-revision', event: slug, fields: ['price'] })).toMatchObject({
      code: 'nothing-to-change',
    });
    await done(app, { kind: 'accept-revision', event: slug, fields: ['capacity'] });
    expect(await valuesOf(app, slug)).toMatchObject({ capacity: 12, funding: null });
    const rows = await app.database.read.selectFrom('revision').select(['state', 'patch']).orderBy('state').execute();
    expect(rows, 'what was left out is not lost').toEqual([
      { state: 'accepted', patch: '{"capacity":12}' },
      { state: 'declined', patch: expect.stringContaining('"funding":"Kreis"') as string },
    ]);
  });

  test('is refused for fields that were changed meanwhile; the others can be taken', async () => {
    const dates = [date('2024-09-26T17:00', null)];
    const { app, slug } = await corrected({ ...BETTER, dates });
    await done(app, { kind: 'cancel', event: slug });
    const before = await everything(app);
    expect(await app.apply('test', { kind: 'accept-revision', event: slug })).toMatchObject({
      code: 'changed-meanwhile',
      field: 'dates',
    });
    expect(await everything(app)).toBe(before);
    await done(app, { kind: 'accept-revision', event: slug, fields: ['capacity'] });
  });

  test('is refused if the event would have no German text any more', async () => {
    const { app, slug } = await corrected({ ...TANDEM, texts: { uk: TANDEM.texts['de']! } });
    const before = await everything(app);
    expect(await app.apply('test', { kind: 'accept-revision', event: slug })).toMatchObject({
      code: 'not-publishable',
    });
    expect(await everything(app)).toBe(before);
  });
});

test('declining leaves the event as it is and tells the organiser why', async () => {
  const { app, slug } = await corrected(BETTER);
  const snapshot = await app.catalogue.snapshot();
  await done(app, { kind: 'decline-revision', event: slug, message: 'Zu viele.' });
  expect(await app.catalogue.snapshot()).toBe(snapshot);
  expect((await valuesOf(app, slug)).capacity).toBeNull();
  expect((await mails(app)).at(-1)).toMatchObject({ template: 'revision-declined', data: '{"message":"Zu viele."}' });
});

test('a new link makes the old one worthless', async () => {
  const { app, id, slug } = await corrected(BETTER);
  const old = app.links.token(await submissionRow(app, id), 'view');
  await done(app, { kind: 'renew-link', event: slug });
  const row = await submissionRow(app, id);
  expect(row.generation).toBe(2);
  expect(app.links.isGenuine(old, row)).toBe(false);
  expect((await mails(app)).at(-1)).toMatchObject({ template: 'new-link', data: '{}' });
});

test('a venue that was only proposed becomes the catalogue’s when a public date is moved there', async () => {
  const app = await temporaryCatalogue();
  const barn = { name: 'Scheune', street: null, postcode: '36404', place: 'vacha' };
  await confirmed(app, { ...TANDEM, dates: [date('2024-09-24T17:00', null, { venue: barn })] });
  await done(app, { kind: 'move', event: 'mietvertrag-verstehen', venue: 'scheune-vacha' });
  const { venues, event } = await app.catalogue.snapshot();
  expect(venues.has('scheune-vacha')).toBe(true);
  expect((await event('mietvertrag-verstehen'))?.event.occurrences[0]!.venue?.name).toBe('Scheune');
});

test('what came otherwise than from an organiser has nobody to ask', async () => {
  const app = await temporaryCatalogue();
  for (const kind of ['ask', 'reject', 'decline-revision', 'accept-revision', 'renew-link'] as const) {
    expect(await app.apply('test', { kind, event: 'laenderreise', message: 'x' })).toMatchObject({
      ok: false,
    });
  }
});
