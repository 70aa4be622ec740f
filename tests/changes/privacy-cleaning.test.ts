import { describe, expect, test } from 'vitest';
import type { EventValues } from '#src/changes/event-values.ts';
import { readDue } from '#src/privacy/due.ts';
import type { App } from '#src/server/app.ts';
import { emptyCatalogue, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { everything, eventOf, logOf } from '../fixtures/rows.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { EVENT_VALUES, submitted, type Stage } from '../fixtures/submission.ts';

const DAY = 86_400;
const REGISTRATION = {
  ...EVENT_VALUES.registration,
  kind: 'required',
  email: 'anmeldung@example.org',
  phone: '036951',
};
const VALUES = { ...EVENT_VALUES, registration: REGISTRATION } as EventValues;

/** The demonstration's events as those of a real edition. */
async function realCatalogue(instant?: string) {
  const clock = settableClock(instant);
  const app = await temporaryCatalogue(clock);
  await app.database.write
    .transaction()
    .execute((db) =>
      db
        .updateTable('edition')
        .set({ demonstration: 0, pinned_day: null, deadline_at: '2030-01-01T00:00:00Z' })
        .execute(),
    );
  return { app, clock };
}

const states = async (app: App) =>
  (await app.database.read.selectFrom('submission').select('state').orderBy('number').execute()).map(
    ({ state }) => state,
  );
const counts = async (app: App) =>
  Object.fromEntries(
    Object.values(await readDue(app.database.read, app.clock.now())).map(({ rule, ids }) => [rule, ids.length]),
  );
const clean = (app: App) => app.apply('test', { kind: 'privacy-clean' });

describe('what is due', () => {
  test('comes by each rule on its day, and not before', async () => {
    const { app, clock } = await realCatalogue();
    for (const stage of ['unconfirmed', 'new', 'rejected', 'withdrawn', 'published'] as Stage[]) {
      await submitted(app, stage, { values: VALUES });
    }
    const nothing = { unconfirmed: 0, rejected: 0, contacts: 0, registrations: 0, organisers: 0, editions: 0 };
    expect(await counts(app)).toEqual(nothing);
    clock.forward(7 * DAY + 1);
    expect(await counts(app)).toEqual({ ...nothing, unconfirmed: 1 });
    await clean(app);
    expect(await states(app)).toEqual(['new', 'rejected', 'withdrawn', 'published']);
    // To 22 December, when eight o'clock is an hour later.
    clock.forward(84 * DAY + 3660);
    expect(await counts(app)).toEqual({ ...nothing, rejected: 2 });
    await clean(app);
    expect(await states(app)).toEqual(['new', 'published']);
    clock.forward(9 * DAY);
    expect(await counts(app)).toEqual(nothing);
    clock.forward(DAY);
    const { registrations, ...others } = await counts(app);
    expect(others).toEqual({ ...nothing, contacts: 2, registrations: undefined });
    expect(registrations).toBeGreaterThan(2);
    await clean(app);
    expect(await counts(app)).toEqual(nothing);
    clock.forward(365 * DAY);
    expect((await counts(app))['organisers']).toBeGreaterThan(10);
    await clean(app);
    expect(await counts(app)).toEqual(nothing);
  });

  test('of the demonstration is nothing made up, but what people submit to it, by the year in which they do', async () => {
    const clock = settableClock('2026-11-01T12:00:00Z');
    const app = await temporaryCatalogue(clock);
    await submitted(app, 'published', { values: VALUES });
    expect(await counts(app)).toMatchObject({ contacts: 0, registrations: 0, organisers: 0, editions: 0 });
    clock.forward(61 * DAY);
    expect(await counts(app)).toMatchObject({ contacts: 1, registrations: 1, organisers: 0, editions: 0 });
  });
});

describe('cleaning', () => {
  test('leaves the event, without who sent it, what was written about it, or a link to it', async () => {
    const { app, clock } = await realCatalogue();
    const { id, slug } = await submitted(app, 'published', { values: VALUES });
    await app.apply('test', { kind: 'ask', event: slug, message: 'Frau Petrenko, wo?' });
    await app.apply('organiser', { kind: 'answer', submission: id, answer: 'Bei Olena.' });
    const values = { ...VALUES, capacity: 40 };
    await app.apply('organiser', { kind: 'correct', submission: id, formKey: 'more', values });
    clock.forward(101 * DAY);
    const { version } = app.catalogue.version();
    expect(await clean(app)).toMatchObject({ ok: true, version: version + 1 });
    const submission = await app.database.read
      .selectFrom('submission')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(submission).toMatchObject({ contact_name: '', contact_email: '', contact_phone: null, generation: 2 });
    expect(submission).toMatchObject({ note: null, message: null, answer: null, state: 'published' });
    expect(await app.database.read.selectFrom('revision').selectAll().execute()).toEqual([]);
    expect(await app.database.read.selectFrom('mail').selectAll().execute()).toEqual([]);
    expect(await eventOf(app, slug)).toMatchObject({ state: 'published', registration_email: null });
    const { event } = (await (await app.catalogue.snapshot()).event(slug))!;
    expect(event.texts['de']!.title).toBe('Brot & Geschichten');
    expect(event.registration).toMatchObject({ kind: 'required', email: null, phone: null });
    // Nobody is written to any more.
    await app.apply('test', { kind: 'ask', event: slug, message: 'Und 2025?' });
    expect(await app.database.read.selectFrom('mail').selectAll().execute()).toEqual([]);
  });

  test('leaves nothing in the log either: each kind of change is gone through', async () => {
    const { app, clock } = await realCatalogue();
    const values = (capacity: number): EventValues => ({
      ...VALUES,
      capacity,
      registration: { ...VALUES.registration, email: `gruppe${capacity}@example.org` },
      texts: { de: { ...VALUES.texts['de']!, description: `Fragen an olena${capacity}@example.org` } },
    });
    const draft = await submitted(app, 'new', { values: values(1) });
    await app.apply('organiser', { kind: 'correct', submission: draft.id, formKey: 'a', values: values(2) });
    await app.apply('test', { kind: 'reject', event: draft.slug, message: 'Frau Petrenko, nein.' });
    const { id, slug } = await submitted(app, 'published', { values: values(3) });
    await app.apply('test', { kind: 'ask', event: slug, message: 'Frau Petrenko, wo?' });
    await app.apply('organiser', { kind: 'correct', submission: id, formKey: 'b', values: values(4) });
    await app.apply('test', { kind: 'accept-revision', event: slug });
    await app.apply('organiser', { kind: 'correct', submission: id, formKey: 'c', values: values(5) });
    await app.apply('test', { kind: 'decline-revision', event: slug, message: 'Frau Petrenko, nein.' });
    const text = { description: 'Fragen an olena6@example.org' };
    await app.apply('test', { kind: 'edit-text', event: slug, language: 'de', text });
    clock.forward(101 * DAY);
    const logged = async () => JSON.stringify(await logOf(app));
    expect(await logged()).toMatch(/olena\d@example\.org/);
    await clean(app);
    const log = await logged();
    expect(log).not.toMatch(/@example\.org|Petrenko|036951/);
    // What was not personal is still told, but of what was deleted altogether.
    expect(log).toContain('capacity');
    expect(log).toContain(slug);
    expect((await logOf(app)).filter(({ subject }) => subject === `submission ${draft.number}`)).toHaveLength(4);
    expect((await logOf(app))[0]).toMatchObject({ kind: 'privacy-clean', subject: 'personal data' });
  });

  test('keeps what the log tells of events to come, however old it is', async () => {
    const { app, clock } = await realCatalogue('2023-12-20T12:00:00Z');
    const { slug } = await submitted(app, 'published', { values: VALUES });
    await app.apply('test', { kind: 'ask', event: slug, message: 'Wo?' });
    clock.forward(30 * DAY);
    await clean(app);
    expect(JSON.stringify(await logOf(app))).toContain('Wo?');
  });

  test('where nothing is due writes nothing', async () => {
    const app = await emptyCatalogue();
    const before = await everything(app);
    expect(await clean(app)).toMatchObject({ ok: true });
    expect(await everything(app)).toBe(before);
  });
});
