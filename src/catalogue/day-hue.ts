import { daysFromTo } from '#src/time/day.ts';
import type { Edition } from './types.ts';

const HUES = 8;

/**
 * The wayfinding colour of a day: 1 to 8 through the official week, 0 before and after it. Colour is never the only
 * sign: the day's name always stands beside it.
 */
export function dayHue(edition: Edition, day: string): number {
  const position = daysFromTo(...edition.officialDays).indexOf(day);
  return position < 0 ? 0 : (position % HUES) + 1;
}

/** Whether a day lies in the official week, not before or after it. */
export function isOfficial({ officialDays: [first, last] }: Edition, day: string): boolean {
  return first <= day && day <= last;
}
