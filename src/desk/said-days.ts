import { isDay, weekday } from '#src/time/day.ts';

/** A day that a German text names with its day of the week: `'Freitag, den 27. September'`. */
export interface SaidDay {
  /** As it stands there. */
  readonly text: string;
  /** As dates have it: `'2024-09-27'`. */
  readonly day: string;
  /** Whether that day is the day of the week that is said. */
  readonly fits: boolean;
  /** Whether it is said as the end of something: `'bis Freitag, 20.09.'` */
  readonly isUntil: boolean;
}

const WEEKDAYS: Readonly<Record<string, number>> = {
  ...{ montag: 1, dienstag: 2, mittwoch: 3, donnerstag: 4, freitag: 5, samstag: 6, sonnabend: 6, sonntag: 7 },
  ...{ mo: 1, di: 2, mi: 3, do: 4, fr: 5, sa: 6, so: 7 },
};
/** By their first three letters. */
const MONTHS: Readonly<Record<string, number>> = {
  ...{ jan: 1, jän: 1, feb: 2, mär: 3, mrz: 3, apr: 4, mai: 5, jun: 6 },
  ...{ jul: 7, aug: 8, sep: 9, okt: 10, nov: 11, dez: 12 },
};
const MONTH =
  'Januar|Jänner|Jan|Februar|Feb|März|Mär|Mrz|April|Apr|Mai|Juni|Jun|Juli|Jul|August|Aug|September|Sept|Sep|' +
  'Oktober|Okt|November|Nov|Dezember|Dez';
const SAID = new RegExp(
  String.raw`(?<until>bis\s+(?:(?:zum|einschließlich)\s+)?)?(?<![\p{L}\p{N}])` +
    String.raw`(?<said>(?<name>Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Mo|Di|Mi|Do|Fr|Sa|So)` +
    String.raw`\.?,?\s+(?:(?:der|den|dem|am)\s+)?\(?(?<date>\d{1,2})\.\s*(?:(?<month>\d{1,2})\.|(?<word>${MONTH})(?!\p{L})\.?)` +
    String.raw`(?:\s*(?<year>20\d\d)|(?<short>\d\d)(?![\d:.]))?)`,
  'gu',
);

/**
 * The days that a text names together with their day of the week.
 *
 * `saidDays('Treff: Do., 27.09.', ['2024-09-27'])` → `[{ text: 'Do., 27.09.', day: '2024-09-27', fits: false, … }]`
 *
 * @param around days of the event or its edition: where no year is said, the one that brings the day closest to them
 */
export function saidDays(text: string, around: readonly string[]): SaidDay[] {
  return [...text.matchAll(SAID)].flatMap((match): SaidDay[] => {
    const {
      until,
      said,
      name,
      date,
      month,
      word,
      short,
      year = short && `20${short}`,
    } = match.groups as Record<string, string | undefined>;
    const monthNumber = month === undefined ? MONTHS[word!.slice(0, 3).toLowerCase()]! : Number(month);
    const monthAndDate = `${two(monthNumber)}-${two(Number(date))}`;
    const day = year === undefined ? closest(monthAndDate, around) : `${year}-${monthAndDate}`;
    if (day === null || !isDay(day)) return [];
    const fits = weekday(day) === WEEKDAYS[name!.toLowerCase()];
    return [{ text: said!.trim(), day, fits, isUntil: until !== undefined }];
  });
}

function closest(monthAndDate: string, around: readonly string[]): string | null {
  const [first] = around;
  if (first === undefined) return null;
  const years = [-1, 0, 1].map((step) => `${Number(first.slice(0, 4)) + step}-${monthAndDate}`).filter(isDay);
  if (years.length === 0) return null;
  const distance = (day: string) => Math.abs(Date.parse(day) - Date.parse(first));
  return years.reduce((best, day) => (distance(day) < distance(best) ? day : best));
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
