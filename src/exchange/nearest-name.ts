import { folded } from './exchange-words.ts';

/** Names further from what was typed than this share of its letters are not meant. */
const MOST = 0.45;
/** Nobody types longer ones; comparing would take its time. */
const LONGEST = 120;

/**
 * The name that was most likely meant: `nearestName('Presenwerk', ['Pressenwerk, Bad Salzungen', 'Rathaus'])` →
 * `'Pressenwerk, Bad Salzungen'`; null if none is near.
 */
export function nearestName(typed: string, names: Iterable<string>): string | null {
  const wanted = folded(typed).slice(0, LONGEST);
  if (wanted.length < 3) return null;
  let [nearest, least]: [string | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const name of names) {
    const candidate = folded(name).slice(0, LONGEST);
    // A town behind a name, or a part of a name, is no mistake in typing.
    const isPart = candidate.includes(wanted) || wanted.includes(candidate);
    const start = folded(name.split(',')[0]!).slice(0, LONGEST);
    const distance = isPart ? 0.5 : Math.min(editDistance(wanted, candidate), editDistance(wanted, start));
    if (distance < least) [nearest, least] = [name, distance];
  }
  return least <= wanted.length * MOST ? nearest : null;
}

/** How many letters have to be typed, taken out or changed (Levenshtein). */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
