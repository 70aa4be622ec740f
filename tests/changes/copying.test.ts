import { describe, expect, test } from 'vitest';
import { readValues } from '#src/changes/event-reading.ts';
import type { App } from '#src/server/app.ts';
import { weekday } from '#src/time/day.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { NEXT_EDITION } from '../fixtures/edition-values.ts';
import { eventOf, occurrencesOf } from '../fixtures/rows.ts';
import { submitted } from '../fixtures/submission.ts';

async function prepared(): Promise<App> {
  const app = await temporaryCatalogue();
  expect(await app.apply('test', { kind: 'add-edition', edition: '2025', values: NEXT_EDITION })).toMatchObject({
    ok: true,
  });
  return app;
}

const copy = (app: App, ...events: string[]) =>
  app.apply('test', { kind: 'copy-events', from: '2024', to: '2025', events });

describe('copying events into the next edition', () => {
  test('makes drafts on the same weekdays at the same time, with all that is said of them', async () => {
    const app = await prepared();
    const all = await app.database.read.selectFrom('event').select('slug').where('state', '=', 'published').execute();
    expect(await copy(app, ...all.map(({ slug }) => slug))).toMatchObject({ ok: true });
    for (const { slug } of all) {
      const [original, made] = [await eventOf(app, slug), await eventOf(app, `${slug}-2025`)];
      expect(made).toMatchObject({ state: 'draft', first_published_at: null, closed: original.closed });
      const before = await occurrencesOf(app, slug);
      const held = before.filter(({ status }) => status !== 'cancelled');
      const dates = await occurrencesOf(app, made.slug);
      expect(dates).toHaveLength((held.length > 0 ? held : before).length);
      for (const [at, date] of dates.entries()) {
        const old = (held.length > 0 ? held : before)[at]!;
        expect(date).toMatchObject({ status: 'scheduled', sequence: 0, previous_start_local: null });
        expect(date.uid).not.toBe(old.uid);
        expect(weekday(date.start_local.slice(0, 10))).toBe(weekday(old.start_local.slice(0, 10)));
        expect(date.start_local.slice(10)).toBe(old.start_local.slice(10));
        expect(date.end_local?.slice(10)).toBe(old.end_local?.slice(10));
        expect(date.venue_id).toBe(old.venue_id);
      }
      const { dates: _, registration, ...values } = await readValues(app.database.read, made);
      const { dates: __, registration: formerly, ...formerValues } = await readValues(app.database.read, original);
      expect(values).toEqual(formerValues);
      expect({ ...registration, until: null }).toEqual({ ...formerly, until: null });
      expect(registration.until?.slice(10)).toBe(formerly.until?.slice(10));
    }
  });

  test('is seen by nobody, and can be published', async () => {
    const app = await prepared();
    const { version } = app.catalogue.version();
    expect(await copy(app, 'laenderreise')).toMatchObject({ ok: true, version });
    expect(await app.apply('test', { kind: 'publish', event: 'laenderreise-2025' })).toMatchObject({ ok: true });
    await app.apply('test', { kind: 'show-edition', edition: '2025' });
    const programme = (await (await app.catalogue.snapshot()).programme('2025'))!;
    expect(programme.dates.map(({ event }) => event.slug)).toEqual(['laenderreise-2025']);
  });

  test('leaves behind who submitted it', async () => {
    const app = await prepared();
    const { slug } = await submitted(app, 'published');
    await copy(app, slug);
    const made = await eventOf(app, `${slug}-2025`);
    const theirs = app.database.read.selectFrom('submission').selectAll().where('event_id', '=', made.id);
    expect(await theirs.execute()).toEqual([]);
  });

  test('keeps what only one date offers', async () => {
    const app = await prepared();
    const offered = (slug: string) =>
      app.database.read
        .selectFrom('occurrence_access')
        .innerJoin('occurrence', 'occurrence.id', 'occurrence_access.occurrence_id')
        .innerJoin('event', 'event.id', 'occurrence.event_id')
        .select('feature')
        .where('event.slug', '=', slug)
        .execute();
    const some = await app.database.read
      .selectFrom('occurrence_access')
      .innerJoin('occurrence', 'occurrence.id', 'occurrence_access.occurrence_id')
      .innerJoin('event', 'event.id', 'occurrence.event_id')
      .select('event.slug')
      .executeTakeFirstOrThrow();
    await copy(app, some.slug);
    expect(await offered(`${some.slug}-2025`)).toEqual(await offered(some.slug));
  });

  test('twice copies once, and what is new meanwhile', async () => {
    const app = await prepared();
    await copy(app, 'laenderreise');
    expect(await copy(app, 'laenderreise')).toMatchObject({ code: 'nothing-to-change' });
    expect(await copy(app, 'laenderreise', 'mietvertrag-verstehen')).toMatchObject({ ok: true });
    const drafts = await app.database.read.selectFrom('event').select('slug').where('state', '=', 'draft').execute();
    expect(drafts.map(({ slug }) => slug).sort()).toEqual(['laenderreise-2025', 'mietvertrag-verstehen-2025']);
  });

  test('of no event, an unknown one, or into the same edition is refused', async () => {
    const app = await prepared();
    expect(await copy(app)).toMatchObject({ code: 'nothing-to-change', field: 'events' });
    expect(await copy(app, 'laenderreise', 'nowhere')).toMatchObject({ code: 'unknown-event' });
    const change = { kind: 'copy-events', from: '2024', events: ['laenderreise'] } as const;
    expect(await app.apply('test', { ...change, to: '2024' })).toMatchObject({ code: 'nothing-to-change' });
    expect(await app.apply('test', { ...change, to: '2031' })).toMatchObject({ code: 'unknown-edition' });
  });
});
