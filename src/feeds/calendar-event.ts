import ical, { ICalEvent, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { EventDate } from '#src/catalogue/programme.ts';
import { addressInLine, nameIn, textIn } from '#src/catalogue/types.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { eventPath, mediaPath } from '#src/paths/paths.ts';
import { FESTIVAL_ZONE } from '#src/time/festival-time.ts';
import { contentLines, escapeParameter, escapeText, plainText } from './calendar-lines.ts';
import { eventInWords } from './event-in-words.ts';
import { plainDateTime } from './plain-date-time.ts';

/** What an event belongs to while it is written: ical-generator asks it for a zone, and there is none for all. */
const CALENDAR = ical({ timezone: null });

/** How near to a venue one is there, in metres, for programs that offer directions. */
const RADIUS = 70;

/**
 * Writes one date as a VEVENT, ended by CRLF.
 *
 * No end where none was stated: every program shows such an event at its start (RFC 5545 §3.6.1: it ends when it
 * begins), and a DURATION would be invented.
 */
export function calendarEvent(date: EventDate, siteUrl: string, i18n: Translation): string {
  const { event, occurrence } = date;
  const { title, language } = textIn(event, i18n.code);
  const cancelled = event.withdrawn || occurrence.status === 'cancelled';
  const url = siteUrl + eventPath(i18n.code, event.slug);
  // One line: ical.js does not read escaped line feeds in a list of values.
  const category = plainText(nameIn(event.category.name, i18n.code)).replaceAll('\n', ' ');
  const changed = new Date(occurrence.changedAt);
  const written = new ICalEvent(
    {
      id: occurrence.uid,
      sequence: occurrence.sequence,
      stamp: changed,
      lastModified: changed,
      created: new Date(event.publishedAt),
      start: plainDateTime(occurrence.start),
      end: occurrence.end === null ? null : plainDateTime(occurrence.end),
      allDay: occurrence.allDay,
      timezone: FESTIVAL_ZONE,
      summary: plainText(cancelled ? i18n.t('calendar.cancelled', { title }) : title),
      description: plainText(eventInWords(event, occurrence, url, i18n)),
      categories: category === '' ? [] : [{ name: category }],
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // The visitor's time is theirs: subscribing to a week must not make them look busy for all of it.
      transparency: ICalEventTransparency.TRANSPARENT,
    },
    CALENDAR,
  )
    .toString()
    .trimEnd();
  const own = [`URL:${url}`, ...pictureLines(date, siteUrl), ...locationLines(date), ...contactLines(date)];
  // A function: in a replacement string what somebody typed ("$&") would be an instruction.
  const lines = written.replace(/\r\nEND:VEVENT$/, (end) => `\r\n${own.join('\r\n')}${end}`);
  return contentLines([language === i18n.code ? lines : marked(lines, language, cancelled)]);
}

/** Says of texts that they are not in the feed's language (RFC 5545 §3.2.10); "Cancelled:" before a title is. */
function marked(lines: string, language: string, cancelled: boolean): string {
  return lines.replace(cancelled ? /^(DESCRIPTION):/m : /^(SUMMARY|DESCRIPTION):/gm, `$1;LANGUAGE=${language}:`);
}

/** `IMAGE;VALUE=URI;DISPLAY=BADGE,GRAPHIC;FMTTYPE=image/webp:https://…` (RFC 7986 §5.10) */
function pictureLines({ event: { picture } }: EventDate, siteUrl: string): string[] {
  if (!picture) return [];
  const url = siteUrl + mediaPath(picture.hash, picture.width);
  return [`IMAGE;VALUE=URI;DISPLAY=BADGE,GRAPHIC;FMTTYPE=image/webp:${url}`];
}

/** LOCATION as one line, and the same place for programs that show a map. */
function locationLines({ occurrence: { venue, onlineUrl } }: EventDate): string[] {
  if (!venue) return onlineUrl ? [`LOCATION:${escapeText(onlineUrl)}`] : [];
  const address = addressInLine(venue);
  const lines = [`LOCATION:${escapeText(`${venue.name}, ${address}`)}`];
  const { point } = venue;
  if (!point) return lines;
  const { latitude, longitude } = point;
  return [
    ...lines,
    // Written here: ical-generator 11.1.2 leaves GEO out where a coordinate is 0.
    `GEO:${latitude};${longitude}`,
    `X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="${escapeParameter(address)}";X-APPLE-RADIUS=${RADIUS};` +
      `X-TITLE="${escapeParameter(venue.name)}":geo:${latitude},${longitude}`,
  ];
}

/** Whom to ask. No ORGANIZER: it needs a mail address and makes programs offer to answer the invitation. */
function contactLines({ event }: EventDate): string[] {
  const [organiser] = event.organisers;
  if (!organiser) return [];
  const contact = [organiser.name, event.registration.email ?? organiser.email, organiser.phone];
  return [`CONTACT:${escapeText(contact.filter((part) => part !== null).join(', '))}`];
}
