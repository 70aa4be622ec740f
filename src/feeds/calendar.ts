import type { EventDate } from '#src/catalogue/programme.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { path } from '#src/paths/paths.ts';
import { FESTIVAL_ZONE } from '#src/time/festival-time.ts';
import { calendarEvent } from './calendar-event.ts';
import { contentLines, escapeText, timezoneLines } from './calendar-lines.ts';

/** How often subscribers may ask again. An unchanged feed costs them a 304. */
const REFRESH_INTERVAL = 'PT6H';
/** The colour of the week in calendars that show one: a CSS name (RFC 7986 §5.9). */
const COLOUR = 'mediumvioletred';

/** What a calendar is called and where it is. */
export interface CalendarAddress {
  /** Says the filter in words: `'Interkulturelle Woche 2024 – Eisenach'`. */
  readonly name: string;
  /** The page that shows the same, and its query: `'events'`, `'?place=eisenach'`. With `.ics` it is the feed. */
  readonly page: string;
  readonly query: string;
  readonly siteUrl: string;
}

/**
 * Writes dates as an iCalendar (RFC 5545, RFC 7986). The bytes depend on the arguments alone: no clock is asked.
 * No METHOD: it would make this a scheduling message, which needs an ORGANIZER (RFC 5546).
 *
 * @param dates in the order in which they are to stand
 * @returns the text with CRLF line ends, the last one included, no line longer than 75 octets
 */
export function calendarOf(
  dates: readonly EventDate[],
  { name, page, query, siteUrl }: CalendarAddress,
  i18n: Translation,
): string {
  const description = i18n.t('calendar.description', { name });
  return [
    contentLines([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      `PRODID:-//Interkulturelle Woche//Calendar//${i18n.code.toUpperCase()}`,
      'CALSCALE:GREGORIAN',
      `NAME:${escapeText(name)}`,
      `X-WR-CALNAME:${escapeText(name)}`,
      `DESCRIPTION:${escapeText(description)}`,
      `X-WR-CALDESC:${escapeText(description)}`,
      `URL:${siteUrl}${path(i18n.code, page, query)}`,
      `SOURCE;VALUE=URI:${siteUrl}${path(i18n.code, `${page}.ics`, query)}`,
      `COLOR:${COLOUR}`,
      `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH_INTERVAL}`,
      `X-PUBLISHED-TTL:${REFRESH_INTERVAL}`,
      `X-WR-TIMEZONE:${FESTIVAL_ZONE}`,
    ]),
    timezoneLines(),
    ...dates.map((date) => knownEvent(date, siteUrl, i18n)),
    'END:VCALENDAR\r\n',
  ].join('');
}

/** The text of each date is made once for each language: a feed after a change is mostly put together from these. */
const knownEvents = new WeakMap<EventDate['occurrence'], Map<string, string>>();

function knownEvent(date: EventDate, siteUrl: string, i18n: Translation): string {
  const key = `${i18n.code} ${siteUrl}`;
  const texts = knownEvents.get(date.occurrence) ?? new Map<string, string>();
  knownEvents.set(date.occurrence, texts);
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = calendarEvent(date, siteUrl, i18n);
  texts.set(key, text);
  return text;
}
