import type { Covers } from './fonts.ts';

/** Line feeds are set as such. */
const LINE_FEED = '\n';
/** Overrides would turn around what stands beside them; isolates are ours. */
const OVERRIDES = /[\u202a-\u202e]/g;
/** Controls, byte order marks and what is no character: PDF/UA-1 refuses them, whatever a typeface has. */
const NOT_TEXT = /[\p{Cc}\p{Cs}\p{Co}\ufeff\p{Noncharacter_Code_Point}]/u;
/** A longer word than any that is meant: it may break anywhere. At hyphens words break anyway. */
const LONG_WORD = /\p{L}[^\s\u200b\u2010-]{29,}/gu;
const PIECE = 12;
const ADDRESS = /[^\s\u2068\u2069]*(?:@|:\/\/)[^\s\u2068\u2069]*/gu;

/** Names and addresses that are followed, not read. */
const NO_WORDS = new Set([
  'id',
  'entry',
  'toldAt',
  'qr',
  'url',
  'symbol',
  'logo',
  'language',
  'colour',
  'wash',
  'colours',
]);

/**
 * All words of a value as they can be printed. A character that no typeface has is written in parts if those are
 * there, else left out.
 *
 * @param leftOut gets what is left out
 */
export function printable<Value>(value: Value, covers: Covers, leftOut: Set<string>): Value {
  if (typeof value === 'string') return printableText(value, covers, leftOut) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => printable(item, covers, leftOut)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      NO_WORDS.has(name) ? item : printable<unknown>(item, covers, leftOut),
    ]),
  ) as Value;
}

function printableText(text: string, covers: Covers, leftOut: Set<string>): string {
  const characters = [...text.normalize('NFC').replace(/\r\n?/g, LINE_FEED).replace(/\t/g, ' ').replace(OVERRIDES, '')];
  const printed = characters.map((character) => {
    if (character === LINE_FEED) return character;
    if (NOT_TEXT.test(character)) return '';
    if (covers(character)) return character;
    const parts = character.normalize('NFKD');
    if (parts !== character && [...parts].every(covers)) return parts;
    leftOut.add(character);
    return '';
  });
  const result = withPlacesToBreak(printed.join(''));
  // A title of which nothing is left is a title still.
  return text.trim() !== '' && !/[^\s\p{C}]/u.test(result) ? '–' : result;
}

/** Zero-width spaces where a line may break that would otherwise run out of its column. */
function withPlacesToBreak(text: string): string {
  return text
    .replace(ADDRESS, (address) =>
      address.replace(address.length > 34 ? /(?:\/(?!\/)|[@.?&=_-])(?=.)/gu : /(?:\/(?!\/)|[@?&=])(?=.)/gu, '$&\u200b'),
    )
    .replace(LONG_WORD, (word) => word.match(new RegExp(`.{1,${PIECE}}`, 'gu'))!.join('\u200b'));
}
