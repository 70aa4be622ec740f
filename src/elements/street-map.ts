import {
  type LatLngBoundsLiteral,
  type CircleMarker,
  circleMarker,
  control,
  latLngBounds,
  Map as LeafletMap,
  polygon,
  TileLayer,
} from 'leaflet';
import styleSheet from '../styles/street-map.css?url';
import { drawnArea } from './drawn-area.ts';
import type { ListedVenue } from './listed-venues.ts';
import { forgetView, rememberView, viewInAddress } from './map-view.ts';
import type { MapWords } from './map-words.ts';
import { VenueMarkers } from './venue-markers.ts';

/** What a venue is looked at with. */
const VENUE_ZOOM = 15;
const CALM = matchMedia('(prefers-reduced-motion: reduce)').matches;

export interface StreetMapOptions {
  readonly words: MapWords;
  /** South-west and north-east corner of what there is to see. */
  readonly bounds: LatLngBoundsLiteral;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Address of the tiles with `{z}`, `{x}` and `{y}`; null: the drawn area is all there is. */
  readonly tiles: string | null;
  readonly attribution: string;
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
    const { words, bounds, minZoom, maxZoom } = options;
    this.#options = options;
    host.setAttribute('role', 'region');
    host.setAttribute('aria-label', words.name);
    if (options.inAddress) host.setAttribute('aria-describedby', 'map-hint');
    host.dir = 'ltr';
    this.#map = new LeafletMap(host, {
      zoomControl: false,
      minZoom,
      maxZoom,
      zoomSnap: 0.5,
      maxBounds: latLngBounds(bounds).pad(0.25),
      scrollWheelZoom: false,
      zoomAnimation: !CALM,
      fadeAnimation: !CALM,
      inertia: !CALM,
    });
    control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut, position: 'topright' }).addTo(this.#map);
    this.#map.attributionControl.setPrefix('Leaflet');
    // Whoever scrolls past with the wheel does not mean the map.
    this.#map.on('focus', () => this.#map.scrollWheelZoom.enable());
    this.#map.on('blur', () => this.#map.scrollWheelZoom.disable());
    const { rings, attribution } = drawnArea();
    polygon(rings, {
      // Leaflet would write a comma for one that is empty.
      ...(attribution === '' ? {} : { attribution: attributionOf(attribution, null) }),
      className: 'street-map-area',
      fillRule: 'nonzero',
      interactive: false,
    }).addTo(this.#map);
    this.#map.getPane('overlayPane')?.setAttribute('aria-hidden', 'true');
    const source = attributionOf(options.attribution, host.closest<HTMLElement>('[data-attribution-url]'));
    this.#showTiles(source, onTiles);
    this.#markers = new VenueMarkers(this.#map, words);
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

  #showTiles(attribution: string, onTiles: (ok: boolean) => void): void {
    const { tiles, bounds, minZoom, maxZoom } = this.#options;
    if (!tiles) return;
    let [came, failed] = [0, 0];
    new TileLayer(tiles, { bounds, minZoom, maxZoom, attribution })
      .on('loading', () => ([came, failed] = [0, 0]))
      .on('tileload', () => came++)
      .on('tileerror', () => failed++)
      // Told once for all tiles of a view: a few that are missing are no reason to alarm anyone.
      .on('load', () => onTiles(came >= failed))
      .addTo(this.#map);
  }
}

/** As HTML, which Leaflet takes attributions for; a link where its source says more of itself. */
function attributionOf(text: string, source: HTMLElement | null): string {
  const url = source?.dataset['attributionUrl'];
  const element = document.createElement(url ? 'a' : 'span');
  if (url) element.setAttribute('href', url);
  element.textContent = text;
  return element.outerHTML;
}

/** Loads what the map is drawn with, which no other page needs. */
export function loadStyles(): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = styleSheet;
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => reject(new Error('The map’s style sheet did not come.')));
    document.head.append(link);
  });
}
