/** A venue as the page's list has it: what the map shows of it comes from there. */
export interface ListedVenue {
  readonly slug: string;
  readonly point: [latitude: number, longitude: number];
  readonly name: string;
  readonly town: string;
  /** Name, town and number of events, as it is spoken. */
  readonly label: string;
  readonly hue: string;
  readonly count: number;
  /** The addresses of its events: several venues may have the same one. */
  readonly events: readonly string[];
  /** Whether the list tells what is on there; if not, its marker only shows where it is. */
  readonly isTold: boolean;
  readonly item: HTMLElement;
}

/** The venues that a page lists, in its order. */
export function listedVenues(page: ParentNode): ListedVenue[] {
  return [...page.querySelectorAll<HTMLElement>('[data-venue]')].map((item) => {
    const { venue = '', point = '', name = '', town = '', label = '', hue = '0', total = '0' } = item.dataset;
    const [latitude = 0, longitude = 0] = point.split(',').map(Number);
    const isTold = item.querySelector('[data-events]') !== null;
    const events = [...item.querySelectorAll<HTMLAnchorElement>('[data-events] a')].map(({ href }) => href);
    const place = { point: [latitude, longitude] as [number, number], name, town };
    return { slug: venue, ...place, label, hue, count: Number(total), events, isTold, item };
  });
}

/**
 * How many events several venues have together. Those that two of them share count once, as far as the list names
 * them: of a venue with very many it names the first.
 */
export function countEvents(venues: readonly ListedVenue[]): number {
  const named = new Set(venues.flatMap(({ events }) => events));
  const unnamed = venues.map(({ count, events }) => count - new Set(events).size);
  return unnamed.reduce((sum, more) => sum + more, named.size);
}
