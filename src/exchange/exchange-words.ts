import { nameIn, venueInLine } from '#src/catalogue/types.ts';
import { ACCESS_FEATURES, AUDIENCES, PRICE_KINDS, REGISTRATION_KINDS } from '#src/filter/vocabulary.ts';
import type { DeskWords } from '#src/i18n/desk-words.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { SPOKEN_LANGUAGES } from '#src/submissions/form-schema.ts';
import { knownOrganiser, knownVenue } from '#src/submissions/known-names.ts';
import type { Known } from './catalogue-reading.ts';

/** The columns whose cells choose from a list. */
export const CHOICE_COLUMNS = ['category', 'audiences', 'languages', 'access', 'price', 'registration'] as const;
export type ChoiceColumn = (typeof CHOICE_COLUMNS)[number];

/** What stands in a cell for each code. Read are these words, whatever their case, and the codes themselves. */
export class ExchangeWords {
  readonly i18n: Translation;
  readonly desk: DeskWords;
  readonly #known: Known;
  readonly #lists: Readonly<Record<ChoiceColumn, ReadonlyMap<string, string>>>;

  constructor(desk: DeskWords, i18n: Translation, known: Known) {
    const { categories } = known;
    this.#known = known;
    this.desk = desk;
    this.i18n = i18n;
    this.#lists = {
      category: new Map([...categories.values()].map(({ slug, name }) => [slug, nameIn(name, 'de')])),
      audiences: new Map(AUDIENCES.map((code) => [code, i18n.t(`audience.${code}`)])),
      languages: new Map(SPOKEN_LANGUAGES.map((code) => [code, i18n.languageName(code)])),
      access: new Map(ACCESS_FEATURES.map((code) => [code, i18n.t(`access.${code}`)])),
      price: new Map(PRICE_KINDS.map((code) => [code, desk.t(`exchange.price.${code}`)])),
      registration: new Map(REGISTRATION_KINDS.map((code) => [code, desk.t(`exchange.registration.${code}`)])),
    };
  }

  /** All that may be chosen in a column, by code. */
  choices(column: ChoiceColumn): ReadonlyMap<string, string> {
    return this.#lists[column];
  }

  nameOf(column: ChoiceColumn, code: string): string {
    return this.#lists[column].get(code) ?? (column === 'languages' ? this.i18n.languageName(code) : code);
  }

  /** The code that was typed, or meant by a name; undefined if there is none. */
  codeOf(column: ChoiceColumn, typed: string): string | undefined {
    const list = this.#lists[column];
    const wanted = folded(typed);
    if (list.has(typed.toLowerCase())) return typed.toLowerCase();
    const found = [...list].find(([, name]) => folded(name) === wanted)?.[0];
    // Of languages there are more than the list names; what the catalogue writes must be read again.
    return found ?? (column === 'languages' ? this.#otherLanguage(typed) : undefined);
  }

  /** A venue as lists have it, if it is known: `'pressenwerk'` → `'Pressenwerk, Bad Salzungen'`. */
  venueText(typed: string): string {
    const venue = knownVenue(this.#known, typed);
    return venue ? venueInLine(venue) : typed;
  }

  /** Organisers as they are called, those that are known. */
  organisersText(typed: string): string {
    const names = partsOf(typed, /[;\n]/).map((name) => knownOrganiser(this.#known, name)?.name ?? name);
    return names.join('; ');
  }

  #otherLanguage(typed: string): string | undefined {
    if (/^[a-z]{2,3}$/.test(typed) && this.i18n.languageName(typed) !== typed) return typed;
    return OTHER_LANGUAGES.find((code) => folded(this.i18n.languageName(code)) === folded(typed));
  }
}

/** What may be spoken although the form does not offer it. */
const OTHER_LANGUAGES = [
  ...['am', 'az', 'be', 'bn', 'bs', 'cs', 'da', 'el', 'et', 'fi', 'ha', 'he', 'hi', 'hr', 'hu', 'hy', 'ja', 'ka', 'kk'],
  ...['ko', 'lt', 'lv', 'mk', 'mn', 'ne', 'nl', 'pt', 'sk', 'sl', 'sv', 'sw', 'ta', 'th', 'tg', 'ur', 'uz', 'zh'],
];

/** For comparison: without case, spaces and punctuation. */
export function folded(text: string): string {
  return text.toLowerCase().replace(/[\p{P}\p{Z}\s]+/gu, '');
}

/** The parts of a cell that names several things; a comma parts them only where no name has one. */
export function partsOf(text: string, separators: RegExp = /[;,\n]/): string[] {
  return text
    .split(separators)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
