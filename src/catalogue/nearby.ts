import type { EventDate, Programme } from './programme.ts';
import type { Occurrence, Place, Point, ProgrammeEvent, Venue } from './types.ts';

const EARTH_RADIUS_METRES = 6_371_000;

/** The distance of two points in metres along the great circle (haversine). */
export function distanceBetween(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [dLatitude, dLongitude] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const chord =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLongitude / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(chord));
}

/** The town that a place is or belongs to. */
export function townOf(place: Place): Place {
  return place.partOf ?? place;
}

/** Where a venue is; its place's point where nobody has placed it on a map. */
export function pointOf(venue: Venue): Point {
  return venue.point ?? venue.place.point;
}

export interface NearbyDate extends EventDate {
  /** Metres from the event; null in the same town. */
  readonly distance: number | null;
}

/** The date of an event that a visitor asks about on `today`: the first that is not over yet, else its first. */
export function nextOccurrence(event: ProgrammeEvent, today: string): Occurrence {
  const coming = event.occurrences.filter((date) => date.days.at(-1)! >= today);
  return coming.find((date) => date.status !== 'cancelled') ?? coming[0] ?? event.occurrences[0]!;
}

/**
 * What else begins on the day of `occurrence`: same town first, then by distance; nothing cancelled or online only.
 */
export function nearbyDates(
  programme: Programme,
  event: ProgrammeEvent,
  occurrence: Occurrence,
  limit: number,
): NearbyDate[] {
  const { venue } = occurrence;
  if (!venue) return [];
  return programme
    .startingOn(occurrence.days[0]!)
    .filter((date) => date.event !== event && date.occurrence.venue !== null)
    .filter((date) => date.occurrence.status !== 'cancelled')
    .map((date) => ({ ...date, distance: distanceFrom(venue, date.occurrence.venue!) }))
    .sort((a, b) => (a.distance ?? -1) - (b.distance ?? -1) || (a.occurrence.startAt < b.occurrence.startAt ? -1 : 1))
    .slice(0, limit);
}

/** Places with something on, nearest to `place` first. */
export function nearbyPlaces(programme: Programme, place: Place, limit: number): { place: Place; distance: number }[] {
  const places = new Map<string, Place>();
  for (const { occurrence } of programme.dates) {
    const other = occurrence.venue && townOf(occurrence.venue.place);
    if (other && other.slug !== townOf(place).slug) places.set(other.slug, other);
  }
  return [...places.values()]
    .map((other) => ({ place: other, distance: distanceBetween(place.point, other.point) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit);
}

function distanceFrom(venue: Venue, other: Venue): number | null {
  if (townOf(venue.place).slug === townOf(other.place).slug) return null;
  return distanceBetween(pointOf(venue), pointOf(other));
}
