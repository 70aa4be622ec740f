import { z } from 'zod';
import { LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';

/** How a booklet is made, whatever is in it. */
export interface BookletOptions {
  readonly language: LanguageCode;
  readonly format: BookletFormat;
  /** For the printer's: 3 mm more around each page, marks where to cut, and pages that come in fours. */
  readonly bleed: boolean;
  /** Two pages on each side of a sheet, in the order that folding needs. */
  readonly imposed: boolean;
}

export const BOOKLET_FORMATS = ['a5', 'a4'] as const;
export type BookletFormat = (typeof BOOKLET_FORMATS)[number];

/** What somebody wrote that is none of the values there are. */
export interface OptionProblem {
  readonly name: keyof BookletOptions;
  readonly value: string;
  readonly known: readonly string[];
}

const CODES = LANGUAGES.map(({ code }) => code);
const SCHEMA = z.object({
  language: z.enum(CODES as [LanguageCode, ...LanguageCode[]]).default('de'),
  format: z.enum(BOOKLET_FORMATS).default('a5'),
  bleed: z.literal('1').optional(),
  imposed: z.literal('1').optional(),
});
const KNOWN = { language: CODES, format: BOOKLET_FORMATS, bleed: ['1'], imposed: ['1'] } as const;

/** Reads options as a query or a command line has them; `''` and what is not there stand for the usual. */
export function readBookletOptions(
  written: Readonly<Partial<Record<keyof BookletOptions, string | null | undefined>>>,
): { readonly options: BookletOptions } | { readonly problems: readonly OptionProblem[] } {
  const given = Object.fromEntries(Object.entries(written).filter(([, value]) => value != null && value !== ''));
  const read = SCHEMA.safeParse(given);
  if (read.success) {
    const { language, format, bleed, imposed } = read.data;
    return { options: { language, format, bleed: bleed === '1', imposed: imposed === '1' } };
  }
  const names = [...new Set(read.error.issues.map(({ path }) => path[0] as keyof BookletOptions))];
  return { problems: names.map((name) => ({ name, value: given[name]!, known: KNOWN[name] })) };
}
