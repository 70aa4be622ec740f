import { fold } from '#src/filter/words.ts';
import { distanceBetween } from './nearby.ts';
import type { Point } from './types.ts';

/** Nearer than this, two records may mean one house, in metres. */
const SAME_HOUSE = 50;
/** The part of their pairs of letters that two names share at least, if they may be one. */
const SAME_NAME = 0.75;
/** What tells no two names apart. */
const EMPTY_WORDS = new Set(['der', 'die', 'das', 'im', 'am', 'in', 'und', 'e', 'v', 'ev', 'ggmbh', 'gmbh']);

/** What of a record tells whether it may be another one. */
export interface Comparable {
  readonly slug: string;
  readonly name: string;
  /** Of a venue; organisers have none. */
  readonly town?: string;
  readonly townName?: string;
  readonly street?: string | null;
  readonly point?: Point | null;
}

/** Why two records may be one: by their names, by their addresses, or as they stand on the map. */
export type Likeness = 'name' | 'street' | 'point';

export interface LikelySame {
  readonly slug: string;
  readonly because: readonly Likeness[];
}

/**
 * For each record the others that may be the same one, those with the most reasons first. Venues are compared within
 * their town only: there is a Rathaus in each.
 */
export function likelySame(records: readonly Comparable[]): ReadonlyMap<string, readonly LikelySame[]> {
  const found = new Map<string, LikelySame[]>();
  const add = (slug: string, other: LikelySame) => {
    const others = found.get(slug);
    if (others) others.push(other);
    else found.set(slug, [other]);
  };
  for (const ofTown of Map.groupBy(records, ({ town }) => town ?? '').values()) {
    const prepared = ofTown.map(prepare);
    prepared.forEach((one, at) => {
      for (const other of prepared.slice(at + 1)) {
        const because = likenesses(one, other);
        if (because.length === 0) continue;
        add(one.record.slug, { slug: other.record.slug, because });
        add(other.record.slug, { slug: one.record.slug, because });
      }
    });
  }
  for (const others of found.values()) others.sort((a, b) => b.because.length - a.because.length);
  return found;
}

interface Prepared {
  readonly record: Comparable;
  readonly letters: string;
  /** Each two neighbouring letters as one number, ascending: comparing hundreds of names with each other takes long. */
  readonly pairs: Uint32Array;
  /** Street and number; null where there is no number, since a street has many houses. */
  readonly address: string | null;
}

function prepare(record: Comparable): Prepared {
  const letters = lettersOf(record);
  const pairs = Uint32Array.from(
    { length: Math.max(0, letters.length - 1) },
    (_, at) => letters.charCodeAt(at) * 65_536 + letters.charCodeAt(at + 1),
  );
  return { record, letters, pairs: pairs.sort(), address: addressOf(record.street ?? null) };
}

/** Its name without what it shares with every other: `'Die VHS, Eisenach e. V.'` in Eisenach → `'vhs'`. */
function lettersOf({ name, townName }: Comparable): string {
  const town = new Set(wordsIn(townName ?? ''));
  const words = wordsIn(name);
  const telling = words.filter((word) => !EMPTY_WORDS.has(word) && !town.has(word));
  return (telling.length > 0 ? telling : words).join('');
}

function wordsIn(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** `'Erzberger Allee 14 a'` → `'erzbergerallee14a'`, `'Bahnhofstr. 1'` → `'bahnhofstrasse1'` */
function addressOf(street: string | null): string | null {
  const letters = wordsIn((street ?? '').replace(/str\.|straße/gi, 'strasse')).join('');
  return /\d/.test(letters) ? letters : null;
}

function likenesses(one: Prepared, other: Prepared): Likeness[] {
  const [a, b] = [one.record.point, other.record.point];
  return [
    ...(isAlike(one, other) ? (['name'] as const) : []),
    ...(one.address !== null && one.address === other.address ? (['street'] as const) : []),
    ...(a && b && distanceBetween(a, b) <= SAME_HOUSE ? (['point'] as const) : []),
  ];
}

/** Dice's coefficient; one name in the other counts too: `'Pressenwerk'`, `'Soziokulturelles Zentrum Pressenwerk'`. */
function isAlike(one: Prepared, other: Prepared): boolean {
  const [shorter, longer] = one.letters.length < other.letters.length ? [one, other] : [other, one];
  if (shorter.letters === '') return false;
  if (shorter.letters.length >= 6 && longer.letters.includes(shorter.letters)) return true;
  if (shorter.letters === longer.letters) return true;
  const [few, many] = [shorter.pairs, longer.pairs];
  // So few could not be enough, even if all were shared.
  if ((2 * few.length) / (few.length + many.length) < SAME_NAME) return false;
  let shared = 0;
  for (let i = 0, j = 0; i < few.length && j < many.length;) {
    const [a, b] = [few[i]!, many[j]!];
    if (a === b) shared++;
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return (2 * shared) / (few.length + many.length) >= SAME_NAME;
}
