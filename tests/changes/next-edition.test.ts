import { expect, test } from 'vitest';
import { copySlug, daysBetweenWeeks, moved, officialWeekOf } from '#src/changes/next-edition.ts';
import { weekday } from '#src/time/day.ts';

test('the official week is the one that the federal organisers had', () => {
  const firsts = ['2022-09-25', '2023-09-24', '2024-09-22', '2025-09-21', '2026-09-27', '2027-09-26'];
  expect(firsts.map((day) => officialWeekOf(Number(day.slice(0, 4)))[0])).toEqual(firsts);
  expect(officialWeekOf(2026)[1]).toBe('2026-10-04');
});

test('dates keep their weekday, even between weeks that begin on different ones', () => {
  expect(daysBetweenWeeks('2024-09-22', '2025-09-21')).toBe(364);
  expect(daysBetweenWeeks('2024-09-22', '2025-09-20')).toBe(364);
  expect(daysBetweenWeeks('2025-09-21', '2026-09-27')).toBe(371);
  for (const to of ['2025-09-21', '2025-09-23', '2027-09-26']) {
    expect(weekday(moved('2024-09-26T18:00', daysBetweenWeeks('2024-09-22', to)).slice(0, 10))).toBe(4);
  }
});

test('the clock says the same over the end of summer time, and an hour that is skipped becomes the next', () => {
  expect(moved('2024-10-26T18:00', 364)).toBe('2025-10-25T18:00');
  expect(moved('2024-10-20T10:00', 7)).toBe('2024-10-27T10:00');
  expect(moved('2025-03-23T02:30', 7)).toBe('2025-03-30T03:30');
});

test('a copy of a copy is named after its own year', () => {
  expect(copySlug('suppenduell', '2024', '2025')).toBe('suppenduell-2025');
  expect(copySlug('suppenduell-2025', '2025', '2026')).toBe('suppenduell-2026');
});
