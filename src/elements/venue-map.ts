import { listedVenues, type ListedVenue } from './listed-venues.ts';
import { filled, inWords, type MapWords } from './map-words.ts';
import { ownPosition, sortByDistance, sortByName } from './nearest-first.ts';
import type { StreetMap } from './street-map.ts';

/** How many of the nearest venues are brought into sight. */
const NEAREST = 3;

/**
 * `<venue-map>` around a drawn map. Optional: without it the drawn map and the list say where everything is.
 * With it the street map is put in the drawn one's place when it comes near (`data-load="near"`) or when its button is
 * pressed, and the list can be put in the order of distance. It shows what the page lists as `[data-venue]`.
 */
class VenueMap extends HTMLElement {
  #street: Promise<StreetMap | undefined> | undefined;
  #venues: ListedVenue[] = [];
  #hasFailed = false;
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
    if (!(target instanceof Element)) return;
    // The same view in another language.
    const language = target.closest<HTMLAnchorElement>('.language-switch a');
    if (language) language.hash = location.hash;
    const button = target.closest('button');
    if (!button) return;
    if (button.matches('[data-load-map]')) void this.#loadByHand();
    else if (button.matches('[data-whole-map]')) void this.#load().then((map) => map?.fit(this.#venues));
    else if (button.matches('[data-near]')) void this.#toggleNearest(button);
    else if (button.matches('[data-show-venue]')) void this.#select(button);
  }

  #takeVenues(): void {
    this.#venues = listedVenues(document);
  }

  async #takeResults(): Promise<void> {
    this.#takeVenues();
    const sorted = this.#position && sortByDistance(this.#venues, this.#position, this.#words);
    if (sorted) this.#tellNearest(sorted);
    const map = await this.#street;
    map?.show(this.#venues);
    if (sorted) map?.fit(sorted.slice(0, NEAREST));
  }

  /** Fetches Leaflet and puts the street map over the drawn one; once. Undefined if it does not come. */
  #load(): Promise<StreetMap | undefined> {
    this.#observer?.disconnect();
    this.#show('[data-load-map]', false);
    this.#street ??= this.#open().catch(() => {
      this.#street = undefined;
      this.#hasFailed = true;
      this.#show('[data-load-map]', true);
      this.#tell('[data-tiles-status]', this.#words.failed);
      return undefined;
    });
    return this.#street;
  }

  /** A browser remembers a script that did not come: only a page that is loaded anew asks for it again. */
  async #loadByHand(): Promise<void> {
    if (this.#hasFailed) return location.reload();
    await this.#load();
    this.querySelector<HTMLElement>('.street-map, [data-load-map]')?.focus({ preventScroll: true });
  }

  async #open(): Promise<StreetMap> {
    const { loadStyles, StreetMap } = await import('./street-map.ts');
    await loadStyles();
    const { bounds = '', tiles, attribution = '', minZoom, maxZoom, load } = this.dataset;
    const [south, west, north, east] = bounds.split(',').map(Number) as [number, number, number, number];
    const host = document.createElement('div');
    host.className = 'street-map';
    this.querySelector('[data-map-box]')!.append(host);
    try {
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
    } catch (error) {
      host.remove();
      throw error;
    }
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
      void this.#street?.then((map) => map?.showOwn(null));
      button.textContent = this.#words.near;
      return this.#tell('[data-near-status]', this.#words.byNameDone);
    }
    try {
      this.#position = await ownPosition();
    } catch {
      return this.#tell('[data-near-status]', this.#words.nearFailed);
    }
    const sorted = sortByDistance(this.#venues, this.#position, this.#words);
    button.textContent = this.#words.byName;
    this.#tellNearest(sorted);
    const map = await this.#load();
    // Around the nearest venues and not around the visitor: which tiles are asked for tells no position.
    map?.fit(sorted.slice(0, NEAREST));
    map?.showOwn(this.#position);
  }

  #tellNearest([nearest]: readonly ListedVenue[]): void {
    const words = this.#words;
    this.#tell(
      '[data-near-status]',
      nearest ? filled(words.nearDone, { venue: nearest.name }) : inWords(words.events, 0),
    );
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
