import { foldLines } from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { FESTIVAL_ZONE } from '#src/time/festival-time.ts';

/**
 * The written form of iCalendar: what may stand in a value, and lines of at most 75 octets.
 */

/** TEXT (RFC 5545 §3.3.11): what could end or part a value is escaped, what may not be in one is taken out. */
export function escapeText(text: string): string {
  return plainText(text)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** The value of a quoted parameter (RFC 6868). */
export function escapeParameter(text: string): string {
  return plainText(text).replace(/\^/g, '^^').replace(/"/g, "^'").replace(/\n/g, '^n');
}

/**
 * Text as a calendar program can show it: one kind of line end; no control characters, no halves of surrogate pairs, no
 * overrides that would turn the text around it (UAX #9).
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)[\p{Cc}\u202a-\u202e\ufffe\uffff]/gu, '');
}

/** Lines folded by octets and ended by CRLF (RFC 5545 §3.1). */
export function contentLines(lines: readonly string[]): string {
  return `${foldLines(lines.join('\r\n'))}\r\n`;
}

let timezone: string | undefined;

/** The VTIMEZONE of the festival's zone, in the form with a rule since 1970: Outlook misreads lists of changes. */
export function timezoneLines(): string {
  // When the library was updated is no news of the festival.
  return (timezone ??= `${tzlib_get_ical_block(FESTIVAL_ZONE)[0]}\r\n`.replace(/^LAST-MODIFIED:.*\r\n/m, ''));
}
