import { DivIcon, type Map as LeafletMap, Marker } from 'leaflet';
import type { PointText } from '../filter/point-text.ts';
import { streetGround } from './street-ground.ts';

export { loadStyles } from './street-ground.ts';

/** What a house is looked at with, and a town where the house is to be found. */
const HOUSE_ZOOM = 17;
const TOWN_ZOOM = 14;
/** How far an arrow key moves the marker, in pixels; with the shift key the second. */
const STEP = 4;
const LARGE_STEP = 40;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The Leaflet map of `<place-picker>`: one marker, put by a click, by dragging or by arrow keys. */
export class PickerMap {
  readonly #map: LeafletMap;
  readonly #name: string;
  readonly #onChoose: (point: PointText) => void;
  #marker: Marker | undefined;

  /** @param data of the element: where tiles come from, how far the map reaches, its words */
  constructor(box: HTMLElement, data: DOMStringMap, onChoose: (point: PointText) => void) {
    const [south, west, north, east] = (data['bounds'] ?? '').split(',').map(Number) as [
      number,
      number,
      number,
      number,
    ];
    const host = document.createElement('div');
    host.className = 'street-map';
    box.append(host);
    this.#name = data['marker'] ?? '';
    this.#onChoose = onChoose;
    this.#map = streetGround(
      host,
      {
        words: JSON.parse(data['words'] ?? '{}') as { name: string; zoomIn: string; zoomOut: string },
        bounds: [
          [south, west],
          [north, east],
        ],
        minZoom: Number(data['minZoom']),
        maxZoom: Number(data['maxZoom']),
        tiles: data['tiles'] ?? null,
        attribution: data['attribution'] ?? '',
      },
      () => {},
    );
    host.setAttribute('aria-describedby', 'place-map-hint');
    this.#map.on('click', ({ latlng }) => this.#choose([latlng.lat, latlng.lng]));
    new ResizeObserver(() => this.#map.invalidateSize({ pan: false })).observe(host);
  }

  lookAt(point: PointText, isHouse: boolean): void {
    this.#map.setView([...point], isHouse ? HOUSE_ZOOM : TOWN_ZOOM, { animate: false });
  }

  /** Puts the marker where the fields say; null takes it away. */
  mark(point: PointText | null): void {
    if (!point) {
      this.#marker?.remove();
      this.#marker = undefined;
      return;
    }
    if (this.#marker) this.#marker.setLatLng([...point]);
    else this.#marker = this.#newMarker(point);
    if (!this.#map.getBounds().contains([...point])) this.#map.panTo([...point], { animate: false });
  }

  /** To the marker or, before there is one, to the map. */
  focus(): void {
    (this.#marker?.getElement() ?? this.#map.getContainer()).focus();
  }

  #choose(point: PointText): void {
    this.mark(point);
    this.#onChoose(point);
  }

  #newMarker(point: PointText): Marker {
    const icon = new DivIcon({
      className: 'venue-marker-icon',
      html: '<span class="venue-marker" data-hue="0"></span>',
      iconSize: [36, 36],
      iconAnchor: [18, 36],
    });
    const marker = new Marker([...point], { icon, draggable: true, autoPan: true, keyboard: true }).addTo(this.#map);
    marker.on('dragend', () => this.#choose([marker.getLatLng().lat, marker.getLatLng().lng]));
    const element = marker.getElement();
    element?.setAttribute('aria-label', this.#name);
    element?.setAttribute('aria-describedby', 'place-map-hint');
    element?.addEventListener('keydown', (event) => this.#onKey(event, marker));
    return marker;
  }

  #onKey(event: KeyboardEvent, marker: Marker): void {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    // Else the map would move, too.
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? LARGE_STEP : STEP;
    const from = this.#map.latLngToContainerPoint(marker.getLatLng());
    const { lat, lng } = this.#map.containerPointToLatLng(from.add([arrow[0] * step, arrow[1] * step]));
    this.#choose([lat, lng]);
  }
}
