import type { ExchangedEdition } from './catalogue-reading.ts';

/** Raised when something of the format comes to mean something else. */
const FORMAT = 1;

/**
 * An edition as JSON for backup and for other programs: everything but the people who submitted it, the mails and the
 * log. Slugs name venues, organisers and kinds; local times are those of the edition's zone, instants UTC.
 */
export function jsonExport({ edition, known, events }: ExchangedEdition): string {
  const document = {
    format: FORMAT,
    edition,
    places: [...known.places.values()].map((place) => ({ ...place, partOf: place.partOf?.slug ?? null })),
    venues: [...known.venues.values()].map((venue) => ({ ...venue, place: venue.place.slug })),
    organisers: [...known.organisers.values()],
    categories: [...known.categories.values()],
    // The dates stand beside the values, with those that are cancelled.
    events: events.map(({ values: { dates: _dates, ...values }, ...event }) => ({ ...event, ...values })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
