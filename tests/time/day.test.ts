import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysFromTo, isDay, weekday } from '#src/time/day.ts';

describe('a day', () => {
  test.each(['2024-02-29', '2024-09-22', '2024-12-31', '2000-02-29'])('%s exists', (day) => {
    expect(isDay(day)).toBe(true);
  });

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-13-99',
    '2024-04-31',
    '2024-00-10',
    '2024-9-22',
    '22.09.2024',
    '2024-09-22T10:00',
    ' 2024-09-22',
    '2024-09-22\n',
    '+002024-09-22',
    '２０２４-09-22',
    '',
  ])('%j does not', (text) => {
    expect(isDay(text)).toBe(false);
  });

  test('is read from any text without an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof isDay(text) === 'boolean'));
  });
});

describe('counting days', () => {
  test('goes over the end of a month, a leap day, a year and both changes of the clock', () => {
    expect(addDays('2024-09-29', 2)).toBe('2024-10-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01');
    expect(addDays('2024-03-30', 2)).toBe('2024-04-01');
    expect(addDays('2024-10-26', 2)).toBe('2024-10-28');
    expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
  });

  test('forwards and back again ends where it began', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -4000, max: 4000 }), (day, count) => {
        expect(isDay(addDays(day, count))).toBe(true);
        expect(addDays(addDays(day, count), -count)).toBe(day);
      }),
    );
  });

  test('from one day to another names each once, both included', () => {
    expect(daysFromTo('2024-09-29', '2024-10-01')).toEqual(['2024-09-29', '2024-09-30', '2024-10-01']);
    expect(daysFromTo('2024-09-22', '2024-09-22')).toEqual(['2024-09-22']);
  });

  test('from a day to an earlier one names none', () => {
    expect(daysFromTo('2024-09-22', '2024-09-21')).toEqual([]);
  });

  test('the week begins on Monday with 1 and ends on Sunday with 7', () => {
    expect(daysFromTo('2024-09-23', '2024-09-29').map(weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

const aDay = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
