import { addDays, addMonths } from '#src/time/day.ts';
import { addMinutes, toInstant, toLocal } from '#src/time/festival-time.ts';

/**
 * How long personal data are kept: the one table of rules, and what they say on a day. Pure.
 */
export type Period =
  /** So long after something happened. */
  | { readonly days: number }
  | { readonly months: number }
  /** Until 31 December of the event's year, or so many years later. */
  | { readonly yearsAfterEvent: number };

export const RETENTION = {
  /** Submissions whose address nobody confirmed: deleted with their event. */
  unconfirmed: { days: 7 },
  /** Submissions that were rejected or taken back before they were public: deleted with their event. */
  rejected: { months: 3 },
  /** Who submitted an event, what was written about it, and its corrections. The event stays. */
  contacts: { yearsAfterEvent: 0 },
  /** Where to register for an event. */
  registrations: { yearsAfterEvent: 0 },
  /** E-mail and telephone of organisers, after a year without an event of theirs. */
  organisers: { yearsAfterEvent: 1 },
  /** Whom to ask about an edition. */
  editions: { yearsAfterEvent: 0 },
  /** What the log of changes holds of all that; of anything else, whatever is older than the present year. */
  log: { yearsAfterEvent: 0 },
  /** Mails that were sent or given up, as rows and as files. */
  mails: { days: 30 },
  /** Who sent how much: a keyed hash of an address, for an hour. */
  limits: { days: 0 },
  /** What a newer version kept of the old catalogue file; and backups, which only people can delete. */
  copies: { days: 30 },
} as const satisfies Readonly<Record<string, Period>>;

export type RetentionRule = keyof typeof RETENTION;
type TimedRule = {
  [Rule in RetentionRule]: (typeof RETENTION)[Rule] extends { yearsAfterEvent: number } ? never : Rule;
}[RetentionRule];
export type YearRule = Exclude<RetentionRule, TimedRule>;

/** What happened before this instant is due: `dueBefore('unconfirmed', '2026-11-23T12:00:00Z')` → `'2026-11-16T12:00:00Z'`. */
export function dueBefore(rule: TimedRule, now: string): string {
  const period: Period = RETENTION[rule];
  if ('months' in period) {
    const local = toLocal(now);
    return toInstant(addMonths(local.slice(0, 10), -period.months) + local.slice(10));
  }
  return addMinutes(now, 'days' in period ? -period.days * DAY : 0);
}

/** Data of events of this year, and of earlier ones, are due: `lastDueYear('contacts', '2027-01-01T00:00:00Z')` → `2026`. */
export function lastDueYear(rule: YearRule, now: string): number {
  return yearOf(now) - 1 - RETENTION[rule].yearsAfterEvent;
}

/** Since which local day something is due that happened then, or belongs to an event of that year. */
export function dueSince(rule: RetentionRule, since: string | number): string {
  const period: Period = RETENTION[rule];
  if ('yearsAfterEvent' in period) return `${Number(since) + period.yearsAfterEvent + 1}-01-01`;
  const day = toLocal(String(since)).slice(0, 10);
  return 'months' in period ? addMonths(day, period.months) : addDays(day, period.days);
}

/** The local year of an instant. */
export function yearOf(instant: string): number {
  return Number(toLocal(instant).slice(0, 4));
}

const DAY = 24 * 60;
