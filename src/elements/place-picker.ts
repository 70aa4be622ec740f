import { degreesIn, pointIn, type PointText } from '../filter/point-text.ts';
import { filled } from './map-words.ts';
import type { PickerMap } from './picker-map.ts';

/** As exact as a marker can be put: about a metre. */
const DIGITS = 5;

/**
 * `<place-picker>` around the fields `latitude` and `longitude`. Optional: without it the numbers are typed or pasted.
 * With it a map can be opened, whose marker and the fields always say the same, and whatever is pasted into one field
 * that tells a whole point is parted at once.
 */
class PlacePicker extends HTMLElement {
  #map: Promise<PickerMap | undefined> | undefined;

  connectedCallback(): void {
    this.addEventListener('input', this);
    this.addEventListener('click', this);
    if (this.dataset['bounds'] === undefined) return;
    for (const name of ['[data-open-map]', '[data-centre]']) this.#show(name, true);
  }

  handleEvent({ type, target }: Event): void {
    if (type === 'input') return this.#typed(target as HTMLInputElement);
    const button = (target as Element).closest('button');
    if (button?.matches('[data-open-map]')) void this.#open().then((map) => map?.focus());
    if (button?.matches('[data-centre]')) void this.#startAtCentre();
  }

  #typed(field: HTMLInputElement): void {
    const pasted = pointIn(field.value);
    if (pasted) this.#write(pasted);
    void this.#map?.then((map) => map?.mark(this.#point));
  }

  async #startAtCentre(): Promise<void> {
    this.#write(this.#centre);
    const map = await this.#open();
    map?.mark(this.#point);
    map?.focus();
  }

  /** Fetches Leaflet and shows the map, once; undefined if it does not come. */
  #open(): Promise<PickerMap | undefined> {
    this.#map ??= this.#load().catch(() => {
      this.#map = undefined;
      this.#show('[data-map-box]', false);
      this.#tell((JSON.parse(this.dataset['words'] ?? '{}') as { failed?: string }).failed ?? '');
      return undefined;
    });
    return this.#map;
  }

  async #load(): Promise<PickerMap> {
    const { loadStyles, PickerMap } = await import('./picker-map.ts');
    await loadStyles();
    this.#show('[data-open-map]', false);
    this.#show('[data-map-hint]', true);
    this.#show('[data-map-box]', true);
    const map = new PickerMap(this.querySelector<HTMLElement>('[data-map-box]')!, this.dataset, (point) => {
      this.#write(point);
      const [latitude, longitude] = point.map((degrees) => degrees.toFixed(DIGITS)) as [string, string];
      this.#tell(filled(this.dataset['moved'] ?? '', { latitude, longitude }));
    });
    map.lookAt(this.#point ?? this.#centre, this.#point !== null);
    map.mark(this.#point);
    return map;
  }

  /** Both numbers, if both are some. */
  get #point(): PointText | null {
    const latitude = degreesIn(this.#field('latitude').value, 90);
    const longitude = degreesIn(this.#field('longitude').value, 180);
    return latitude === null || longitude === null ? null : [latitude, longitude];
  }

  /** Of the town that the form names or, before it names one, of all there is. */
  get #centre(): PointText {
    const places = JSON.parse(this.dataset['places'] ?? '{}') as Record<string, string>;
    const chosen = this.closest('form')?.querySelector<HTMLSelectElement>('[name=place]')?.value ?? '';
    const known = pointIn(places[chosen] ?? '');
    if (known) return known;
    const [south = 0, west = 0, north = 0, east = 0] = (this.dataset['bounds'] ?? '').split(',').map(Number);
    return [(south + north) / 2, (west + east) / 2];
  }

  #write([latitude, longitude]: PointText): void {
    this.#field('latitude').value = String(Number(latitude.toFixed(DIGITS)));
    this.#field('longitude').value = String(Number(longitude.toFixed(DIGITS)));
  }

  #field(name: string): HTMLInputElement {
    return this.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  }

  #tell(text: string): void {
    const status = this.querySelector('[data-picker-status]');
    if (status) status.textContent = text;
  }

  #show(selector: string, isShown: boolean): void {
    const element = this.querySelector<HTMLElement>(selector);
    if (element) element.hidden = !isShown;
  }
}

customElements.define('place-picker', PlacePicker);
