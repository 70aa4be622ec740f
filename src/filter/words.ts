/**
 * Words as the search compares them: without case, accents or typographic variants, so that "grusse" and
 * "grüsse" find "Grüße" and "lodz" finds "Łódź".
 */

/**
 * `fold('Grüße aus Łódź')` → `'grusse aus lodz'`, `fold('сім’я')` → `'сімя'`; Arabic loses its vowel signs, its letters
 * and digits their variants. Invisible characters (soft hyphens, joiners) and apostrophes do not part a word.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(/(?<=\p{L})['’‘ʼʹ′`](?=\p{L})/gu, '')
    .replace(/[ßłøđæœıٱىیةک٠-٩۰-۹]/g, (letter) => LETTERS[letter] ?? String(letter.charCodeAt(0) & 0xf));
}

/** What names and titles are compared by: `lettersOf('Café „Grüße“')` → `'cafegrusse'`; of symbols alone nothing is left. */
export function lettersOf(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '');
}

/** The words of a text, folded, each once: letters and digits count, everything else separates. */
export function wordsOf(text: string): string[] {
  return [...new Set(fold(text).match(/[\p{L}\p{N}]+/gu))];
}

/**
 * Finds words, and parts of words ("tanz" in "Volkstanzabend"), in many texts at once. The distinct words of
 * 6,000 texts stand in one string of some hundred kilobytes, which is looked through in a fraction of a millisecond.
 */
export class WordIndex {
  readonly #size: number;
  /** All distinct words, each behind a line feed: `'\nvolkstanzabend\nmusik\n'`. */
  readonly #words: string;
  /** Where each word begins in `#words`, and the items that hold it, ascending. */
  readonly #starts: Int32Array;
  readonly #postings: readonly (readonly number[])[];

  /** @param texts one list of texts per item; items are known by their position. */
  constructor(texts: readonly (readonly string[])[]) {
    const postings = new Map<string, number[]>();
    texts.forEach((ofItem, item) => {
      for (const text of ofItem) {
        for (const word of [...wordsOf(text), ...wordsOf(withUmlautsSpelledOut(text))]) {
          const items = postings.get(word);
          if (!items) postings.set(word, [item]);
          else if (items[items.length - 1] !== item) items.push(item);
        }
      }
    });
    this.#size = texts.length;
    this.#postings = [...postings.values()];
    this.#starts = new Int32Array(postings.size + 1);
    let end = 1;
    [...postings.keys()].forEach((word, position) => {
      this.#starts[position] = end;
      end += word.length + 1;
    });
    this.#starts[postings.size] = end;
    this.#words = `\n${[...postings.keys()].join('\n')}\n`;
  }

  /** For each item 1 where every word of `query` is part of one of its words, else 0; all 1 for a query without words. */
  find(query: string): Uint8Array {
    const found = new Uint8Array(this.#size).fill(1);
    for (const part of wordsOf(query).slice(0, MAX_PARTS)) {
      const having = this.#holding(part);
      for (let item = 0; item < this.#size; item++) found[item]! &= having[item]!;
    }
    return found;
  }

  /** For each item 1 where `part` is part of one of its words, else 0. */
  #holding(part: string): Uint8Array {
    const having = new Uint8Array(this.#size);
    let word = 0;
    for (let at = this.#words.indexOf(part); at >= 0; at = this.#words.indexOf(part, this.#starts[word])) {
      while (this.#starts[word + 1]! <= at) word++;
      for (const item of this.#postings[word]!) having[item] = 1;
      word++;
    }
    return having;
  }
}

/** Nobody searches for more words at once; each costs a look through all of the index. */
const MAX_PARTS = 12;

const LETTERS: Record<string, string> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};

/** German readers without umlauts on their keyboard write "gruesse" for "Grüße". */
function withUmlautsSpelledOut(text: string): string {
  const composed = text.normalize('NFC').toLowerCase();
  if (!/[äöü]/.test(composed)) return '';
  return composed.replace(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter]!);
}
