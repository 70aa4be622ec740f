import { type LatLngBoundsLiteral, control, latLngBounds, Map as LeafletMap, polygon, TileLayer } from 'leaflet';
import styleSheet from '../styles/street-map.css?url';
import { drawnArea } from './drawn-area.ts';

const CALM = matchMedia('(prefers-reduced-motion: reduce)').matches;

export interface GroundOptions {
  readonly words: { readonly name: string; readonly zoomIn: string; readonly zoomOut: string };
  /** South-west and north-east corner of what there is to see. */
  readonly bounds: LatLngBoundsLiteral;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Address of the tiles with `{z}`, `{x}` and `{y}`; null: the drawn area is all there is. */
  readonly tiles: string | null;
  readonly attribution: string;
}

/**
 * A Leaflet map with nothing on it but the drawn area and the tiles.
 *
 * @param host the element that the map fills; `onTiles` is told whether the tiles come or fail
 */
export function streetGround(host: HTMLElement, options: GroundOptions, onTiles: (ok: boolean) => void): LeafletMap {
  const { words, bounds, minZoom, maxZoom } = options;
  host.setAttribute('role', 'region');
  host.setAttribute('aria-label', words.name);
  host.dir = 'ltr';
  const map = new LeafletMap(host, {
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
  control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut, position: 'topright' }).addTo(map);
  map.attributionControl.setPrefix('Leaflet');
  // Whoever scrolls past with the wheel does not mean the map.
  map.on('focus', () => map.scrollWheelZoom.enable());
  map.on('blur', () => map.scrollWheelZoom.disable());
  const { rings, attribution } = drawnArea();
  polygon(rings, {
    // Leaflet would write a comma for one that is empty.
    ...(attribution === '' ? {} : { attribution: attributionOf(attribution, null) }),
    className: 'street-map-area',
    fillRule: 'nonzero',
    interactive: false,
  }).addTo(map);
  map.getPane('overlayPane')?.setAttribute('aria-hidden', 'true');
  showTiles(map, options, attributionOf(options.attribution, host.closest('[data-attribution-url]')), onTiles);
  return map;
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

function showTiles(
  map: LeafletMap,
  { tiles, bounds, minZoom, maxZoom }: GroundOptions,
  attribution: string,
  onTiles: (ok: boolean) => void,
): void {
  if (!tiles) return;
  let [came, failed] = [0, 0];
  new TileLayer(tiles, { bounds, minZoom, maxZoom, attribution })
    .on('loading', () => ([came, failed] = [0, 0]))
    .on('tileload', () => came++)
    .on('tileerror', () => failed++)
    // Told once for all tiles of a view: a few that are missing are no reason to alarm anyone.
    .on('load', () => onTiles(came >= failed))
    .addTo(map);
}

/** As HTML, which Leaflet takes attributions for; a link where its source says more of itself. */
function attributionOf(text: string, source: HTMLElement | null): string {
  const url = source?.dataset['attributionUrl'];
  const element = document.createElement(url ? 'a' : 'span');
  if (url) element.setAttribute('href', url);
  element.textContent = text;
  return element.outerHTML;
}
