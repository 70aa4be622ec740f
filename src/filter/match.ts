import { activeNames, type Filter, type FilterName } from './filter.ts';
import { WordIndex } from './words.ts';

/** The filter's names whose values can be counted and offered as choices. */
export const FACET_NAMES = [
  'day',
  'place',
  'venue',
  'organiser',
  'category',
  'language',
  'audience',
  'access',
  'free',
] as const satisfies readonly FilterName[];
export type FacetName = (typeof FACET_NAMES)[number];

/** One date of an event as the filter sees it. All dates of an event stand next to each other. */
export interface FilterSubject {
  /** The event's slug. */
  readonly event: string;
  /** The values that this date carries under each name; `free` is `['1']` or empty. */
  readonly facets: Readonly<Record<FacetName, readonly string[]>>;
}

/** What a filter finds among the dates of an index. */
export interface Selection {
  /** Positions of the matching dates in the index, ascending. */
  readonly dates: readonly number[];
  /** How many events these dates belong to. */
  readonly eventCount: number;
  /** For each value of each name: the number of events that match it together with all *other* names' values. */
  readonly choices: Readonly<Record<FacetName, ReadonlyMap<string, number>>>;
  /** For each active name: how many events would match without it. */
  readonly wider: ReadonlyMap<FilterName, number>;
}

/**
 * An immutable index over dates of events. Filtering 6,000 events and counting all choices takes a few
 * milliseconds: every value is a small integer, and one pass over the dates counts everything.
 */
export class FilterIndex {
  readonly subjects: readonly FilterSubject[];
  readonly #texts: () => readonly (readonly string[])[];
  #words: WordIndex | undefined;
  /** Position of each date's event among the events, in order of first appearance. */
  readonly #eventOf: Int32Array;
  readonly #eventSlugs: string[] = [];
  readonly #values: Record<FacetName, Map<string, number>>;
  readonly #names: FacetName[] = [];
  /** The value numbers of date i are `#carried[#offsets[i]]` up to before `#carried[#offsets[i + 1]]`. */
  readonly #carried: Int32Array;
  readonly #offsets: Int32Array;

  /**
   * @param subjects the dates, those of one event next to each other.
   * @param texts gives the searchable texts of each event, in the order of the events' first dates; asked for at
   *   the first search only.
   */
  constructor(subjects: readonly FilterSubject[], texts: () => readonly (readonly string[])[]) {
    this.subjects = subjects;
    this.#texts = texts;
    this.#values = Object.fromEntries(FACET_NAMES.map((name) => [name, new Map()])) as unknown as Record<
      FacetName,
      Map<string, number>
    >;
    this.#eventOf = new Int32Array(subjects.length);
    this.#offsets = new Int32Array(subjects.length + 1);
    const carried: number[] = [];
    subjects.forEach((subject, date) => {
      if (this.#eventSlugs.at(-1) !== subject.event) this.#eventSlugs.push(subject.event);
      this.#eventOf[date] = this.#eventSlugs.length - 1;
      for (const name of FACET_NAMES) {
        for (const value of subject.facets[name]) carried.push(this.#numberOf(name, value));
      }
      this.#offsets[date + 1] = carried.length;
    });
    this.#carried = Int32Array.from(carried);
  }

  /** Filters the dates and counts every choice with the other filters applied. `edition` is the caller's to choose. */
  select(filter: Filter): Selection {
    const activeFacets = FACET_NAMES.filter((name) => filter[name].length > 0);
    const bitOf = new Map(activeFacets.map((name, bit) => [name, 1 << bit]));
    const all = (1 << activeFacets.length) - 1;
    const wanted = this.#wantedBits(filter, bitOf);
    const bitOfValue = Int32Array.from(this.#names, (name) => bitOf.get(name) ?? 0);

    const words = this.#matchingWords(filter.q);
    const chosen = filter.event.length > 0 ? new Set(filter.event) : undefined;

    const counts = new Int32Array(this.#names.length);
    const lastCounted = new Int32Array(this.#names.length).fill(-1);
    const restricting = activeNames(filter).filter((name) => name !== 'edition');
    const wider = new Map<FilterName, EventCounter>(restricting.map((name) => [name, new EventCounter()]));
    const widen = (name: FilterName, event: number) => wider.get(name)?.add(event);
    const dates: number[] = [];
    const matching = new EventCounter();

    for (let date = 0; date < this.#eventOf.length; date++) {
      const event = this.#eventOf[date]!;
      const from = this.#offsets[date]!;
      const to = this.#offsets[date + 1]!;
      let satisfied = 0;
      for (let i = from; i < to; i++) satisfied |= wanted[this.#carried[i]!]!;
      const missing = all & ~satisfied;
      const inWords = !words || words[event] === 1;
      const inEvents = !chosen || chosen.has(this.#eventSlugs[event]!);
      if (!inWords || !inEvents) {
        if (missing === 0 && inEvents) widen('q', event);
        if (missing === 0 && inWords) widen('event', event);
        continue;
      }
      if (missing === 0) {
        dates.push(date);
        matching.add(event);
      }
      // A date that only fails one name counts for the choices of that name; one that fails none, for all.
      if ((missing & (missing - 1)) === 0) {
        for (let i = from; i < to; i++) {
          const value = this.#carried[i]!;
          if (missing !== 0 && bitOfValue[value] !== missing) continue;
          if (lastCounted[value] === event) continue;
          lastCounted[value] = event;
          counts[value]!++;
        }
        for (const [name, bit] of bitOf) if (missing === 0 || missing === bit) widen(name, event);
        if (missing === 0) {
          if (words) widen('q', event);
          if (chosen) widen('event', event);
        }
      }
    }
    return {
      dates,
      eventCount: matching.count,
      choices: this.#choices(counts),
      wider: new Map([...wider].map(([name, { count }]) => [name, count])),
    };
  }

  #matchingWords(queries: readonly string[]): Uint8Array | undefined {
    if (queries.length === 0) return undefined;
    const words = (this.#words ??= new WordIndex(this.#texts()));
    const found = new Uint8Array(this.#eventSlugs.length);
    for (const query of queries) words.find(query).forEach((match, event) => (found[event]! |= match));
    return found;
  }

  /** For each value number the bit of its name where the filter asks for that value, else 0. */
  #wantedBits(filter: Filter, bitOf: ReadonlyMap<FacetName, number>): Int32Array {
    const wanted = new Int32Array(this.#names.length);
    for (const [name, bit] of bitOf) {
      for (const value of filter[name]) {
        const number = this.#values[name].get(value);
        if (number !== undefined) wanted[number] = bit;
      }
    }
    return wanted;
  }

  #choices(counts: Int32Array): Selection['choices'] {
    return Object.fromEntries(
      FACET_NAMES.map((name) => [
        name,
        new Map([...this.#values[name]].map(([value, number]) => [value, counts[number]!])),
      ]),
    ) as unknown as Selection['choices'];
  }

  #numberOf(name: FacetName, value: string): number {
    const known = this.#values[name].get(value);
    if (known !== undefined) return known;
    this.#values[name].set(value, this.#names.length);
    return this.#names.push(name) - 1;
  }
}

/** Counts events whose dates come one after another. */
class EventCounter {
  count = 0;
  #last = -1;

  add(event: number): void {
    if (event !== this.#last) this.count++;
    this.#last = event;
  }
}
