import { languageOf, LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import type { Dictionaries, Dictionary, Plural, StringKey } from './dictionary.ts';
import { DateFormats } from './date-formats.ts';
import { phrase } from './phrase.ts';

/**
 * One interface language at work: its strings and its ways to write days, numbers and lists. Made once per process.
 *
 * `translation.t('events.count', { count: 3 })` → `'3 Veranstaltungen'`
 */
export class Translation {
  readonly code: LanguageCode;
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
  readonly dates: DateFormats;
  /** For sorting names as the language does. */
  readonly compare: (a: string, b: string) => number;
  readonly #dictionary: Dictionary;
  readonly #dictionaries: Dictionaries;
  readonly #plurals: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;
  readonly #euros: Intl.NumberFormat;
  readonly #cents: Intl.NumberFormat;
  readonly #kilometres: Intl.NumberFormat;
  readonly #languageNames: Intl.DisplayNames;
  readonly #knownLanguageNames = new Map<string, string>();

  constructor(code: LanguageCode, dictionaries: Dictionaries) {
    const language = languageOf(code);
    const { tag, dir } = language;
    const latin = { numberingSystem: 'latn' };
    const euro = { ...latin, style: 'currency', currency: 'EUR', currencyDisplay: 'narrowSymbol' } as const;
    this.code = code;
    this.tag = tag;
    this.dir = dir;
    this.dates = new DateFormats(language, (key, values) => this.t(key, values));
    this.compare = new Intl.Collator(tag).compare;
    this.#dictionary = dictionaries[code];
    this.#dictionaries = dictionaries;
    this.#plurals = new Intl.PluralRules(tag);
    this.#numbers = new Intl.NumberFormat(tag, latin);
    this.#euros = new Intl.NumberFormat(tag, { ...euro, maximumFractionDigits: 0 });
    this.#cents = new Intl.NumberFormat(tag, euro);
    this.#kilometres = new Intl.NumberFormat(tag, {
      ...latin,
      style: 'unit',
      unit: 'kilometer',
      maximumFractionDigits: 0,
    });
    this.#languageNames = new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' });
  }

  /** A string of the interface; numbers in `values` are written as the language does, `count` chooses the plural. */
  t(key: StringKey, values: Readonly<Record<string, string | number>> = {}): string {
    return phrase(this.#dictionary[key], values, this.#plurals, (value) => this.number(value));
  }

  /** A string without placeholders in another language, for what is offered in that one. */
  inOther(code: LanguageCode, key: StringKey): string {
    return this.#dictionaries[code][key] as string;
  }

  /** All plural forms of a string, for scripts that count in the browser: `{ one: '{count} Ort', other: '{count} Orte' }`. */
  forms(key: StringKey): Plural {
    const entry = this.#dictionary[key];
    return typeof entry === 'string' ? { other: entry } : entry;
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** `price(500)` → `'5 €'`, `price(1250)` → `'12,50 €'`. */
  price(cents: number): string {
    return unbroken((cents % 100 === 0 ? this.#euros : this.#cents).format(cents / 100));
  }

  /** A distance in whole kilometres, at least one. */
  distance(metres: number): string {
    return unbroken(this.#kilometres.format(Math.max(1, Math.round(metres / 1000))));
  }

  /** `duration(7, 'day')` → `'7 Tage'` */
  duration(count: number, unit: 'hour' | 'day' | 'month'): string {
    return new Intl.NumberFormat(this.tag, {
      ...{ numberingSystem: 'latn', style: 'unit', unit, unitDisplay: 'long' },
    }).format(count);
  }

  /** `list(['Deutsch', 'Englisch'])` → `'Deutsch, Englisch'`, with the language's own comma. */
  list(items: readonly string[]): string {
    return items.join(this.t('list.separator'));
  }

  /** The name of a spoken language; of `zxx`, that little is said; of one unknown to CLDR, its code. */
  languageName(code: string): string {
    if (code === 'zxx') return this.t('language.zxx');
    // Persian as spoken in Afghanistan and Iran alike: one choice, named so that both find it.
    if (code === 'fa') return this.t('language.fa');
    const known = this.#knownLanguageNames.get(code) ?? this.#languageNames.of(code) ?? code;
    // The languages of a festival are few; anyone can invent more.
    if (this.#knownLanguageNames.size < 200) this.#knownLanguageNames.set(code, known);
    return known;
  }
}

/** A number and its unit stay on one line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

export type Translations = Readonly<Record<LanguageCode, Translation>>;

export function translationsFrom(dictionaries: Dictionaries): Translations {
  return Object.fromEntries(
    LANGUAGES.map(({ code }) => [code, new Translation(code, dictionaries)]),
  ) as unknown as Translations;
}
