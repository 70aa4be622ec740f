import { describe, expect, test } from 'vitest';
import { digestOf } from '#src/changes/base-digest.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import type { App } from '#src/server/app.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { confirmed, done, mails, published, valuesOf } from '../fixtures/submissions.ts';

/** What a form at the desk would send, opened now and sent later. */
async function formOf(app: App, slug: string) {
  const values = await valuesOf(app, slug);
  return (changed: Partial<EventValues>, others: { publish?: boolean; closed?: boolean } = {}) => ({
    kind: 'edit-event' as const,
    event: slug,
    base: digestOf({ values, closed: false }),
    values: { ...values, ...changed },
    closed: false,
    ...others,
  });
}

function eventRow(app: App, slug: string) {
  return app.database.read.selectFrom('event').selectAll().where('slug', '=', slug).executeTakeFirstOrThrow();
}

async function version(app: App): Promise<number> {
  return (await app.catalogue.snapshot()).version;
}

describe('an event that a coordinator writes down', () => {
  test('is a draft that no page shows', async () => {
    const app = await temporaryCatalogue();
    const before = await version(app);
    const { id } = await done(app, { kind: 'add-event', edition: '2024', values: TANDEM, closed: true });
    expect(await eventRow(app, id!)).toMatchObject({ slug: 'sprachtandem-im-park', state: 'draft', closed: 1 });
    expect(await version(app)).toBe(before);
    expect(await app.apply('test', { kind: 'add-event', edition: '1999', values: TANDEM })).toMatchObject({
      code: 'unknown-edition',
    });
  });

  test('is another one than a draft that says something else, and the same one if it comes twice', async () => {
    const app = await temporaryCatalogue();
    const add = async (values: EventValues) => (await done(app, { kind: 'add-event', edition: '2024', values })).id;
    const [one] = TANDEM.dates;
    const twice = {
      ...TANDEM,
      organisers: [{ name: 'Neuer Chor' }],
      dates: [one!, { ...one!, venue: null, onlineUrl: 'https://a.example/' }],
    };
    const first = await add(twice);
    expect(await add(twice)).toBe(first);
    const elsewhere = await add({
      ...twice,
      dates: [{ ...one!, venue: { slug: 'volkshochschule-eisenach' } }, twice.dates[1]!],
    });
    expect(elsewhere).not.toBe(first);
    expect(await add({ ...twice, capacity: 3 })).not.toBe(first);
  });
});

describe('an event that a coordinator changes', () => {
  test('is public as it is now, and only what changed stands in the log', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, TANDEM);
    const before = await version(app);
    await done(app, (await formOf(app, slug))({ capacity: 12 }));
    expect(await version(app)).toBe(before + 1);
    expect((await valuesOf(app, slug)).capacity).toBe(12);
    const log = await app.database.read
      .selectFrom('change')
      .selectAll()
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect([JSON.parse(log.before!), JSON.parse(log.after!)]).toEqual([{ capacity: null }, { capacity: 12 }]);
  });

  test('is published with its changes in one go; its organiser is told once', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await confirmed(app, TANDEM);
    const { id } = await done(app, (await formOf(app, slug))({ capacity: 7 }, { publish: true }));
    expect(await eventRow(app, id!)).toMatchObject({ state: 'published', capacity: 7 });
    expect((await mails(app)).filter(({ template }) => template === 'published')).toHaveLength(1);
  });

  test('stays as it is where the second of two coordinators has not seen what the first one did', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, TANDEM);
    const [first, second] = [await formOf(app, slug), await formOf(app, slug)];
    await done(app, first({ capacity: 12 }));
    expect(await app.apply('test', second({ funding: 'Kreis' }))).toMatchObject({ code: 'changed-meanwhile' });
    expect(await valuesOf(app, slug)).toMatchObject({ capacity: 12, funding: null });
  });

  test('raises nothing if nothing changed, and SEQUENCE only for another time or place', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, TANDEM);
    const before = await version(app);
    await done(app, (await formOf(app, slug))({}));
    expect(await version(app)).toBe(before);
    const sequence = async () =>
      (
        await app.database.read
          .selectFrom('occurrence')
          .innerJoin('event', 'event.id', 'event_id')
          .select('sequence')
          .where('slug', '=', slug)
          .executeTakeFirstOrThrow()
      ).sequence;
    const texts = { de: { ...TANDEM.texts['de']!, summary: 'Neu gefasst.' } };
    await done(app, (await formOf(app, slug))({ texts }));
    expect(await sequence()).toBe(0);
    const { dates } = await valuesOf(app, slug);
    await done(app, (await formOf(app, slug))({ dates: [{ ...dates[0]!, start: '2024-09-24T17:30' }] }));
    expect(await sequence()).toBe(1);
  });

  test('cannot lose its German text while it is public', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, TANDEM);
    const texts = { uk: TANDEM.texts['de']! };
    expect(await app.apply('test', (await formOf(app, slug))({ texts }))).toMatchObject({ code: 'not-publishable' });
  });
});

describe('taking back the last change', () => {
  const STEPS = {
    cancel: (slug: string) => ({ kind: 'cancel', event: slug, message: 'Krank.' }) as const,
    move: (slug: string) =>
      ({ kind: 'move', event: slug, start: '2024-09-25T10:00', venue: 'haunscher-hof', message: 'Regen.' }) as const,
    'edit-text': (slug: string) =>
      ({ kind: 'edit-text', event: slug, language: 'de', text: { title: 'Anders' } }) as const,
  };

  test.each(Object.entries(STEPS))('%s: everything is said as before, and calendars learn of it', async (_, step) => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, TANDEM);
    const rows = () =>
      app.database.read
        .selectFrom('occurrence')
        .innerJoin('event', 'event.id', 'event_id')
        .selectAll('occurrence')
        .where('slug', '=', slug)
        .execute();
    const [values, [date]] = [await valuesOf(app, slug), await rows()];
    const changed = await done(app, step(slug));
    await done(app, { kind: 'undo', event: slug, change: await lastChange(app) });
    expect(await valuesOf(app, slug)).toEqual(values);
    const [after] = await rows();
    const { sequence, ...others } = after!;
    expect(others).toMatchObject({ status: date!.status, start_local: date!.start_local, notice: null });
    expect(sequence).toBe(changed.version > 0 && step(slug).kind === 'edit-text' ? 0 : 2);
  });

  test('a date that was left out takes place again under its own uid', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, { ...TANDEM, dates: [...TANDEM.dates, date('2024-09-25T17:00', null)] });
    const values = await valuesOf(app, slug);
    await done(app, (await formOf(app, slug))({ dates: values.dates.slice(0, 1), capacity: 3 }));
    await done(app, { kind: 'undo', event: slug, change: await lastChange(app) });
    expect(await valuesOf(app, slug)).toEqual(values);
  });

  test('what was published is withdrawn, and what was withdrawn is public again', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, TANDEM);
    await done(app, { kind: 'undo', event: slug, change: await lastChange(app) });
    expect((await eventRow(app, slug)).state).toBe('withdrawn');
    await done(app, { kind: 'publish', event: slug });
    await done(app, { kind: 'withdraw', event: slug, message: 'Doppelt.' });
    await done(app, { kind: 'undo', event: slug, change: await lastChange(app) });
    expect((await eventRow(app, slug)).state).toBe('published');
  });

  test('is refused once something else was changed, and where nothing can be taken back', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, TANDEM);
    const change = await lastChange(app);
    await done(app, { kind: 'ask', event: slug, message: 'Wie viele?' });
    expect(await app.apply('test', { kind: 'undo', event: slug, change })).toMatchObject({ code: 'changed-meanwhile' });
    expect(await app.apply('test', { kind: 'undo', event: slug, change: await lastChange(app) })).toMatchObject({
      code: 'not-undoable',
    });
  });
});

describe('what coordinators say of a change', () => {
  test('stands in the snapshot and goes to the organiser', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, TANDEM);
    await done(app, { kind: 'cancel', event: slug, message: 'Die Referentin ist krank.' });
    const programme = await (await app.catalogue.snapshot()).programme('2024');
    const [occurrence] = programme!.events.find((event) => event.slug === slug)!.occurrences;
    expect(occurrence).toMatchObject({ status: 'cancelled', notice: 'Die Referentin ist krank.' });
    expect((await mails(app)).at(-1)).toMatchObject({
      template: 'event-cancelled',
      data: '{"message":"Die Referentin ist krank."}',
    });
  });

  test('is asked for by what an organiser cancels, until somebody takes note of it', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await published(app, TANDEM);
    const attention = async () =>
      (
        await app.database.read
          .selectFrom('submission')
          .select('attention')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).attention;
    await done(app, { kind: 'cancel-own', submission: id });
    expect(await attention()).toBe('cancelled');
    await done(app, { kind: 'take-note', event: slug });
    await done(app, { kind: 'take-note', event: slug });
    expect(await attention()).toBeNull();
  });
});

async function lastChange(app: App): Promise<number> {
  return (await app.database.read.selectFrom('change').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()).id;
}
