import type { ListedVenue } from './listed-venues.ts';
import { filled, type MapWords } from './map-words.ts';

type Point = [latitude: number, longitude: number];

/** Asks the device where it is; the visitor may refuse. It is told to nobody else. */
export function ownPosition(): Promise<Point> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) return reject(new Error('no geolocation'));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.latitude, coords.longitude]),
      (error) => reject(new Error(error.message)),
      { maximumAge: 60_000, timeout: 15_000 },
    );
  });
}

/**
 * Puts the list in the order of distance and writes each distance beside its venue.
 *
 * @returns the venues in that order
 */
export function sortByDistance(venues: readonly ListedVenue[], from: Point, words: MapWords): ListedVenue[] {
  const sorted = venues
    .map((venue) => ({ venue, distance: metresBetween(from, venue.point) }))
    .sort((a, b) => a.distance - b.distance);
  for (const { venue, distance } of sorted) {
    const place = venue.item.querySelector('[data-distance]');
    if (place) place.textContent = filled(words.distance, { distance: inKilometres(distance) });
    venue.item.parentElement?.append(venue.item);
  }
  return sorted.map(({ venue }) => venue);
}

/** Puts the list back into the order in which the page brought it. */
export function sortByName(venues: readonly ListedVenue[]): void {
  for (const { item } of venues) {
    item.querySelector('[data-distance]')?.replaceChildren();
    item.parentElement?.append(item);
  }
}

/** Along the great circle (haversine). */
function metresBetween(a: Point, b: Point): number {
  const [latitudeA, longitudeA, latitudeB, longitudeB] = [...a, ...b].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
    number,
  ];
  const chord =
    Math.sin((latitudeB - latitudeA) / 2) ** 2 +
    Math.cos(latitudeA) * Math.cos(latitudeB) * Math.sin((longitudeB - longitudeA) / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(chord));
}

function inKilometres(metres: number): string {
  return new Intl.NumberFormat(document.documentElement.lang, {
    numberingSystem: 'latn',
    style: 'unit',
    unit: 'kilometer',
    maximumFractionDigits: metres < 10_000 ? 1 : 0,
  }).format(metres / 1000);
}
