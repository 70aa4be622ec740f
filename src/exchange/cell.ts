import { plainText } from '#src/feeds/calendar-lines.ts';
import { readable } from '#src/submissions/form-fields.ts';
import { addDays, isDay } from '#src/time/day.ts';
import type { CellKind } from './columns.ts';

/** What stands in a cell of a file. */
export type Cell = string | number | boolean | Date | null;

/** Longer than any text that is taken; what is longer still is cut off and named as too long. */
const MAX_LENGTH = 20_000;

/**
 * A cell in the one way in which its kind is written, so that two can be compared; what cannot be understood stays as
 * it was typed, for the checks to name.
 *
 * `cellText('22.9.2024', 'day')` → `'2024-09-22'`, `cellText('18 Uhr', 'time')` → `'18:00'`
 */
export function cellText(cell: Cell, kind: CellKind): string {
  if (cell === null) return '';
  if (kind === 'day') return dayText(cell);
  if (kind === 'time') return timeText(cell);
  if (kind === 'yes-no') return yesNoText(cell);
  if (kind === 'amount') return amountText(cell);
  const text = plain(cell);
  // A spreadsheet takes a postcode for a number, and the zero in front away.
  return kind === 'postcode' && /^\d{4}$/.test(text) ? `0${text}` : text;
}

/** Text without what could steer, hide or turn anything, and without halves of characters; one kind of line end. */
export function cleanText(text: string): string {
  // Halves become U+FFFD, which workbooks lose.
  return plainText(readable(text.slice(0, MAX_LENGTH)))
    .replaceAll('\ufffd', '')
    .trim();
}

function plain(cell: Exclude<Cell, null>): string {
  if (cell instanceof Date) return german(isoDay(cell));
  if (typeof cell === 'boolean') return cell ? 'ja' : 'nein';
  return cleanText(String(cell));
}

/** The day that Excel's number 0 stands for (its 1900 is a leap year). */
const EXCEL_EPOCH = '1899-12-30';

function dayText(cell: Exclude<Cell, null>): string {
  if (cell instanceof Date) return isoDay(cell);
  if (typeof cell === 'number' && cell > 10_000 && cell < 100_000) return addDays(EXCEL_EPOCH, Math.floor(cell));
  const text = plain(cell);
  const typed = text.replace(/^\p{L}+\.?,?\s+/u, '');
  const [, day, month, year] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})$/.exec(typed) ?? [];
  const iso =
    day === undefined
      ? typed.replace(/[T ]00:00(?::00)?$/, '')
      : `${year!.length === 2 ? `20${year}` : year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : text;
}

function timeText(cell: Exclude<Cell, null>): string {
  if (cell instanceof Date) return isoText(cell).slice(11, 16);
  if (typeof cell === 'number' && cell >= 0 && cell < 1) return minutesText(Math.round(cell * 24 * 60));
  const text = plain(cell);
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.h](\d{2})(?::\d{2})?)?\s*(?:Uhr|h)?$/i.exec(text) ?? [];
  return hour !== undefined && Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : text;
}

function minutesText(minutes: number): string {
  return [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** `'ja'`, or `''` for no. */
function yesNoText(cell: Exclude<Cell, null>): string {
  const text = plain(cell);
  if (/^(?:ja|j|yes|y|x|✓|✔|1|wahr|true)$/i.test(text)) return 'ja';
  return /^(?:nein|n|no|0|-|–|falsch|false)$/i.test(text) ? '' : text;
}

/** `7.5`, `'7,50 €'` → `'7,50'` */
function amountText(cell: Exclude<Cell, null>): string {
  const text = plain(cell);
  const [, euros, cents = ''] = /^(\d{1,4})(?:[.,](\d{1,2}))?\s*(?:€|EUR|Euro)?$/i.exec(text) ?? [];
  return euros === undefined ? text : `${Number(euros)},${cents.padEnd(2, '0')}`;
}

function isoDay(date: Date): string {
  return isoText(date).slice(0, 10);
}

/** To the minute: spreadsheets keep times as fractions of a day, which are a little more or less than what was typed. */
function isoText(date: Date): string {
  const minute = new Date(Math.round(date.getTime() / 60_000) * 60_000);
  return Number.isNaN(minute.getTime()) ? '' : minute.toISOString();
}

function german(day: string): string {
  return day.split('-').reverse().join('.');
}
