import ical, { ICalEventStatus, ICalEventTransparency, type ICalCalendar } from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import type { EventDate } from '#src/catalogue/programme.ts';
import { nameIn, textIn, type Venue } from '#src/catalogue/types.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { eventPath } from '#src/paths/paths.ts';
import { FESTIVAL_ZONE } from '#src/time/festival-time.ts';
import { eventInWords } from './event-in-words.ts';
import { plainDateTime } from './plain-date-time.ts';

/** How often subscribers may ask again, in seconds. An unchanged feed costs them a 304. */
const REFRESH_SECONDS = 6 * 3600;

/** What a calendar is called and where it is. */
export interface CalendarAddress {
  /** Says the filter in words: `'Interkulturelle Woche 2024 – Eisenach'`. */
  readonly name: string;
  /** Absolute address of the feed. */
  readonly url: string;
  readonly siteUrl: string;
}

/**
 * Writes dates as an iCalendar (RFC 5545, RFC 7986). The bytes depend on the arguments alone: no clock is asked.
 *
 * @param dates in the order in which they are to stand
 * @returns the text with CRLF line ends, the last one included
 */
export function calendarOf(
  dates: readonly EventDate[],
  { name, url, siteUrl }: CalendarAddress,
  i18n: Translation,
): string {
  const calendar = ical({
    prodId: { company: 'Interkulturelle Woche', product: 'Calendar', language: i18n.code.toUpperCase() },
    // ical-generator 11.1.2 writes names unescaped.
    name: escapeText(name),
    url,
    ttl: REFRESH_SECONDS,
    // No zone for the whole calendar: ical-generator 11.1.2 would write DTSTAMP in it, where UTC is required.
    timezone: { name: null, generator: timezoneBlock },
  });
  for (const date of dates) addEvent(calendar, date, siteUrl, i18n);
  // ical-generator 11.1.2 ends without the last line's CRLF (RFC 5545 §3.1).
  return `${calendar.toString()}\r\n`;
}

function addEvent(calendar: ICalCalendar, { event, occurrence }: EventDate, siteUrl: string, i18n: Translation): void {
  const { title } = textIn(event, i18n.code);
  const cancelled = event.withdrawn || occurrence.status === 'cancelled';
  const url = siteUrl + eventPath(i18n.code, event.slug);
  const location = occurrence.venue && locationOf(occurrence.venue);
  calendar.createEvent({
    id: occurrence.uid,
    sequence: occurrence.sequence,
    stamp: new Date(occurrence.changedAt),
    lastModified: new Date(occurrence.changedAt),
    start: plainDateTime(occurrence.start),
    end: occurrence.end === null ? null : plainDateTime(occurrence.end),
    allDay: occurrence.allDay,
    timezone: FESTIVAL_ZONE,
    summary: cancelled ? i18n.t('calendar.cancelled', { title }) : title,
    description: eventInWords(event, occurrence, url, i18n),
    location: location ?? occurrence.onlineUrl,
    categories: [{ name: nameIn(event.category.name, i18n.code) }],
    url,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    // The visitor's time is theirs: subscribing to a week must not make them look busy for all of it.
    transparency: ICalEventTransparency.TRANSPARENT,
  });
}

function locationOf(venue: Venue): { title: string; geo?: { lat: number; lon: number } } {
  const title = [venue.name, venue.street, `${venue.postcode} ${venue.place.name}`].filter(Boolean).join(', ');
  return venue.point ? { title, geo: { lat: venue.point.latitude, lon: venue.point.longitude } } : { title };
}

/** TEXT escaping (RFC 5545 §3.3.11). */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

let knownBlock: string | undefined;

/** The VTIMEZONE of the festival's zone, in the 1970 + RRULE form that Outlook reads rightly. */
function timezoneBlock(zone: string): string | null {
  if (zone !== FESTIVAL_ZONE) return null;
  return (knownBlock ??= tzlib_get_ical_block(FESTIVAL_ZONE)[0] as string);
}
