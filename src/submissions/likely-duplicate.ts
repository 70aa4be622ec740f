import { lettersOf } from '#src/filter/words.ts';

/** So alike are two titles that only one of them can be meant, and so alike where day or venue is the same, too. */
const SAME_TITLE = 0.85;
const SIMILAR_TITLE = 0.55;
const MOST = 3;

/** What somebody is about to submit. */
export interface Candidate {
  readonly titles: readonly string[];
  readonly days: readonly string[];
  /** Slugs of its venues. */
  readonly venues: readonly string[];
}

/** What it may be the same as: an event of the programme, or a draft. */
export interface KnownEvent {
  readonly slug: string;
  readonly texts: Readonly<Record<string, { readonly title: string }>>;
  readonly occurrences: readonly {
    readonly days: readonly string[];
    readonly venue: { readonly slug: string } | null;
  }[];
}

/**
 * Published events that may be the one that is being submitted, most alike first.
 *
 * @param except slug of the event that is being corrected
 */
export function likelyDuplicates<Event extends KnownEvent>(
  { events }: { readonly events: readonly Event[] },
  candidate: Candidate,
  except: string | null = null,
): Event[] {
  return new KnownTitles(events).likelyDuplicates(candidate, except);
}

/** The titles of many events, prepared once for many candidates. */
export class KnownTitles<Event extends KnownEvent> {
  readonly #known: readonly { readonly event: Event; readonly titles: readonly Pairs[] }[];

  constructor(events: readonly Event[]) {
    this.#known = events.map((event) => ({
      event,
      titles: Object.values(event.texts).map(({ title }) => pairsOf(title)),
    }));
  }

  /** As `likelyDuplicates`. */
  likelyDuplicates(candidate: Candidate, except: string | null = null): Event[] {
    const titles = candidate.titles.map(pairsOf).filter((pairs) => pairs.length > 0);
    return this.#known
      .filter(({ event }) => event.slug !== except)
      .map(({ event, titles: known }) => ({ event, likeness: likenessOf(known, titles) }))
      .filter(({ likeness }) => likeness >= SIMILAR_TITLE)
      .filter(({ event, likeness }) => likeness >= SAME_TITLE || isThere(event, candidate))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, MOST)
      .map(({ event }) => event);
  }
}

function isThere({ occurrences }: KnownEvent, { days, venues }: Candidate): boolean {
  return occurrences.some(
    (occurrence) =>
      occurrence.days.some((day) => days.includes(day)) ||
      (occurrence.venue !== null && venues.includes(occurrence.venue.slug)),
  );
}

function likenessOf(known: readonly Pairs[], titles: readonly Pairs[]): number {
  return Math.max(0, ...titles.flatMap((title) => known.map((other) => likeness(title, other))));
}

/** The part of the pairs of letters that two titles share: 1 for the same title (Dice's coefficient). */
function likeness(a: Pairs, b: Pairs): number {
  const needed = (SIMILAR_TITLE * (a.length + b.length)) / 2;
  let shared = 0;
  for (let left = 0, right = 0; left < a.length && right < b.length;) {
    // So unlike that the rest need not be counted.
    if (shared + Math.min(a.length - left, b.length - right) < needed) return 0;
    const [one, other] = [a[left]!, b[right]!];
    if (one === other) shared++;
    if (one <= other) left++;
    if (other <= one) right++;
  }
  return (2 * shared) / (a.length + b.length);
}

/** Each two letters that follow each other, as a number, ascending: so two titles are compared in one go. */
type Pairs = Uint32Array;

function pairsOf(title: string): Pairs {
  const letters = lettersOf(title.slice(0, 200));
  const pairs = new Uint32Array(Math.max(0, letters.length - 1));
  for (let at = 0; at < pairs.length; at++) pairs[at] = letters.charCodeAt(at) * 0x10000 + letters.charCodeAt(at + 1);
  return pairs.sort();
}
