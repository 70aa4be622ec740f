import { listedVenues, type ListedVenue } from './listed-venues.ts';
import { filled, inWords, type MapWords } from './map-words.ts';
import { ownPosition, sortByDistance, sortByName } from './nearest-first.ts';
import type { StreetMap } from './street-map.ts';

/**
 * `<venue-map>` around a drawn map. Optional: without it the drawn map and the list say where everything is.
 * With it the street map is put in the drawn one's place when it comes near (`data-load="near"`) or when its button is
 * pressed, and the list can be put in the order of distance. It shows what the page lists as `[data-venue]`.
 */
class VenueMap extends HTMLElement {
  #street: Promise<StreetMap | undefined> | undefined;
  #venues: ListedVenue[] = [];
  #position: [number, number] | null = null;
  #observer: IntersectionObserver | undefined;

  connectedCallback(): void {
    this.#takeVenues();
    document.addEventListener('click', this);
    document.addEventListener('results', this);
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    if (this.dataset['load'] === 'near' && !connection?.saveData) {
      this.#observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void this.#load(), {
        rootMargin: '200px',
      });
      this.#observer.observe(this);
    } else this.#show('[data-load-map]', true);
  }

  disconnectedCallback(): void {
    document.removeEventListener('click', this);
    document.removeEventListener('results', this);
    this.#observer?.disconnect();
  }

  handleEvent({ type, target }: Event): void {
    if (type === 'results') return void this.#takeResults();
    const button = target instanceof Element ? target.closest('button') : null;
    if (!button) return;
    if (button.matches('[data-load-map]')) void this.#load();
    else if (button.matches('[data-whole-map]')) void this.#load().then((map) => map?.fit(this.#venues));
    else if (button.matches('[data-near]')) void this.#toggleNearest(button);
    else if (button.matches('[data-show-venue]')) void this.#select(button);
  }

  #takeVenues(): void {
    this.#venues = listedVenues(document);
  }

  async #takeResults(): Promise<void> {
    this.#takeVenues();
    if (this.#position) sortByDistance(this.#venues, this.#position, this.#words);
    const map = await this.#street;
    map?.show(this.#venues);
  }

  /** Fetches Leaflet and puts the street map over the drawn one; once. Undefined if it does not come. */
  #load(): Promise<StreetMap | undefined> {
    this.#observer?.disconnect();
    this.#show('[data-load-map]', false);
    this.#street ??= this.#open().catch(() => {
      // The connection may be back at the next try.
      this.#street = undefined;
      this.#show('[data-load-map]', true);
      this.#tell('[data-tiles-status]', this.#words.failed);
      return undefined;
    });
    return this.#street;
  }

  async #open(): Promise<StreetMap> {
    const { loadStyles, StreetMap } = await import('./street-map.ts');
    await loadStyles();
    const { bounds = '', tiles, attribution = '', minZoom, maxZoom, load } = this.dataset;
    const [south, west, north, east] = bounds.split(',').map(Number) as [number, number, number, number];
    const host = document.createElement('div');
    host.className = 'street-map';
    this.querySelector('[data-map-box]')!.append(host);
    const map = new StreetMap(
      host,
      {
        words: this.#words,
        bounds: [
          [south, west],
          [north, east],
        ],
        minZoom: Number(minZoom),
        maxZoom: Number(maxZoom),
        tiles: tiles ?? null,
        attribution,
        inAddress: load === 'near',
      },
      (ok) => this.#tell('[data-tiles-status]', ok ? '' : this.#words.failed),
    );
    map.show(this.#venues);
    this.toggleAttribute('data-loaded', true);
    this.#tell('[data-tiles-status]', '');
    return map;
  }

  async #select(button: Element): Promise<void> {
    const item = button.closest('[data-venue]');
    const venue = this.#venues.find((one) => one.item === item);
    const map = await this.#load();
    this.scrollIntoView({ block: 'nearest' });
    if (venue) map?.select(venue);
  }

  async #toggleNearest(button: HTMLElement): Promise<void> {
    if (this.#position) {
      this.#position = null;
      sortByName(this.#venues);
      button.textContent = this.#words.near;
      return this.#tell('[data-near-status]', this.#words.byNameDone);
    }
    try {
      this.#position = await ownPosition();
    } catch {
      return this.#tell('[data-near-status]', this.#words.nearFailed);
    }
    const sorted = sortByDistance(this.#venues, this.#position, this.#words);
    const [nearest] = sorted;
    button.textContent = this.#words.byName;
    this.#tell(
      '[data-near-status]',
      nearest ? filled(this.#words.nearDone, { venue: nearest.name }) : inWords(this.#words.events, 0),
    );
    const map = await this.#load();
    // Around the nearest venues and not around the visitor: which tiles are asked for tells no position.
    map?.fit(sorted.slice(0, 3));
    map?.showOwn(this.#position);
  }

  #tell(selector: string, text: string): void {
    const status = this.querySelector(selector);
    if (status && status.textContent !== text) status.textContent = text;
  }

  #show(selector: string, isShown: boolean): void {
    const element = this.querySelector<HTMLElement>(selector);
    if (element) element.hidden = !isShown;
  }

  get #words(): MapWords {
    return JSON.parse(this.dataset['words'] ?? '{}') as MapWords;
  }
}

customElements.define('venue-map', VenueMap);
