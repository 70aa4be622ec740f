import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { venueInLine } from '#src/catalogue/types.ts';
import type { DateValues, EventValues, PictureValues, VenueValues } from '#src/changes/event-values.ts';
import { addDays } from '#src/time/day.ts';
import type { FormFields } from './form-fields.ts';

type Known = Pick<Snapshot, 'venues' | 'organisers'>;

/**
 * A form filled in with what an event says now: what `readForm` makes of it are the same values. Venues and organisers
 * that the snapshot does not know, as those that were proposed with the event, must have been added to it
 * (`withProposals`).
 */
export function valuesToFields(values: EventValues, snapshot: Known): FormFields {
  const { texts, dates, registration, price } = values;
  const venues = dates.map(({ venue }) => venue).filter((venue) => venue !== null);
  // Only the venue of all dates can be told of as a new one.
  const main = venues.find((venue) => 'name' in venue) ?? venues[0] ?? null;
  const entries: [name: string, value: string | null][] = [
    ...Object.entries(texts).flatMap(([language, text], at) =>
      Object.entries({ language, ...text }).map(([name, value]) => pair(`texts.${at}.${name}`, value)),
    ),
    ...dates.flatMap((date, at) =>
      Object.entries(dateFields(date, main, snapshot)).map(([name, value]) => pair(`dates.${at}.${name}`, value)),
    ),
    ...venueFields(main, snapshot),
    ['category', values.category],
    ['onlineUrl', dates.find(({ onlineUrl }) => onlineUrl !== null)?.onlineUrl ?? null],
    ['price.kind', price.kind],
    ['price.amount', price.cents === null ? null : (price.cents / 100).toFixed(2).replace('.', ',')],
    ['registration.kind', registration.kind],
    ['registration.day', registration.until?.slice(0, 10) ?? null],
    ['registration.time', registration.until?.slice(11) ?? null],
    ['registration.email', registration.email],
    ['registration.phone', registration.phone],
    ['registration.url', registration.url],
    ['capacity', values.capacity === null ? null : String(values.capacity)],
    ...values.organisers.map((one, at) =>
      pair(`organisers.${at}`, 'name' in one ? one.name : (snapshot.organisers.get(one.slug)?.name ?? '')),
    ),
    ['funding', values.funding],
    ...pictureFields(values.picture),
  ];
  return {
    ...Object.fromEntries(entries.map(([name, value]) => [name, [value ?? '']])),
    audiences: values.audiences,
    languages: values.languages,
    access: values.access,
  };
}

function dateFields({ uid, start, end, allDay, venue }: DateValues, main: VenueValues | null, snapshot: Known) {
  const day = start.slice(0, 10);
  // An all-day date ends at midnight after its last day.
  const lastDay = end === null ? day : allDay ? addDays(end.slice(0, 10), -1) : end.slice(0, 10);
  return {
    uid,
    day,
    startTime: allDay ? null : start.slice(11),
    endTime: allDay || end === null ? null : end.slice(11),
    endDay: lastDay === day ? null : lastDay,
    allDay: allDay ? 'yes' : null,
    venue: venue === null || isSame(venue, main) ? null : inLine(venue, snapshot),
  };
}

function venueFields(venue: VenueValues | null, snapshot: Known): [string, string | null][] {
  if (venue === null || 'slug' in venue) return [['venue', venue && inLine(venue, snapshot)]];
  const { name, street, postcode, place } = venue;
  return Object.entries({ name, street, postcode, place }).map(([field, value]) => pair(`newVenue.${field}`, value));
}

function pictureFields(picture: PictureValues | null): [string, string | null][] {
  if (!picture) return [];
  // Who submitted it has said that it may be shown.
  const known = { ...picture, width: String(picture.width), height: String(picture.height), consent: 'given' };
  return Object.entries(known).map(([name, value]) => pair(`picture.${name}`, value));
}

function inLine(venue: VenueValues, { venues }: Known): string {
  if ('name' in venue) return venue.name;
  const known = venues.get(venue.slug);
  return known ? venueInLine(known) : '';
}

function isSame(venue: VenueValues, other: VenueValues | null): boolean {
  return JSON.stringify(venue) === JSON.stringify(other);
}

function pair(name: string, value: string | null): [string, string | null] {
  return [name, value];
}
