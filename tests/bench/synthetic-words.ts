/** A source of chance that is the same in every run. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  of<Item>(items: readonly Item[]): Item;
}

/** Mulberry32. */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return { next, below, of: (items) => items[below(items.length)]! };
}

/**
 * Writes texts like given ones: as long, in the same words, some of them exchanged. German ones also get words that no
 * other text has, as German makes them: `Volkstanz` and `Abend` → `Volkstanzabend`.
 */
export class TextVariation {
  readonly #words: readonly string[];
  readonly #compounds: boolean;

  constructor(texts: readonly string[], { compounds }: { compounds: boolean }) {
    this.#words = [...new Set(texts.flatMap((text) => text.match(WORD) ?? []))];
    this.#compounds = compounds;
  }

  /** @param share of the words that are exchanged, 0 to 1 */
  vary(text: string, share: number, chance: Chance): string {
    return text.replace(WORD, (word) => {
      if (chance.next() >= share) return word;
      if (this.#compounds && chance.next() < 0.4) return this.#compound(chance);
      return chance.of(this.#words);
    });
  }

  #compound(chance: Chance): string {
    const [first, second] = [chance.of(this.#words), chance.of(this.#words)];
    return first[0]!.toUpperCase() + first.slice(1) + second.toLowerCase();
  }
}

const WORD = /\p{L}{4,}/gu;

/** `'Groß Grüningen'` → `'gross-grueningen'` */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
