import { type Map as LeafletMap, Popup } from 'leaflet';
import type { ListedVenue } from './listed-venues.ts';
import type { MapWords } from './map-words.ts';
import { venueCard } from './venue-card.ts';

/** Below this width of the map, in pixels, a venue is told at its foot instead of at the marker. */
const SHEET_BELOW = 480;

interface Opened {
  readonly element: HTMLElement;
  readonly venues: readonly ListedVenue[];
  /** Null for a sheet. */
  readonly popup: Popup | null;
  /** What had the focus before. */
  readonly opener: Element | null;
}

/** The one card that tells what is on somewhere: a popup at the marker or, on a narrow map, a sheet at its foot. */
export class OpenCard {
  readonly #map: LeafletMap;
  readonly #words: MapWords;
  readonly #markerOf: (venue: ListedVenue) => HTMLElement | undefined;
  #opened: Opened | null = null;

  /** @param markerOf where the focus goes if what had it before is gone */
  constructor(map: LeafletMap, words: MapWords, markerOf: (venue: ListedVenue) => HTMLElement | undefined) {
    this.#map = map;
    this.#words = words;
    this.#markerOf = markerOf;
    map.on('popupclose', ({ popup }) => popup === this.#opened?.popup && this.close());
  }

  /** The first of the venues that it tells of. */
  get venue(): ListedVenue | undefined {
    return this.#opened?.venues[0];
  }

  /** Tells of some venues that share a marker; the focus goes there. */
  open(venues: readonly ListedVenue[]): void {
    const opener = document.activeElement;
    this.close();
    const element = venueCard(venues, this.#words, () => this.close());
    const [first] = venues as [ListedVenue];
    const popup = this.#isNarrow ? null : this.#popup(element, first);
    this.#opened = { element, venues, popup, opener };
    if (popup) popup.openOn(this.#map);
    else this.#openSheet(element, first);
    element.focus({ preventScroll: true });
    for (const { item } of venues) item.setAttribute('aria-current', 'true');
    this.#map.fire('cardchange');
  }

  /** The focus goes back to where it was, unless the visitor is somewhere else already. */
  close(): void {
    if (!this.#opened) return;
    const { element, venues, popup, opener } = this.#opened;
    const hadFocus = element.contains(document.activeElement);
    this.#opened = null;
    if (popup) this.#map.closePopup(popup);
    element.remove();
    for (const { item } of venues) item.removeAttribute('aria-current');
    this.#map.fire('cardchange');
    if (!hadFocus) return;
    const place = opener?.isConnected && opener !== document.body ? opener : this.#markerOf(venues[0]!);
    (place as HTMLElement | undefined)?.focus({ preventScroll: true });
  }

  /** After the map has got another size: a popup that has no room any more becomes a sheet, and the other way round. */
  fit(): void {
    if (!this.#opened) return;
    const { venues, popup, opener, element } = this.#opened;
    if (this.#isNarrow === (popup === null)) return;
    const hadFocus = element.contains(document.activeElement);
    this.open(venues);
    this.#opened = { ...this.#opened, opener };
    if (!hadFocus) element.blur();
  }

  get #isNarrow(): boolean {
    return this.#map.getContainer().clientWidth < SHEET_BELOW;
  }

  #popup(content: HTMLElement, { point }: ListedVenue): Popup {
    const size = { minWidth: 260, maxWidth: 320, maxHeight: this.#map.getSize().y * 0.7 };
    return new Popup({ ...size, closeButton: false, offset: [0, -12], autoPanPadding: [12, 12] })
      .setLatLng(point)
      .setContent(content);
  }

  /** The map moves so that the venue is seen above the sheet. */
  #openSheet(element: HTMLElement, { point }: ListedVenue): void {
    this.#map.getContainer().after(element);
    const { x, y } = this.#map.latLngToContainerPoint(point);
    const { x: width, y: height } = this.#map.getSize();
    this.#map.panBy([x - width / 2, y - height / 5], { animate: false });
    element.scrollIntoView({ block: 'nearest' });
  }
}
