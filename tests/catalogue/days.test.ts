import { describe, expect, test } from 'vitest';
import { daysOf } from '#src/catalogue/days.ts';

describe('a date of an event belongs to', () => {
  test('its day', () => {
    expect(daysOf('2024-09-22T15:30', '2024-09-22T18:00', false)).toEqual(['2024-09-22']);
  });

  test('its day if no end was stated', () => {
    expect(daysOf('2024-09-27T19:30', null, false)).toEqual(['2024-09-27']);
    expect(daysOf('2024-09-27T00:00', null, true)).toEqual(['2024-09-27']);
  });

  test('the day it starts on if it goes over midnight', () => {
    expect(daysOf('2024-09-28T20:00', '2024-09-29T01:30', false)).toEqual(['2024-09-28']);
    expect(daysOf('2024-09-28T20:00', '2024-09-29T00:00', false)).toEqual(['2024-09-28']);
    expect(daysOf('2024-09-30T20:00', '2024-10-01T19:59', false)).toEqual(['2024-09-30']);
  });

  test('the day it starts on in the nights when the clock changes', () => {
    expect(daysOf('2024-10-26T20:00', '2024-10-27T05:00', false)).toEqual(['2024-10-26']);
    expect(daysOf('2024-03-30T20:00', '2024-03-31T05:00', false)).toEqual(['2024-03-30']);
  });

  test('each of its days if it lasts a full day and more', () => {
    expect(daysOf('2024-09-20T18:00', '2024-09-22T14:00', false)).toEqual(['2024-09-20', '2024-09-21', '2024-09-22']);
    expect(daysOf('2024-09-20T18:00', '2024-09-21T18:00', false)).toEqual(['2024-09-20', '2024-09-21']);
  });

  test('no day that begins as it ends', () => {
    expect(daysOf('2024-09-20T10:00', '2024-09-22T00:00', false)).toEqual(['2024-09-20', '2024-09-21']);
    expect(daysOf('2024-09-20T00:00', '2024-09-21T00:00', false)).toEqual(['2024-09-20']);
  });

  test('each of its days if it is all-day, without the midnight after the last', () => {
    expect(daysOf('2024-09-16T00:00', '2024-09-18T00:00', true)).toEqual(['2024-09-16', '2024-09-17']);
    expect(daysOf('2024-09-23T00:00', '2024-09-24T00:00', true)).toEqual(['2024-09-23']);
    expect(daysOf('2024-10-26T00:00', '2024-10-29T00:00', true)).toEqual(['2024-10-26', '2024-10-27', '2024-10-28']);
  });
});
