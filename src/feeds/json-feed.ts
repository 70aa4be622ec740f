import {
  nameIn,
  textIn,
  type EventPicture,
  type Occurrence,
  type Organiser,
  type Price,
  type ProgrammeEvent,
  type Venue,
} from '#src/catalogue/types.ts';
import type { Translation } from '#src/i18n/translation.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import { eventPath, mediaPath } from '#src/paths/paths.ts';
import { withOffset } from '#src/time/festival-time.ts';
import { byEvent, LICENCE, statusToldOf, type DataFeed } from './data-feed.ts';

/** Describes every field for those who read the feed; `public/schemas/events.json`. */
const SCHEMA = '/schemas/events.json';

/**
 * Events as JSON, for programs. The shape is promised: change it and its schema only by adding.
 *
 * Every field is always there; what is not known is null. Times are given twice: local with their offset (`start`),
 * and as instants in UTC (`startAt`).
 */
export function jsonFeed(feed: DataFeed, i18n: Translation): string {
  const { name, url, pageUrl, siteUrl, changedAt, demonstration, dates } = feed;
  return JSON.stringify(
    {
      $schema: siteUrl + SCHEMA,
      name,
      url,
      pageUrl,
      licence: LICENCE,
      language: i18n.code,
      changedAt,
      demonstration,
      events: byEvent(dates).map(([event, occurrences]) => eventIn(event, occurrences, siteUrl, i18n.code)),
    },
    // Half a surrogate pair is no text: parsers that check would refuse the whole feed for it.
    (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value),
  );
}

function eventIn(
  event: ProgrammeEvent,
  occurrences: readonly Occurrence[],
  siteUrl: string,
  language: LanguageCode,
): object {
  const text = textIn(event, language);
  const { slug, edition, withdrawn, category, audiences, languages, registration, capacity, funding } = event;
  return {
    slug,
    url: siteUrl + eventPath(language, slug),
    edition,
    withdrawn,
    text: {
      language: text.language,
      title: text.title,
      summary: text.summary,
      description: text.description,
      easy: text.easy,
      participation: text.participation,
    },
    category: { slug: category.slug, name: nameIn(category.name, language) },
    organisers: event.organisers.map(organiserIn),
    audiences,
    languages,
    registration: {
      kind: registration.kind,
      until: registration.until && dateTime(registration.until),
      email: registration.email,
      phone: registration.phone,
      url: registration.url,
    },
    price: { kind: event.price.kind, euros: eurosOf(event.price) },
    capacity,
    funding,
    picture: event.picture && pictureIn(event.picture, siteUrl),
    publishedAt: event.publishedAt,
    changedAt: event.changedAt,
    dates: occurrences.map((occurrence) => dateIn(event, occurrence)),
  };
}

function dateIn(event: ProgrammeEvent, occurrence: Occurrence): object {
  const { uid, start, startAt, end, endAt, allDay, days, previousStart, previousVenue, venue, notice } = occurrence;
  const { onlineUrl, access, sequence, changedAt } = occurrence;
  return {
    uid,
    status: statusToldOf(event, occurrence),
    start: dateTime(start, startAt),
    startAt,
    end: end && dateTime(end, endAt ?? undefined),
    endAt,
    allDay,
    days,
    venue: venue && venueIn(venue),
    onlineUrl,
    access,
    previousStart: previousStart && dateTime(previousStart),
    previousVenue: previousVenue && venueIn(previousVenue),
    notice,
    sequence,
    changedAt,
  };
}

function pictureIn({ hash, width, height, alt, credit, licence }: EventPicture, siteUrl: string): object {
  return { url: siteUrl + mediaPath(hash, width), width, height, alt, credit, licence };
}

function organiserIn({ slug, name, url, email, phone }: Organiser): object {
  return { slug, name, website: url, email, phone };
}

function venueIn(venue: Venue): object {
  const { slug, name, place, street, postcode, point } = venue;
  return {
    slug,
    name,
    street,
    postcode,
    town: (place.partOf ?? place).name,
    district: place.partOf ? place.name : null,
    place: place.slug,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
    stepFree: venue.stepFree,
    accessibleToilet: venue.accessibleToilet,
    accessibleParking: venue.accessibleParking,
    hearingLoop: venue.hearingLoop,
    nearestStop: venue.nearestStop,
  };
}

/** What must be paid: nothing where one may give what one likes; null where nobody said how much. */
export function eurosOf({ kind, cents }: Price): number | null {
  if (kind !== 'fee') return 0;
  return cents === null ? null : cents / 100;
}

/** With seconds, which RFC 3339 wants: `'2024-09-22T17:30:00+02:00'` */
function dateTime(local: string, instant?: string): string {
  return withOffset(local, instant).replace(/(?=[+-]\d\d:\d\d$)/, ':00');
}
