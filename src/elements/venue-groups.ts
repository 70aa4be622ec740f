import type { LatLngBounds } from 'leaflet';
import Supercluster from 'supercluster';
import { countEvents, type ListedVenue } from './listed-venues.ts';
import { inWords, type MapWords } from './map-words.ts';

/** Pixels between two markers: what a finger can tell apart. Markers grow with the letters. */
const REACH = 46;
export const MARKER_SIZE = 36;
export const LETTER_SCALE = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** One marker: a venue, or several that lie too close together to be told apart at this zoom. */
export interface VenueGroup {
  /** The same as long as its marker is. */
  readonly key: string;
  readonly venues: readonly ListedVenue[];
  readonly point: [latitude: number, longitude: number];
}

/** Groups venues by how far they are from each other on the screen. */
export class VenueGroups {
  readonly #index: Supercluster<{ venue: ListedVenue }>;

  constructor(venues: readonly ListedVenue[], maxZoom: number) {
    // Grouped at the last zoom step, too: venues that share a point can never be told apart.
    this.#index = new Supercluster({ radius: REACH * LETTER_SCALE, extent: 256, maxZoom });
    this.#index.load(
      venues.map((venue) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [venue.point[1], venue.point[0]] },
        properties: { venue },
      })),
    );
  }

  /** Those within `bounds`, at a zoom. */
  at(bounds: LatLngBounds, zoom: number): VenueGroup[] {
    const box: [number, number, number, number] = [
      bounds.getWest(),
      bounds.getSouth(),
      bounds.getEast(),
      bounds.getNorth(),
    ];
    return this.#index.getClusters(box, zoom).map(({ geometry, properties }) => {
      const [longitude = 0, latitude = 0] = geometry.coordinates;
      const venues =
        'cluster_id' in properties
          ? this.#index.getLeaves(properties.cluster_id, Infinity).map((leaf) => leaf.properties.venue)
          : [properties.venue];
      const key = venues.map(({ slug, count, hue }) => `${slug} ${count} ${hue}`).join(', ');
      return { key, venues, point: [latitude, longitude] };
    });
  }
}

export function isOneTown({ venues }: VenueGroup): boolean {
  return new Set(venues.map(({ town }) => town)).size === 1;
}

/** What is written at a marker: the venue's name, or the town's where there are several. */
export function groupName({ venues }: VenueGroup, words: MapWords): string {
  const [first] = venues as [ListedVenue];
  if (venues.length === 1) return first.name;
  const names = [...new Set(venues.map(({ town }) => town))];
  const towns = names
    .map((town) => ({ town, count: countEvents(venues.filter((venue) => venue.town === town)) }))
    .sort((a, b) => b.count - a.count);
  const [{ town }] = towns as [(typeof towns)[number]];
  return towns.length === 1 ? town : inWords(words.morePlaces, towns.length - 1, { place: town });
}

/** `'Volkshochschule, Eisenach, 3 Veranstaltungen'`, `'Eisenach, 12 Veranstaltungen'` */
export function spokenName(group: VenueGroup, words: MapWords): string {
  const [first] = group.venues as [ListedVenue];
  if (group.venues.length === 1) return first.label;
  return groupName(group, words) + words.separator + inWords(words.events, countEvents(group.venues));
}
