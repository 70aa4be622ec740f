import { DivIcon, latLngBounds, type Map as LeafletMap, Marker } from 'leaflet';
import { countEvents, type ListedVenue } from './listed-venues.ts';
import type { MapWords } from './map-words.ts';
import { OpenCard } from './open-card.ts';
import { thinLabels } from './marker-labels.ts';
import {
  groupName,
  isOneTown,
  LETTER_SCALE,
  MARKER_SIZE,
  spokenName,
  VenueGroups,
  type VenueGroup,
} from './venue-groups.ts';

/** How near a group is looked at. */
const GROUP_MAX_ZOOM = 16;

/** The markers of a map: one for each venue, or for several that cannot be told apart at its zoom. */
export class VenueMarkers {
  readonly card: OpenCard;
  readonly #map: LeafletMap;
  readonly #words: MapWords;
  readonly #markers = new Map<string, { marker: Marker; group: VenueGroup }>();
  #groups: VenueGroups | undefined;

  constructor(map: LeafletMap, words: MapWords) {
    this.#map = map;
    this.#words = words;
    this.card = new OpenCard(map, words, (venue) => this.#markerOf(venue)?.getElement());
    map.on('moveend', () => this.#draw());
    map.on('cardchange', () => this.#markSelected());
    map.getContainer().addEventListener('keydown', (event) => this.#onKey(event));
  }

  show(venues: readonly ListedVenue[]): void {
    this.card.close();
    this.#groups = new VenueGroups(venues, this.#map.getMaxZoom());
    this.#draw();
  }

  /** Draws what has changed in sight and a little beyond: a marker that stays keeps its focus. */
  #draw(): void {
    if (!this.#groups) return;
    const groups = new Map(
      this.#groups.at(this.#map.getBounds().pad(0.5), this.#map.getZoom()).map((group) => [group.key, group]),
    );
    for (const [key, { marker }] of this.#markers) {
      if (groups.has(key)) continue;
      marker.remove();
      this.#markers.delete(key);
    }
    for (const [key, group] of groups) {
      if (!this.#markers.has(key)) this.#markers.set(key, { group, marker: this.#marker(group) });
    }
    this.#markSelected();
    const byImportance = [...this.#markers.values()].sort(
      (a, b) => countEvents(b.group.venues) - countEvents(a.group.venues),
    );
    thinLabels(
      byImportance.map(({ marker }) => marker.getElement()!),
      this.#map.getContainer(),
    );
  }

  #marker(group: VenueGroup): Marker {
    const isTold = group.venues[0]!.isTold;
    const size = MARKER_SIZE * LETTER_SCALE;
    const icon = new DivIcon({ html: this.#drawing(group), className: 'venue-marker-icon', iconSize: [size, size] });
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

  #drawing(group: VenueGroup): HTMLElement {
    const html = document.createElement('span');
    const count = document.createElement('b');
    const name = document.createElement('span');
    html.className = 'venue-marker';
    html.dataset['hue'] = new Set(group.venues.map(({ hue }) => hue)).size === 1 ? group.venues[0]!.hue : '0';
    html.classList.toggle('of-several', group.venues.length > 1);
    // Drawn by the style sheet: it is spoken as part of the name, with what is counted.
    if (group.venues[0]!.isTold) count.dataset['number'] = String(countEvents(group.venues));
    name.className = 'venue-marker-name';
    name.dir = 'auto';
    name.textContent = groupName(group, this.#words);
    // "Eisenach and 2 more places" is in the page's language, a name alone is German.
    if (isOneTown(group)) name.lang = 'de';
    html.append(count, name);
    return html;
  }

  /** A single venue is told; several are taken apart, if that is possible. */
  #choose(group: VenueGroup): void {
    const bounds = latLngBounds(group.venues.map(({ point }) => point));
    const isOnePoint = bounds.getSouthWest().equals(bounds.getNorthEast(), 1e-5);
    const before = this.#map.getZoom();
    if (isOnePoint || before >= this.#map.getMaxZoom()) return this.card.open(group.venues);
    this.#map.fitBounds(bounds, { padding: [48, 48], maxZoom: GROUP_MAX_ZOOM, animate: false });
    if (this.#map.getZoom() <= before) this.#map.setView(bounds.getCenter(), before + 1, { animate: false });
    this.#markerOf(group.venues[0]!)?.getElement()?.focus({ preventScroll: true });
  }

  /** Leaflet answers to Enter by a click of its own making; a button answers to the space bar, too. */
  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') return this.card.close();
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
    const { venue } = this.card;
    const selected = venue && this.#markerOf(venue);
    for (const { marker } of this.#markers.values()) {
      marker.getElement()?.classList.toggle('is-selected', marker === selected);
    }
  }
}
