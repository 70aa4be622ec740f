import { type CircleMarker, circleMarker, latLngBounds, type Map as LeafletMap } from 'leaflet';
import type { ListedVenue } from './listed-venues.ts';
import { forgetView, rememberView, viewInAddress } from './map-view.ts';
import type { MapWords } from './map-words.ts';
import { streetGround, type GroundOptions } from './street-ground.ts';
import { VenueMarkers } from './venue-markers.ts';

export { loadStyles } from './street-ground.ts';

/** What a venue is looked at with. */
const VENUE_ZOOM = 15;

export interface StreetMapOptions extends GroundOptions {
  readonly words: MapWords;
  /** Whether the view stands in the page's address. */
  readonly inAddress: boolean;
}

/** The Leaflet map: tiles over the drawn area, and a marker for each venue of the list. Needs the list to be told. */
export class StreetMap {
  readonly #markers: VenueMarkers;
  readonly #map: LeafletMap;
  readonly #options: StreetMapOptions;
  #own: CircleMarker | undefined;
  #isFitting = false;

  /** @param host the element that the map fills; `onTiles` is told whether the tiles come or fail */
  constructor(host: HTMLElement, options: StreetMapOptions, onTiles: (ok: boolean) => void) {
    this.#options = options;
    this.#map = streetGround(host, options, onTiles);
    if (options.inAddress) host.setAttribute('aria-describedby', 'map-hint');
    this.#markers = new VenueMarkers(this.#map, options.words);
    if (options.inAddress) this.#map.on('moveend', () => this.#isFitting || rememberView(this.#map));
    new ResizeObserver(() => {
      this.#map.invalidateSize({ pan: false });
      this.#markers.card.fit();
    }).observe(host);
  }

  /** Shows these venues: all of them, or what the page's address says. */
  show(venues: readonly ListedVenue[]): void {
    const view = this.#options.inAddress ? viewInAddress() : null;
    if (view && latLngBounds(this.#options.bounds).contains(view.center))
      this.#map.setView(view.center, view.zoom, { animate: false });
    else this.fit(venues);
    this.#markers.show(venues);
  }

  /** Moves so that all of these are in sight; without any, the whole area. */
  fit(venues: readonly ListedVenue[]): void {
    this.#markers.card.close();
    const points = venues.map(({ point }) => point);
    const target = points.length > 0 ? latLngBounds(points) : latLngBounds(this.#options.bounds);
    this.#isFitting = true;
    this.#map.fitBounds(target, { padding: [36, 36], maxZoom: VENUE_ZOOM, animate: false });
    this.#isFitting = false;
    if (this.#options.inAddress) forgetView();
  }

  /** Goes to a venue and tells what is on there. */
  select(venue: ListedVenue): void {
    const zoom = Math.max(this.#map.getZoom(), VENUE_ZOOM);
    this.#map.setView(venue.point, zoom, { animate: false });
    this.#markers.card.open([venue]);
  }

  /** Marks where the visitor is; null takes the mark away. */
  showOwn(position: [number, number] | null): void {
    this.#own?.remove();
    if (!position) return;
    this.#own = circleMarker(position, { radius: 9, className: 'own-position', interactive: false })
      .bindTooltip(this.#options.words.you, { permanent: true, direction: 'right' })
      .addTo(this.#map);
  }
}
