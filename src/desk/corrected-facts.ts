import { daysOf } from '#src/catalogue/days.ts';
import type {
  EventFacts,
  KnownNames,
  OccurrenceFacts,
  OrganiserFacts,
  VenueFacts,
} from '#src/catalogue/event-facts.ts';
import type { EventPatch } from '#src/changes/event-patch.ts';
import type { DateValues, NamedRecord, VenueValues } from '#src/changes/event-values.ts';
import { toInstant } from '#src/time/festival-time.ts';

/** What an event would be with its correction: that is what has to be judged. */
export function corrected(event: EventFacts, patch: EventPatch, names: KnownNames): EventFacts {
  const { texts, dates, organisers, picture, registration } = patch;
  return {
    ...event,
    ...(texts && { texts }),
    ...(dates && { occurrences: occurrencesOf(dates, event, names) }),
    ...(organisers && { organisers: organisers.map((named) => organiserOf(named, names)) }),
    ...(picture !== undefined && { picture }),
    ...(registration && { registrationUntil: registration.until }),
  };
}

/** Dates that were cancelled stay as they are, whatever a correction says. */
function occurrencesOf(dates: readonly DateValues[], event: EventFacts, names: KnownNames): OccurrenceFacts[] {
  const cancelled = event.occurrences.filter(({ status }) => status === 'cancelled');
  const occurrences = [...cancelled, ...dates.map((date) => occurrenceOf(date, event, names))];
  return occurrences.sort((a, b) => (a.startAt < b.startAt ? -1 : a.startAt > b.startAt ? 1 : 0));
}

function occurrenceOf(
  { start, end, allDay, venue }: DateValues,
  event: EventFacts,
  names: KnownNames,
): OccurrenceFacts {
  return {
    start,
    startAt: toInstant(start),
    end,
    endAt: end === null ? null : toInstant(end),
    allDay,
    days: daysOf(start, end, allDay),
    venue: venue && venueOf(venue, names),
    status: 'scheduled',
    changedAt: event.changedAt,
  };
}

/** One that is not in the catalogue yet has no address that anything else could be at. */
function venueOf(venue: VenueValues, { venues, places }: KnownNames): VenueFacts {
  if (!('slug' in venue)) {
    const { name, place } = venue;
    return { slug: `new ${name}`, name, town: places.get(place) ?? place, isPlaced: false, isNew: true };
  }
  const { slug } = venue;
  return venues.get(slug) ?? { slug, name: slug, town: '', isPlaced: false, isNew: true };
}

function organiserOf(named: NamedRecord, { organisers }: KnownNames): OrganiserFacts {
  if (!('slug' in named)) return { slug: `new ${named.name}`, name: named.name, isNew: true };
  return organisers.get(named.slug) ?? { slug: named.slug, name: named.slug, isNew: true };
}
