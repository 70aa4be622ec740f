import { addDays, daysFromTo } from '#src/time/day.ts';

/**
 * The days that a date of an event belongs to. An event over midnight belongs to the day it starts on; what is
 * all-day, or lasts a full day and more, belongs to each of its days.
 *
 * `daysOf('2024-09-28T20:00', '2024-09-29T01:30', false)` → `['2024-09-28']`
 * `daysOf('2024-09-16T00:00', '2024-09-18T00:00', true)` → `['2024-09-16', '2024-09-17']`
 *
 * @param start local time
 * @param end local time or null; of an all-day date, midnight after the last day
 */
export function daysOf(start: string, end: string | null, allDay: boolean): string[] {
  const first = start.slice(0, 10);
  if (end === null) return [first];
  // Midnight belongs to the day that it ends.
  const last = allDay || end.endsWith('T00:00') ? addDays(end.slice(0, 10), -1) : end.slice(0, 10);
  const shorterThanADay = !allDay && end < `${addDays(first, 1)}${start.slice(10)}`;
  return shorterThanADay ? [first] : daysFromTo(first, last);
}
