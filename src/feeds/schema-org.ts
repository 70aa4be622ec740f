import { nameIn, textIn, type Occurrence, type Price, type ProgrammeEvent, type Venue } from '#src/catalogue/types.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import { eventPath, eventSharePath, mediaPath } from '#src/paths/paths.ts';
import { addDays } from '#src/time/day.ts';
import { withOffset } from '#src/time/festival-time.ts';

/**
 * schema.org objects for an event, one per date, with what Google's rich result requires (name, startDate, location
 * with address) and recommends. Nothing is claimed that is not known: no end, no offer invented.
 */
export function eventStructuredData(event: ProgrammeEvent, language: LanguageCode, siteUrl: string): object[] {
  const text = textIn(event, language);
  const url = siteUrl + eventPath(language, event.slug);
  return event.occurrences.map((occurrence) => ({
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': `${url}#${occurrence.uid}`,
    url,
    name: text.title,
    description: text.summary,
    image: siteUrl + imagePathOf(event, language),
    keywords: nameIn(event.category.name, language),
    ...datesOf(occurrence),
    eventStatus: `https://schema.org/${eventStatus(occurrence)}`,
    eventAttendanceMode: `https://schema.org/${attendanceMode(occurrence)}`,
    location: locationOf(occurrence),
    organizer: event.organisers.map(({ name, url: website }) => ({
      '@type': 'Organization',
      name,
      ...(website && { url: website }),
    })),
    inLanguage: event.languages,
    isAccessibleForFree: event.price.kind !== 'fee',
    ...(offerOf(event.price) && { offers: { ...offerOf(event.price), url } }),
    ...(event.capacity && { maximumAttendeeCapacity: event.capacity }),
  }));
}

/** Its own picture or, where it has none, the card that shared links show. */
function imagePathOf({ picture, slug }: ProgrammeEvent, language: LanguageCode): string {
  return picture ? mediaPath(picture.hash, picture.width) : eventSharePath(language, slug);
}

/** A venue as a schema.org place. */
export function venueStructuredData(venue: Venue): object {
  return { '@context': 'https://schema.org', ...placeOf(venue) };
}

function datesOf(occurrence: Occurrence): object {
  const write = (local: string, instant?: string) =>
    occurrence.allDay ? local.slice(0, 10) : withOffset(local, instant);
  // Of all-day dates schema.org means the last day, not the day after.
  const end = occurrence.end && (occurrence.allDay ? addDays(occurrence.end.slice(0, 10), -1) : occurrence.end);
  return {
    startDate: write(occurrence.start, occurrence.startAt),
    ...(end && { endDate: write(end, occurrence.endAt ?? undefined) }),
    ...(occurrence.previousStart && { previousStartDate: write(occurrence.previousStart) }),
  };
}

function eventStatus({ status }: Occurrence): string {
  return {
    scheduled: 'EventScheduled',
    moved: 'EventScheduled',
    postponed: 'EventRescheduled',
    cancelled: 'EventCancelled',
  }[status];
}

function attendanceMode({ venue, onlineUrl }: Occurrence): string {
  if (!venue) return 'OnlineEventAttendanceMode';
  return onlineUrl ? 'MixedEventAttendanceMode' : 'OfflineEventAttendanceMode';
}

function locationOf({ venue, onlineUrl }: Occurrence): object {
  const online = onlineUrl && { '@type': 'VirtualLocation', url: onlineUrl };
  if (venue && online) return [placeOf(venue), online];
  return venue ? placeOf(venue) : (online as object);
}

function placeOf(venue: Venue): object {
  return {
    '@type': 'Place',
    name: venue.name,
    address: {
      '@type': 'PostalAddress',
      ...(venue.street && { streetAddress: venue.street }),
      postalCode: venue.postcode,
      addressLocality: venue.place.name,
      addressRegion: 'Thüringen',
      addressCountry: 'DE',
    },
    ...(venue.point && { geo: { '@type': 'GeoCoordinates', ...venue.point } }),
  };
}

function offerOf({ kind, cents }: Price): object | null {
  if (kind === 'fee' && cents === null) return null;
  return {
    '@type': 'Offer',
    price: ((cents ?? 0) / 100).toFixed(2),
    priceCurrency: 'EUR',
    availability: 'https://schema.org/InStock',
  };
}
