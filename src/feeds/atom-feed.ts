import { createHash } from 'node:crypto';
import {
  nameIn,
  statusOf,
  textIn,
  venueInLine,
  type EventPicture,
  type Occurrence,
  type ProgrammeEvent,
} from '#src/catalogue/types.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { languageTag } from '#src/languages/languages.ts';
import { eventPath, mediaPath } from '#src/paths/paths.ts';
import { byEvent, LICENCE, statusToldOf, type DataFeed } from './data-feed.ts';
import { eventInWords } from './event-in-words.ts';
import { xml, xmlDocument, type XmlElement } from './xml.ts';

/** Who reads news asks often, and needs no more than what is new since. */
const MAX_ENTRIES = 100;

/** New and changed events as Atom (RFC 4287), newest first: each once, with those of its dates that the feed holds. */
export function atomFeed({ name, url, pageUrl, siteUrl, changedAt, dates }: DataFeed, i18n: Translation): string {
  const newest = byEvent(dates)
    .sort(([a], [b]) => compare(b.changedAt, a.changedAt) || compare(a.slug, b.slug))
    .slice(0, MAX_ENTRIES);
  return xmlDocument(
    xml(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': i18n.tag },
      xml('id', {}, stableId(url.slice(siteUrl.length))),
      xml('title', {}, name),
      xml('updated', {}, newest[0]?.[0].changedAt ?? changedAt),
      xml('link', { rel: 'self', type: 'application/atom+xml', href: url }),
      xml('link', { rel: 'alternate', type: 'text/html', hreflang: i18n.tag, href: pageUrl }),
      xml('link', { rel: 'license', href: LICENCE }),
      ...newest.map(([event, occurrences]) => entryOf(event, occurrences, siteUrl, i18n)),
    ),
  );
}

function entryOf(
  event: ProgrammeEvent,
  occurrences: readonly Occurrence[],
  siteUrl: string,
  i18n: Translation,
): XmlElement {
  const { title, summary, language } = textIn(event, i18n.code);
  const url = siteUrl + eventPath(i18n.code, event.slug);
  const cancelled = event.withdrawn || statusOf(event) === 'cancelled';
  // Of several dates, one that is off must not speak for all.
  const typical = occurrences.find(({ status }) => status !== 'cancelled') ?? occurrences[0]!;
  const when = occurrences.map((occurrence) => dateInWords(event, occurrence, i18n)).join('\n');
  return xml(
    'entry',
    language === i18n.code ? {} : { 'xml:lang': languageTag(language) },
    // Of the slug, which never changes once it was published.
    xml('id', {}, stableId(`/events/${event.slug}`)),
    xml('title', {}, cancelled ? i18n.t('calendar.cancelled', { title }) : title),
    xml('published', {}, event.publishedAt),
    xml('updated', {}, event.changedAt),
    xml('link', { rel: 'alternate', type: 'text/html', hreflang: i18n.tag, href: url }),
    event.picture && enclosureOf(event.picture, siteUrl),
    ...event.organisers.map(authorOf),
    xml('category', { term: event.category.slug, label: nameIn(event.category.name, i18n.code) }),
    xml('summary', {}, summary),
    xml('content', { type: 'text' }, `${when}\n\n${eventInWords(event, typical, url, i18n)}`),
  );
}

function enclosureOf({ hash, width, alt }: EventPicture, siteUrl: string): XmlElement {
  return xml('link', { rel: 'enclosure', type: 'image/webp', title: alt, href: siteUrl + mediaPath(hash, width) });
}

function authorOf({ name, url, email }: ProgrammeEvent['organisers'][number]): XmlElement {
  return xml(
    'author',
    {},
    xml('name', {}, name),
    url ? xml('uri', {}, url) : null,
    email ? xml('email', {}, email) : null,
  );
}

/** `'Verschoben: Sonntag, 22. September 2024, 17:30–20:00 Uhr, Pressenwerk, Bad Salzungen'` */
function dateInWords(event: ProgrammeEvent, occurrence: Occurrence, i18n: Translation): string {
  const { days, start, end, allDay, venue, onlineUrl } = occurrence;
  const [first, last] = [days[0]!, days.at(-1)!];
  const parts = [
    first === last ? i18n.dates.long(first) : i18n.dates.span(first, last),
    allDay ? i18n.t('events.allDay') : i18n.dates.timeSpan(start, end),
    venue ? venueInLine(venue) : onlineUrl,
  ];
  const line = i18n.list(parts.filter((part) => part !== null));
  const status = statusToldOf(event, occurrence);
  return status === 'scheduled' ? line : `${i18n.t(`status.${status}`)}: ${line}`;
}

/**
 * An identifier made of a path (a UUID of version 5, RFC 9562 §5.5): the same whatever the host is called, so that
 * nothing is new again when the site moves.
 */
function stableId(path: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(path).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `urn:uuid:${bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')}`;
}

/** Drawn once for this calendar; never to be changed. */
const NAMESPACE = Buffer.from('bb0b8883d6cd4f799c8bdba502819301', 'hex');

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
