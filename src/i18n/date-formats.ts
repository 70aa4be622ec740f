import type { Language } from '#src/languages/languages.ts';
import type { StringKey } from './dictionary.ts';

type Translate = (key: StringKey, values?: Readonly<Record<string, string>>) => string;

/**
 * Days and times in words. Takes local days (`YYYY-MM-DD`) and local times (`YYYY-MM-DDTHH:MM`) and writes them as
 * they are: gregorian calendar, latin digits, 24 hours, no zone conversion, whatever the language's own habit.
 */
export class DateFormats {
  readonly #t: Translate;
  readonly #long: Intl.DateTimeFormat;
  readonly #medium: Intl.DateTimeFormat;
  readonly #short: Intl.DateTimeFormat;
  readonly #span: Intl.DateTimeFormat;
  readonly #weekday: Intl.DateTimeFormat;
  readonly #weekdayShort: Intl.DateTimeFormat;
  readonly #dayMonth: Intl.DateTimeFormat;
  readonly #known = new Map<string, string>();

  constructor({ tag, shortMonth }: Pick<Language, 'tag' | 'shortMonth'>, t: Translate) {
    const format = (options: Intl.DateTimeFormatOptions) =>
      // The local time is handed over as if it were UTC, so UTC gives it back unchanged.
      new Intl.DateTimeFormat(tag, { ...options, calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC' });
    this.#t = t;
    this.#long = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
    this.#medium = format({ weekday: 'long', day: 'numeric', month: 'long' });
    this.#short = format({ weekday: 'short', day: 'numeric', month: shortMonth });
    this.#span = format({ day: 'numeric', month: 'long', year: 'numeric' });
    this.#weekday = format({ weekday: 'long' });
    this.#weekdayShort = format({ weekday: 'short' });
    this.#dayMonth = format({ day: 'numeric', month: shortMonth });
  }

  /** `'Sonntag, 22. September 2024'` */
  long(day: string): string {
    return this.#write(this.#long, 'long', day);
  }

  /** `'Sonntag, 22. September'` */
  medium(day: string): string {
    return this.#write(this.#medium, 'medium', day);
  }

  /** `'So., 22. Sept.'` */
  short(day: string): string {
    return this.#write(this.#short, 'short', day);
  }

  /** `'Sonntag'` */
  weekday(day: string): string {
    return this.#write(this.#weekday, 'weekday', day);
  }

  /** `'So'` */
  weekdayShort(day: string): string {
    return this.#write(this.#weekdayShort, 'weekdayShort', day).replace(/\.$/, '');
  }

  /** `'22. Sept.'` */
  dayMonth(day: string): string {
    return this.#write(this.#dayMonth, 'dayMonth', day);
  }

  /** `'22. September 2024'` */
  date(day: string): string {
    return this.#write(this.#span, 'date', day);
  }

  /** `span('2024-09-22', '2024-09-29')` → `'22.–29. September 2024'` */
  span(first: string, last: string): string {
    return this.#remember(`span ${first} ${last}`, () => this.#span.formatRange(new Date(first), new Date(last)));
  }

  /** `'17:30 Uhr'` */
  time(local: string): string {
    return this.#t('time.at', { time: clockTime(local) });
  }

  /** `'17:30–20:00 Uhr'`; without an end the start; an end on another day is written with that day. */
  timeSpan(start: string, end: string | null): string {
    if (end === null) return this.time(start);
    const [startDay, endDay] = [start.slice(0, 10), end.slice(0, 10)];
    if (startDay === endDay) return this.#t('time.span', { start: clockTime(start), end: clockTime(end) });
    return this.#t('time.spanOverDays', { start: clockTime(start), end: clockTime(end), day: this.short(endDay) });
  }

  /** As `timeSpan`, but within a list of that day: `'20:00–01:30 Uhr'` needs no second day if it lasts but one. */
  timeSpanOfDay(start: string, end: string | null, days: number): string {
    if (end === null || days > 1) return this.timeSpan(start, end);
    return this.#t('time.span', { start: clockTime(start), end: clockTime(end) });
  }

  /** `'Freitag, 20. September 2024, 18:00 Uhr'` */
  dayAndTime(local: string): string {
    return this.#t('time.dayAndTime', { day: this.long(local.slice(0, 10)), time: clockTime(local) });
  }

  #write(format: Intl.DateTimeFormat, name: string, day: string): string {
    return this.#remember(`${name} ${day}`, () => format.format(new Date(day)));
  }

  #remember(key: string, write: () => string): string {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // As in the texts of the site; CLDR's letter U+02BC is drawn apart from its word by the site's font.
    const written = write().replaceAll('\u02bc', '’');
    // Any day may be asked for: keep what a few editions need, not more.
    if (this.#known.size > 2000) this.#known.clear();
    this.#known.set(key, written);
    return written;
  }
}

function clockTime(local: string): string {
  return local.slice(11, 16);
}
