/**
 * Local days as `YYYY-MM-DD`: the festival's calendar, without a time zone. Pure arithmetic, usable in a browser.
 */
const DAY_MS = 86_400_000;
const DAY_PATTERN = /^\d{4}-\d\d-\d\d$/;

/** Whether `value` is a day that exists: `2024-02-29` is, `2023-02-29` and `2024-13-01` are not. */
export function isDay(value: string): boolean {
  return DAY_PATTERN.test(value) && !Number.isNaN(Date.parse(value)) && toDay(Date.parse(value)) === value;
}

/** `addDays('2024-09-29', 2)` → `'2024-10-01'`. */
export function addDays(day: string, count: number): string {
  return toDay(Date.parse(day) + count * DAY_MS);
}

/** The same day `count` months later, or the month's last: `addMonths('2024-05-31', -3)` → `'2024-02-29'`. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return toDay(Date.UTC(year, month - 1 + count, Math.min(date, last)));
}

/** All days from `first` to `last`, both included, in order; none if `last` is before `first`. */
export function daysFromTo(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Day of the week: 1 Monday … 7 Sunday (ISO 8601). */
export function weekday(day: string): number {
  return new Date(day).getUTCDay() || 7;
}

function toDay(utcMilliseconds: number): string {
  return new Date(utcMilliseconds).toISOString().slice(0, 10);
}
