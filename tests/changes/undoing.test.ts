import { describe, expect, test } from 'vitest';
import { digestOf } from '#src/changes/base-digest.ts';
import type { Change } from '#src/changes/change.ts';
import { lastChangeOf } from '#src/changes/event-log.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import type { App } from '#src/server/app.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { confirmed, done, published, submissionRow, valuesOf } from '../fixtures/submissions.ts';

const TWO_DATES = {
  ...TANDEM,
  dates: [date('2024-09-24T17:00', '2024-09-24T19:00'), date('2024-09-25T17:00', null)],
};

async function edit(app: App, slug: string, changed: (values: EventValues) => Partial<EventValues>): Promise<Change> {
  const values = await valuesOf(app, slug);
  const base = digestOf({ values, closed: false });
  return { kind: 'edit-event', event: slug, base, values: { ...values, ...changed(values) }, closed: false };
}

/** Dates as calendars have them, and how often they were told of a change. */
async function datesOf(app: App, slug: string) {
  const rows = await app.database.read
    .selectFrom('occurrence')
    .innerJoin('event', 'event.id', 'occurrence.event_id')
    .select(['uid', 'status', 'start_local', 'end_local', 'venue_id', 'previous_start_local', 'previous_venue_id'])
    .select(['notice', 'sequence'])
    .where('slug', '=', slug)
    .orderBy('start_at')
    .orderBy('uid')
    .execute();
  return {
    dates: rows.map(({ sequence: _, ...row }) => row),
    sequences: new Map(rows.map(({ uid, sequence }) => [uid, sequence])),
  };
}

/** What can be done to a published event with two dates. */
const CHANGES: Readonly<Record<string, (app: App, slug: string, id: string) => Promise<Change>>> = {
  'an edit of many fields': (app, slug) =>
    edit(app, slug, ({ texts }) => ({
      capacity: 4,
      funding: 'Sparkasse',
      texts: { ...texts, uk: { ...texts['de']!, title: 'Тандем' } },
      organisers: [{ name: 'Neuer Chor' }],
      audiences: ['families'],
      price: { kind: 'fee', cents: 300 },
    })),
  'an edit that moves a date': (app, slug) =>
    edit(app, slug, ({ dates: [one, other] }) => ({ dates: [{ ...one!, start: '2024-09-24T18:00' }, other!] })),
  'an edit that leaves a date out': (app, slug) => edit(app, slug, ({ dates: [, other] }) => ({ dates: [other!] })),
  'a cancellation of one date': (_app, event) =>
    Promise.resolve({ kind: 'cancel', event, date: '2024-09-24', message: 'Regen' }),
  'a cancellation of all': (_app, event) => Promise.resolve({ kind: 'cancel', event }),
  'a cancellation by its organiser': (_app, _slug, submission) => Promise.resolve({ kind: 'cancel-own', submission }),
  'a move': (_app, event) =>
    Promise.resolve({ kind: 'move', event, date: '2024-09-24', venue: 'volkshochschule-eisenach', message: 'Umzug' }),
  'a withdrawal': (_app, event) => Promise.resolve({ kind: 'withdraw', event }),
  'a text': (_app, event) =>
    Promise.resolve({ kind: 'edit-text', event, language: 'de', text: { title: 'Anders', easy: 'Leicht.' } }),
};

describe('undo', () => {
  test.each(Object.keys(CHANGES))(
    'of %s leaves the event as it was, and tells calendars by a higher SEQUENCE',
    async (name) => {
      const app = await temporaryCatalogue();
      const { id, slug } = await published(app, TWO_DATES);
      const [values, before] = [await valuesOf(app, slug), await datesOf(app, slug)];
      await done(app, await CHANGES[name]!(app, slug, id));
      const between = await datesOf(app, slug);
      await done(app, { kind: 'undo', event: slug, change: (await lastChangeOf(app.database.read, slug))!.id });
      const after = await datesOf(app, slug);
      expect(await valuesOf(app, slug)).toEqual(values);
      expect(after.dates).toEqual(before.dates);
      for (const [uid, sequence] of before.sequences) {
        expect(between.sequences.get(uid)).toBeGreaterThanOrEqual(sequence);
        const isTold = between.sequences.get(uid)! > sequence;
        expect(after.sequences.get(uid)! > between.sequences.get(uid)!, 'told again if it was told').toBe(isTold);
      }
      expect((await (await app.catalogue.snapshot()).event(slug))?.event.withdrawn).toBe(false);
    },
  );

  test('of a first publication with a new address withdraws it there', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await confirmed(app, { ...TANDEM, texts: { uk: { ...TANDEM.texts['de']!, title: 'Тандем' } } });
    const change = await edit(app, slug, ({ texts }) => ({ texts: { ...texts, de: TANDEM.texts['de']! } }));
    const { id: address } = await done(app, { ...change, publish: true } as Change);
    expect(address).toBe('sprachtandem-im-park');
    await done(app, { kind: 'undo', event: address!, change: (await lastChangeOf(app.database.read, address!))!.id });
    const row = await app.database.read
      .selectFrom('event')
      .select('state')
      .where('slug', '=', address!)
      .executeTakeFirstOrThrow();
    expect(row.state).toBe('withdrawn');
    expect(Object.keys((await valuesOf(app, address!)).texts)).toEqual(['uk']);
  });

  test('of a rejection brings back what was asked before; of a cancellation leaves another one to be noted', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await confirmed(app, TWO_DATES);
    await done(app, { kind: 'ask', event: slug, message: 'Wer spielt?' });
    await done(app, { kind: 'reject', event: slug, message: 'Nein.' });
    await done(app, { kind: 'undo', event: slug, change: (await lastChangeOf(app.database.read, slug))!.id });
    expect(await submissionRow(app, id)).toMatchObject({ state: 'asked', message: 'Wer spielt?' });
    const other = await published(app, TWO_DATES, 2);
    await done(app, { kind: 'cancel-own', submission: other.id, date: '2024-09-24' });
    await done(app, { kind: 'cancel', event: other.slug, date: '2024-09-25' });
    const last = (await lastChangeOf(app.database.read, other.slug))!.id;
    await done(app, { kind: 'undo', event: other.slug, change: last });
    expect(await submissionRow(app, other.id)).toMatchObject({ attention: 'cancelled' });
  });

  test('is done once, and only to the last change', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, TWO_DATES);
    await done(app, await edit(app, slug, () => ({ capacity: 4 })));
    const first = (await lastChangeOf(app.database.read, slug))!.id;
    await done(app, await edit(app, slug, () => ({ capacity: 5 })));
    const refused = { ok: false, code: 'changed-meanwhile' };
    expect(await app.apply('test', { kind: 'undo', event: slug, change: first })).toMatchObject(refused);
    const last = (await lastChangeOf(app.database.read, slug))!.id;
    const both = [0, 1].map(() => app.apply('test', { kind: 'undo', event: slug, change: last }));
    expect((await Promise.all(both)).map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect((await valuesOf(app, slug)).capacity).toBe(4);
  });
});
