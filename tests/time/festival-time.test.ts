import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  addMinutes,
  fixedClock,
  isLocalTime,
  systemClock,
  toInstant,
  toLocal,
  withOffset,
} from '#src/time/festival-time.ts';

describe('a local time of the festival', () => {
  test('is two hours ahead of UTC in summer and one in winter', () => {
    expect(toInstant('2024-09-22T17:30')).toBe('2024-09-22T15:30:00Z');
    expect(toInstant('2024-12-22T17:30')).toBe('2024-12-22T16:30:00Z');
    expect(withOffset('2024-09-22T17:30')).toBe('2024-09-22T17:30+02:00');
    expect(withOffset('2024-12-22T17:30')).toBe('2024-12-22T17:30+01:00');
  });

  test('comes back from its instant', () => {
    fc.assert(
      fc.property(anInstant, (instant) => {
        const local = toLocal(instant);
        expect(isLocalTime(local)).toBe(true);
        // Only the second pass through the repeated autumn hour comes back as the first.
        expect([instant, addMinutes(instant, -60)]).toContain(toInstant(local));
      }),
    );
  });

  test('exists unless the clock skips it in spring', () => {
    expect(isLocalTime('2024-03-31T01:59')).toBe(true);
    expect(isLocalTime('2024-03-31T02:00')).toBe(false);
    expect(isLocalTime('2024-03-31T02:59')).toBe(false);
    expect(isLocalTime('2024-03-31T03:00')).toBe(true);
    expect(toInstant('2024-03-31T01:59')).toBe('2024-03-31T00:59:00Z');
    expect(toInstant('2024-03-31T03:00')).toBe('2024-03-31T01:00:00Z');
  });

  test('that the clock repeats in autumn is the first of the two', () => {
    expect(isLocalTime('2024-10-27T02:30')).toBe(true);
    expect(toInstant('2024-10-27T02:30')).toBe('2024-10-27T00:30:00Z');
    expect(withOffset('2024-10-27T02:30')).toBe('2024-10-27T02:30+02:00');
    expect(toLocal('2024-10-27T00:30:00Z')).toBe('2024-10-27T02:30');
    expect(toLocal('2024-10-27T01:30:00Z')).toBe('2024-10-27T02:30');
  });

  test('over midnight is on the next day, where UTC is still on the same', () => {
    expect(toInstant('2024-09-29T01:30')).toBe('2024-09-28T23:30:00Z');
    expect(toLocal('2024-09-28T22:00:00Z')).toBe('2024-09-29T00:00');
  });

  test.each([
    '2024-09-22',
    '2024-09-22 17:30',
    '2024-09-22T24:00',
    '2024-09-22T17:60',
    '2024-09-31T17:30',
    '2024-09-22T17:30Z',
    '2024-09-22T17:30:00',
    '',
  ])('is not %j', (text) => {
    expect(isLocalTime(text)).toBe(false);
  });
});

describe('minutes', () => {
  test('are counted in real time over both changes of the clock', () => {
    expect(toLocal(addMinutes(toInstant('2024-03-30T23:00'), 240))).toBe('2024-03-31T04:00');
    expect(toLocal(addMinutes(toInstant('2024-10-26T23:00'), 300))).toBe('2024-10-27T03:00');
    expect(addMinutes('2024-09-22T15:30:00Z', -90)).toBe('2024-09-22T14:00:00Z');
  });
});

describe('the clock', () => {
  test('of the system tells whole seconds in UTC', () => {
    expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Math.abs(Date.parse(systemClock.now()) - Date.now())).toBeLessThan(60_000);
  });

  test('of a test stands still', () => {
    const clock = fixedClock('2024-09-22T06:00:00Z');
    expect([clock.now(), clock.now()]).toEqual(['2024-09-22T06:00:00Z', '2024-09-22T06:00:00Z']);
  });
});

describe('whatever the server thinks', () => {
  const ownZone = process.env['TZ'];
  afterEach(() => {
    process.env['TZ'] = ownZone;
    vi.useRealTimers();
  });

  test('the tests run in a zone far from the festival', () => {
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe('Pacific/Apia');
    expect(new Date('2024-09-22T12:00:00Z').getDate()).toBe(23);
  });

  test.each(['Pacific/Apia', 'America/St_Johns', 'Asia/Tehran', 'UTC', 'Europe/Berlin'])(
    'of its zone (%s), local times are the festival’s',
    (zone) => {
      process.env['TZ'] = zone;
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
      expect(toInstant('2024-09-22T17:30')).toBe('2024-09-22T15:30:00Z');
      expect(toLocal('2024-09-28T23:30:00Z')).toBe('2024-09-29T01:30');
      expect(withOffset('2024-10-27T02:30')).toBe('2024-10-27T02:30+02:00');
      expect(isLocalTime('2024-03-31T02:30')).toBe(false);
      expect(isLocalTime('2024-03-10T02:30')).toBe(true);
    },
  );

  // Luxon resolves an ambiguous time by the offset of the present moment.
  test.each(['2024-01-15T12:00:00Z', '2024-07-15T12:00:00Z', '2024-10-27T00:30:00Z', '2024-10-27T01:30:00Z'])(
    'of the present moment (%s), a repeated hour is the first of the two',
    (now) => {
      vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
      expect(toInstant('2024-10-27T02:30')).toBe('2024-10-27T00:30:00Z');
      expect(withOffset('2024-10-27T02:30')).toBe('2024-10-27T02:30+02:00');
      expect(isLocalTime('2024-03-31T02:30')).toBe(false);
    },
  );
});

const anInstant = fc
  .integer({ min: Date.parse('2000-01-02T00:00:00Z') / 60_000, max: Date.parse('2040-01-01T00:00:00Z') / 60_000 })
  .map((minutes) => addMinutes('1970-01-01T00:00:00Z', minutes));
