import type { Programme } from '#src/catalogue/programme.ts';
import type { ProgrammeEvent } from '#src/catalogue/types.ts';
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

/**
 * Published events that may be the one that is being submitted, most alike first.
 *
 * @param except slug of the event that is being corrected
 */
export function likelyDuplicates(
  programme: Programme,
  candidate: Candidate,
  except: string | null = null,
): ProgrammeEvent[] {
  const titles = candidate.titles.map(pairsOf).filter((pairs) => pairs.length > 0);
  return programme.events
    .filter(({ slug }) => slug !== except)
    .map((event) => ({ event, likeness: likenessOf(event, titles) }))
    .filter(({ event, likeness }) => likeness >= (isThere(event, candidate) ? SIMILAR_TITLE : SAME_TITLE))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST)
    .map(({ event }) => event);
}

function isThere({ occurrences }: ProgrammeEvent, { days, venues }: Candidate): boolean {
  return occurrences.some(
    (occurrence) =>
      occurrence.days.some((day) => days.includes(day)) ||
      (occurrence.venue !== null && venues.includes(occurrence.venue.slug)),
  );
}

function likenessOf({ texts }: ProgrammeEvent, titles: readonly string[][]): number {
  const known = Object.values(texts).map(({ title }) => pairsOf(title));
  return Math.max(0, ...titles.flatMap((title) => known.map((other) => likeness(title, other))));
}

/** The part of the pairs of letters that two titles share: 1 for the same title (Dice's coefficient). */
function likeness(a: readonly string[], b: readonly string[]): number {
  const left = [...b];
  const shared = a.filter((pair) => {
    const at = left.indexOf(pair);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (a.length + b.length);
}

function pairsOf(title: string): string[] {
  const letters = lettersOf(title.slice(0, 200));
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2));
}
