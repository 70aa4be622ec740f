import { addDays, weekday } from '#src/time/day.ts';
import { toInstant, toLocal } from '#src/time/festival-time.ts';

/**
 * How one edition becomes the next: by whole weeks, so that the Thursday of this week becomes the Thursday of the next
 * one. Pure.
 */

const DAY_MS = 86_400_000;
const SUNDAY = 7;

/**
 * The official week of a year, Sunday to Sunday: since 2019 it has begun on the Sunday from 21 to 27 September.
 *
 * `officialWeekOf(2025)` → `['2025-09-21', '2025-09-28']`
 */
export function officialWeekOf(year: number): [first: string, last: string] {
  const earliest = `${year}-09-21`;
  const first = addDays(earliest, SUNDAY - weekday(earliest));
  return [first, addDays(first, 7)];
}

/** How many days the dates of one edition are put off for another: the whole weeks between their first days. */
export function daysBetweenWeeks(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS / 7) * 7;
}

/**
 * A local time so many days later: `moved('2024-09-26T18:00', 364)` → `'2025-09-25T18:00'`. The clock says the same,
 * whether summer time has ended or not; only an hour that the later day skips becomes the next one.
 */
export function moved(local: string, days: number): string {
  return toLocal(toInstant(addDays(local.slice(0, 10), days) + local.slice(10)));
}

/**
 * The address of an event's copy: `copySlug('suppenduell', '2024', '2025')` → `'suppenduell-2025'`, and its copy's is
 * `'suppenduell-2026'`. The same for the same event, so that who copies twice has it once.
 */
export function copySlug(slug: string, from: string, to: string): string {
  const name = slug.endsWith(`-${from}`) ? slug.slice(0, -from.length - 1) : slug;
  return `${name.slice(0, MAX_NAME).replace(/-$/, '')}-${to}`;
}

const MAX_NAME = 80;
