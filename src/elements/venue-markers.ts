import { DivIcon, latLngBounds, type Map as LeafletMap, Marker, Popup } from 'leaflet';
import type { ListedVenue } from './listed-venues.ts';
import type { MapWords } from './map-words.ts';
import { venueCard } from './venue-card.ts';
import { countEvents } from './listed-venues.ts';
import { groupName, isOneTown, spokenName, VenueGroups, type VenueGroup } from './venue-groups.ts';

/** Below this width of the map, in pixels, a venue is told at its foot instead of at the marker. */
const SHEET_BELOW = 480;
const GROUP_MAX_ZOOM = 16;

/** The markers of a map, and the card that tells of the one that was chosen. */
export class VenueMarkers {
  readonly #map: LeafletMap;
  readonly #words: MapWords;
  readonly #maxZoom: number;
  #groups: VenueGroups | undefined;
  readonly #markers = new Map<string, { marker: Marker; group: VenueGroup }>();
  #card: { element: HTMLElement; venues: readonly ListedVenue[]; popup: Popup | null; opener: Element | null } | null =
    null;

  constructor(map: LeafletMap, words: MapWords, maxZoom: number) {
    this.#map = map;
    this.#words = words;
    this.#maxZoom = maxZoom;
    map.on('zoomend', () => this.#draw());
    map.on('popupclose', ({ popup }) => popup === this.#card?.popup && this.close());
    map.getContainer().addEventListener('keydown', (event) => this.#onKey(event));
  }

  show(venues: readonly ListedVenue[]): void {
    this.close();
    this.#groups = new VenueGroups(venues, this.#maxZoom - 1);
    this.#draw();
  }

  /** Tells of some venues that share a marker; the focus goes there. */
  open(venues: readonly ListedVenue[]): void {
    const opener = document.activeElement;
    this.close();
    const element = venueCard(venues, this.#words, () => this.close());
    const [first] = venues as [ListedVenue];
    const isNarrow = this.#map.getContainer().clientWidth < SHEET_BELOW;
    const popup = isNarrow ? null : this.#popup(element, first);
    this.#card = { element, venues, popup, opener };
    if (popup) popup.openOn(this.#map);
    else {
      this.#map.getContainer().after(element);
      this.#raise(first);
      element.scrollIntoView({ block: 'nearest' });
    }
    element.focus({ preventScroll: true });
    for (const { item } of venues) item.setAttribute('aria-current', 'true');
    this.#markSelected();
    first.item.dispatchEvent(new CustomEvent('venue-selected', { bubbles: true }));
  }

  /** The focus goes back to where it was, unless the visitor is somewhere else already. */
  close(): void {
    if (!this.#card) return;
    const { element, venues, popup, opener } = this.#card;
    const hadFocus = element.contains(document.activeElement);
    this.#card = null;
    if (popup) this.#map.closePopup(popup);
    element.remove();
    for (const { item } of venues) item.removeAttribute('aria-current');
    this.#markSelected();
    if (!hadFocus) return;
    const place = opener?.isConnected ? opener : this.#markerOf(venues[0]!)?.getElement();
    (place as HTMLElement | undefined)?.focus({ preventScroll: true });
  }

  /** Moves the map so that the venue is seen above the sheet. */
  #raise({ point }: ListedVenue): void {
    const { x, y } = this.#map.latLngToContainerPoint(point);
    const { x: width, y: height } = this.#map.getSize();
    this.#map.panBy([x - width / 2, y - height / 5], { animate: false });
  }

  #popup(content: HTMLElement, { point }: ListedVenue): Popup {
    const maxHeight = this.#map.getSize().y * 0.7;
    const size = { minWidth: 260, maxWidth: 320, maxHeight };
    return new Popup({ ...size, closeButton: false, offset: [0, -12], autoPanPadding: [12, 12] })
      .setLatLng(point)
      .setContent(content);
  }

  /** Draws what has changed: a marker that stays keeps its focus. */
  #draw(): void {
    if (!this.#groups) return;
    const groups = new Map(this.#groups.at(this.#map.getZoom()).map((group) => [group.key, group]));
    for (const [key, { marker }] of this.#markers) {
      if (groups.has(key)) continue;
      marker.remove();
      this.#markers.delete(key);
    }
    for (const [key, group] of groups) {
      if (!this.#markers.has(key)) this.#markers.set(key, { group, marker: this.#marker(group) });
    }
    this.#markSelected();
    this.#thinLabels();
  }

  #marker(group: VenueGroup): Marker {
    const html = document.createElement('span');
    const count = document.createElement('b');
    const name = document.createElement('span');
    html.className = 'venue-marker';
    html.dataset['hue'] = new Set(group.venues.map(({ hue }) => hue)).size === 1 ? group.venues[0]!.hue : '0';
    html.classList.toggle('of-several', group.venues.length > 1);
    const isTold = group.venues[0]!.isTold;
    // Drawn by the style sheet: it is spoken as part of the name, with what is counted.
    if (isTold) count.dataset['count'] = String(countEvents(group.venues));
    name.className = 'venue-marker-name';
    name.dir = 'auto';
    name.textContent = groupName(group, this.#words);
    // "Eisenach and 2 more places" is in the page's language, a name alone is German.
    if (isOneTown(group)) name.lang = 'de';
    html.append(count, name);
    const icon = new DivIcon({ html, className: 'venue-marker-icon', iconSize: [36, 36] });
    const asButton = { interactive: isTold, keyboard: isTold };
    const marker = new Marker(group.point, { icon, riseOnHover: true, ...asButton });
    marker.on('add', () => {
      const element = marker.getElement()!;
      element.setAttribute('aria-label', spokenName(group, this.#words));
      if (!isTold) element.setAttribute('role', 'img');
    });
    if (isTold) marker.on('click', () => this.#choose(group));
    return marker.addTo(this.#map);
  }

  /** A single venue is told; several are taken apart, if that is possible. */
  #choose(group: VenueGroup): void {
    const bounds = latLngBounds(group.venues.map(({ point }) => point));
    const isOnePoint = bounds.getSouthWest().equals(bounds.getNorthEast(), 1e-5);
    if (group.venues.length === 1 || isOnePoint || this.#map.getZoom() >= this.#maxZoom) return this.open(group.venues);
    const before = this.#map.getZoom();
    this.#map.fitBounds(bounds, { padding: [48, 48], maxZoom: GROUP_MAX_ZOOM, animate: false });
    if (this.#map.getZoom() <= before) this.#map.setView(bounds.getCenter(), before + 1, { animate: false });
    this.#markerOf(group.venues[0]!)?.getElement()?.focus({ preventScroll: true });
  }

  /** Leaflet answers to Enter by a click of its own making; a button answers to the space bar, too. */
  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') return this.close();
    const icon = (event.target as Element).closest('.venue-marker-icon');
    if (!icon || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    event.stopPropagation();
    [...this.#markers.values()].find(({ marker }) => marker.getElement() === icon)?.marker.fire('click');
  }

  #markerOf({ slug }: ListedVenue): Marker | undefined {
    return [...this.#markers.values()].find(({ group }) => group.venues.some((venue) => venue.slug === slug))?.marker;
  }

  #markSelected(): void {
    const selected = this.#card && this.#markerOf(this.#card.venues[0]!);
    for (const { marker } of this.#markers.values()) {
      marker.getElement()?.classList.toggle('is-selected', marker === selected);
    }
  }

  /** Shows as many names as find room; every marker is told by its spoken name all the same. */
  #thinLabels(): void {
    const taken: DOMRect[] = [];
    const icons = [...this.#markers.values()].map(({ marker }) => marker.getElement()!);
    taken.push(...icons.map((icon) => icon.getBoundingClientRect()));
    for (const icon of icons) {
      const name = icon.querySelector<HTMLElement>('.venue-marker-name')!;
      name.hidden = false;
      const rect = name.getBoundingClientRect();
      name.hidden = taken.some((other) => overlap(rect, other) && other !== taken[icons.indexOf(icon)]);
      if (!name.hidden) taken.push(rect);
    }
  }
}

function overlap(a: DOMRect, b: DOMRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
