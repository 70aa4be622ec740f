import { describe, expect, test } from 'vitest';
import type { Change } from '#src/changes/change.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { insertEdition } from '../fixtures/edition.ts';
import { eventOf, everything, logOf, occurrenceOf, occurrencesOf } from '../fixtures/rows.ts';

const NOW = '2024-09-22T06:00:00Z';
const EVENT = 'suppenduell-lutherplatz';
const COURSE = 'trommeln-an-drei-abenden';
const READINGS = 'zweimal-vorlesen-unterbreizbach';

describe('cancelling', () => {
  test('an event cancels all its dates, raises SEQUENCE once and keeps them', async () => {
    const app = await temporaryCatalogue();
    expect(await app.apply('test', { kind: 'cancel', event: COURSE })).toMatchObject({ ok: true });
    expect(await occurrencesOf(app, COURSE)).toMatchObject([
      { status: 'cancelled', sequence: 1, changed_at: NOW, start_local: '2024-09-10T18:00' },
      { status: 'cancelled', sequence: 1, changed_at: NOW, start_local: '2024-09-17T18:00' },
      { status: 'cancelled', sequence: 1, changed_at: NOW, start_local: '2024-09-24T18:00' },
    ]);
    expect(await eventOf(app, COURSE)).toMatchObject({ state: 'published', changed_at: NOW });
  });

  test.each(['2024-09-17', '2024-09-17T18:00', '02740eaf-bd9c-4e49-85e0-2fca3f0780fa'])(
    'one date, named %s, leaves the others alone',
    async (date) => {
      const app = await temporaryCatalogue();
      const before = await occurrencesOf(app, COURSE);
      await app.apply('test', { kind: 'cancel', event: COURSE, date });
      const after = await occurrencesOf(app, COURSE);
      expect(after.map(({ status }) => status)).toEqual(['scheduled', 'cancelled', 'scheduled']);
      expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    },
  );

  test('the rest does not raise the SEQUENCE of what was cancelled before', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'cancel', event: COURSE, date: '2024-09-17' });
    await app.apply('test', { kind: 'cancel', event: COURSE });
    expect((await occurrencesOf(app, COURSE)).map(({ sequence }) => sequence)).toEqual([1, 1, 1]);
    const [entry] = await logOf(app);
    expect(JSON.parse(entry!.before!)).toMatchObject([{ status: 'scheduled' }, { status: 'scheduled' }]);
    expect(JSON.parse(entry!.after!)).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }]);
  });
});

describe('moving a date', () => {
  test('to another time makes it postponed, keeps how long it lasts and what was announced', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'move', event: EVENT, start: '2024-09-23T12:00' });
    expect(await occurrenceOf(app, EVENT)).toMatchObject({
      start_local: '2024-09-23T12:00',
      start_at: '2024-09-23T10:00:00Z',
      end_local: '2024-09-23T15:00',
      end_at: '2024-09-23T13:00:00Z',
      status: 'postponed',
      previous_start_local: '2024-09-22T11:30',
      previous_venue_id: null,
      sequence: 1,
      changed_at: NOW,
    });
  });

  test('to another venue alone makes it moved', async () => {
    const app = await temporaryCatalogue();
    const before = await occurrenceOf(app, EVENT);
    await app.apply('test', { kind: 'move', event: EVENT, venue: 'pressenwerk' });
    const after = await occurrenceOf(app, EVENT);
    expect(after).toMatchObject({ status: 'moved', previous_venue_id: before.venue_id, sequence: 1 });
    expect(after.start_local).toBe(before.start_local);
    expect(after.venue_id).not.toBe(before.venue_id);
  });

  test('only to another end keeps its start, and it as scheduled, for calendars to learn', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'move', event: EVENT, end: '2024-09-22T16:00' });
    expect(await occurrenceOf(app, EVENT)).toMatchObject({
      start_local: '2024-09-22T11:30',
      end_local: '2024-09-22T16:00',
      end_at: '2024-09-22T14:00:00Z',
      status: 'scheduled',
      previous_start_local: null,
      sequence: 1,
    });
  });

  test('twice keeps what was announced first', async () => {
    const app = await temporaryCatalogue();
    const { venue_id } = await occurrenceOf(app, EVENT);
    await app.apply('test', { kind: 'move', event: EVENT, start: '2024-09-23T12:00' });
    await app.apply('test', { kind: 'move', event: EVENT, start: '2024-09-24T12:00', venue: 'pressenwerk' });
    expect(await occurrenceOf(app, EVENT)).toMatchObject({
      status: 'postponed',
      previous_start_local: '2024-09-22T11:30',
      previous_venue_id: venue_id,
      sequence: 2,
    });
  });

  test('there and back again makes it scheduled, as if nothing had been announced but for SEQUENCE', async () => {
    const app = await temporaryCatalogue();
    const before = await occurrenceOf(app, EVENT);
    await app.apply('test', { kind: 'move', event: EVENT, start: '2024-09-23T12:00', venue: 'pressenwerk' });
    await app.apply('test', { kind: 'move', event: EVENT, start: '2024-09-22T11:30', venue: 'lutherplatz' });
    expect(await occurrenceOf(app, EVENT)).toEqual({ ...before, sequence: 2, changed_at: NOW });
  });

  test('back to its time alone leaves it moved to the other venue', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'move', event: EVENT, start: '2024-09-23T12:00', venue: 'pressenwerk' });
    await app.apply('test', { kind: 'move', event: EVENT, start: '2024-09-22T11:30' });
    expect(await occurrenceOf(app, EVENT)).toMatchObject({ status: 'moved', previous_start_local: null });
  });

  test('that was never published keeps nothing and raises no SEQUENCE', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2025', event: 'entwurf', state: 'draft' });
    await app.apply('test', { kind: 'move', event: 'entwurf', start: '2025-09-22T18:00' });
    expect(await occurrenceOf(app, 'entwurf')).toMatchObject({
      start_local: '2025-09-22T18:00',
      end_local: '2025-09-22T20:00',
      status: 'scheduled',
      previous_start_local: null,
      sequence: 0,
    });
  });

  test('without an end leaves it without one', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'move', event: 'lagerfeuer-mit-geschichten', start: '2024-09-28T19:30' });
    expect(await occurrenceOf(app, 'lagerfeuer-mit-geschichten')).toMatchObject({ end_local: null, end_at: null });
  });

  test('into the night when the clock is put back lasts as long as before', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'move', event: 'tanznacht-hoerselberghalle', start: '2024-10-27T00:00' });
    // 5½ hours, one of which the clock shows twice.
    expect(await occurrenceOf(app, 'tanznacht-hoerselberghalle')).toMatchObject({
      start_at: '2024-10-26T22:00:00Z',
      end_local: '2024-10-27T04:30',
      end_at: '2024-10-27T03:30:00Z',
    });
  });

  test('into the night when the clock is put forward lasts as long as before', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'move', event: 'tanznacht-hoerselberghalle', start: '2025-03-30T00:00' });
    expect(await occurrenceOf(app, 'tanznacht-hoerselberghalle')).toMatchObject({
      start_at: '2025-03-29T23:00:00Z',
      end_local: '2025-03-30T06:30',
      end_at: '2025-03-30T04:30:00Z',
    });
  });

  test('that is all-day keeps its days when one of them is longer', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'move', event: 'ausstellung-angekommen', start: '2024-10-20T00:00' });
    expect(await occurrenceOf(app, 'ausstellung-angekommen')).toMatchObject({
      start_at: '2024-10-19T22:00:00Z',
      end_local: '2024-11-03T00:00',
      end_at: '2024-11-02T23:00:00Z',
    });
  });

  test('of several on one day needs its time or uid', async () => {
    const app = await temporaryCatalogue();
    const change = { kind: 'move', event: READINGS, venue: 'pressenwerk' } as const;
    expect(await app.apply('test', { ...change, date: '2024-09-26' })).toMatchObject({
      code: 'date-needed',
      field: 'date',
      message: `${READINGS} has 2 dates. Name one: 2024-09-26T15:30, 2024-09-26T19:00.`,
    });
    expect(await app.apply('test', { ...change, date: '2024-09-26T19:00' })).toMatchObject({ ok: true });
    expect((await occurrencesOf(app, READINGS)).map(({ status }) => status)).toEqual(['scheduled', 'moved']);
  });
});

describe('a date can be neither cancelled nor moved, and nothing is written, if', () => {
  const REFUSED: [why: string, change: Change, code: string, field: string][] = [
    ['there is no such event', { kind: 'cancel', event: 'nothing' }, 'unknown-event', 'event'],
    ['there is no such event', { kind: 'move', event: 'nothing', venue: 'pressenwerk' }, 'unknown-event', 'event'],
    ['there is no such date', { kind: 'cancel', event: COURSE, date: '2024-09-11' }, 'unknown-date', 'date'],
    ['there is half a date', { kind: 'cancel', event: COURSE, date: '2024-09-1' }, 'unknown-date', 'date'],
    ['there is no such date', { kind: 'move', event: EVENT, date: '2024-09-11' }, 'unknown-date', 'date'],
    ['there is no such venue', { kind: 'move', event: EVENT, venue: 'atlantis' }, 'unknown-venue', 'venue'],
    ['it is cancelled', { kind: 'cancel', event: 'grillduell-an-der-werra' }, 'already-cancelled', 'event'],
    [
      'it is cancelled',
      { kind: 'move', event: 'grillduell-an-der-werra', venue: 'pressenwerk' },
      'already-cancelled',
      'date',
    ],
    ['it is there already', { kind: 'move', event: EVENT, venue: 'lutherplatz' }, 'nothing-to-change', 'event'],
    ['nothing is said', { kind: 'move', event: EVENT }, 'nothing-to-change', 'event'],
    ['the start is no time', { kind: 'move', event: EVENT, start: 'tomorrow' }, 'not-a-time', 'start'],
    ['the clock skips the start', { kind: 'move', event: EVENT, start: '2025-03-30T02:30' }, 'not-a-time', 'start'],
    ['the end is no time', { kind: 'move', event: EVENT, end: '2024-09-22' }, 'not-a-time', 'end'],
    ['it ends before it starts', { kind: 'move', event: EVENT, end: '2024-09-22T11:30' }, 'end-before-start', 'end'],
    [
      'it is all-day and the start is not at midnight',
      { kind: 'move', event: 'ausstellung-angekommen', start: '2024-09-17T10:00' },
      'not-a-time',
      'start',
    ],
  ];

  test.each(REFUSED)('%s: %o', async (_, change, code, field) => {
    const app = await temporaryCatalogue();
    const before = await everything(app);
    expect(await app.apply('test', change)).toMatchObject({ ok: false, code, field });
    expect(await everything(app)).toBe(before);
  });
});
