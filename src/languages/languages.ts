/**
 * The one table of interface languages. Adding a language is adding a row here and its files in `content/`.
 */
export interface Language {
  /** What stands in addresses (`/uk/events`) and file names (`uk.json`). */
  readonly code: string;
  /** BCP 47 tag for `lang` attributes and for Intl: without surprises in calendar, digits and clock. */
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
  /** The language's name in itself. */
  readonly endonym: string;
  /** Open Graph's form of the locale. */
  readonly locale: string;
  /** How short dates write the month: in full where the short form is no shorter and turns the order around. */
  readonly shortMonth: 'short' | 'long';
  /** Whether every event should have a text in it: coordinators are told where one is missing. */
  readonly ofEveryEvent: boolean;
}

/** In the order in which the language switch shows them; the first is the language at the root. */
export const LANGUAGES = [
  { code: 'de', tag: 'de', dir: 'ltr', endonym: 'Deutsch', locale: 'de_DE', shortMonth: 'short', ofEveryEvent: true },
  {
    code: 'uk',
    tag: 'uk',
    dir: 'ltr',
    endonym: 'Українська',
    locale: 'uk_UA',
    shortMonth: 'short',
    ofEveryEvent: true,
  },
  { code: 'ar', tag: 'ar', dir: 'rtl', endonym: 'العربية', locale: 'ar_AR', shortMonth: 'short', ofEveryEvent: true },
  {
    code: 'en',
    tag: 'en-GB',
    dir: 'ltr',
    endonym: 'English',
    locale: 'en_GB',
    shortMonth: 'short',
    ofEveryEvent: true,
  },
  { code: 'fa', tag: 'fa-AF', dir: 'rtl', endonym: 'دری', locale: 'fa_AF', shortMonth: 'long', ofEveryEvent: false },
  { code: 'ru', tag: 'ru', dir: 'ltr', endonym: 'Русский', locale: 'ru_RU', shortMonth: 'short', ofEveryEvent: false },
  { code: 'pl', tag: 'pl', dir: 'ltr', endonym: 'Polski', locale: 'pl_PL', shortMonth: 'short', ofEveryEvent: false },
  { code: 'ro', tag: 'ro', dir: 'ltr', endonym: 'Română', locale: 'ro_RO', shortMonth: 'short', ofEveryEvent: false },
  { code: 'tr', tag: 'tr', dir: 'ltr', endonym: 'Türkçe', locale: 'tr_TR', shortMonth: 'short', ofEveryEvent: false },
  { code: 'fr', tag: 'fr', dir: 'ltr', endonym: 'Français', locale: 'fr_FR', shortMonth: 'short', ofEveryEvent: false },
] as const satisfies readonly Language[];

/** The code of an interface language, as in addresses. */
export type LanguageCode = (typeof LANGUAGES)[number]['code'];

/** The language at the root, which every published event has. */
export const DEFAULT_LANGUAGE: LanguageCode = 'de';

const byCode = new Map<string, Language>(LANGUAGES.map((language) => [language.code, language]));

/** Whether `code` is the code of an interface language. */
export function isLanguageCode(code: string): code is LanguageCode {
  return byCode.has(code);
}

/** The row of an interface language: `languageOf('ar').dir` → `'rtl'`. */
export function languageOf(code: LanguageCode): Language {
  return byCode.get(code)!;
}

/** The writing direction of text in any language: right to left only where the table says so. */
export function directionOf(code: string): 'ltr' | 'rtl' {
  return byCode.get(code)?.dir ?? 'ltr';
}

/**
 * The tag for the `lang` attribute of text in any language, also one without an interface:
 * `languageTag('en')` → `'en-GB'`, `languageTag('bg')` → `'bg'`.
 */
export function languageTag(code: string): string {
  return byCode.get(code)?.tag ?? code;
}
