import { z } from 'zod';
import file from '#content/theme.json' with { type: 'json' };
import { DEFAULT_LANGUAGE, isLanguageCode, LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import { paletteMistakes } from './palette.ts';

/**
 * What this year's week wears: the motto's colours, its motif and mark, read from `content/theme.json`. Pages, booklet,
 * share images, icons and mails take them from here, so that next year is one file.
 */
const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour as #rrggbb, in small letters');
const eightColours = z.array(colour).length(8, 'must be eight colours, one for each day from Sunday to Sunday');
/** Nothing but the letters and numbers of SVG path data: it goes into documents as it is. */
const pathData = z.string().regex(/^[MmLlHhVvCcSsQqTtAaZz\d\s.,+-]+$/, 'must be SVG path data');
const scheme = z.strictObject({
  /** Behind everything; and behind entries, fields and panels. */
  paper: colour,
  raised: colour,
  /** What words are written in. */
  ink: colour,
  /** Links, buttons, the front room of the mark; and the room behind it. */
  brand: colour,
  second: colour,
  /** One for each day of the official week, in which its words are written, too. */
  days: eightColours,
});
const SCHEMA = z.strictObject({
  $about: z.string(),
  /** In as many languages as are known; German stands in. */
  motto: z
    .partialRecord(z.enum(LANGUAGES.map(({ code }) => code)), z.string().min(1))
    .refine((motto) => motto.de !== undefined, 'needs a German one (de)'),
  light: scheme,
  dark: scheme,
  /** What doors, headings and buttons have at their top. */
  corners: z.enum(['arch', 'round', 'square']),
  /** The sign of the site in a square of `size`: path data of its two rooms. */
  mark: z.strictObject({ size: z.number().positive(), brand: pathData, second: pathData }),
  motif: z.strictObject({
    /** What it stands on, and words beside it. */
    ground: colour,
    words: colour,
    colours: eightColours,
    width: z.number().positive(),
    height: z.number().positive(),
    /** From back to front; `colour` 1 to 8, or 0 for the ground's. */
    shapes: z.array(
      z.strictObject({ colour: z.int().min(0).max(8), opacity: z.number().min(0).max(1), path: pathData }),
    ),
  }),
});

export type Theme = z.infer<typeof SCHEMA>;
export type Scheme = Theme['light'];

/** The file is not as it must be: one line for each mistake, naming the field. */
export class ThemeError extends Error {
  override readonly name = 'ThemeError';
}

/**
 * Checks what `content/theme.json` says: its form, and that all words can be read on what they stand on
 * (WCAG 1.4.3, 1.4.11).
 *
 * @throws ThemeError naming every mistake
 */
export function readTheme(json: unknown): Theme {
  const read = SCHEMA.safeParse(json);
  const mistakes = read.success
    ? paletteMistakes(read.data)
    : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (mistakes.length > 0) throw new ThemeError(`content/theme.json holds mistakes:\n${mistakes.join('\n')}`);
  return read.data!;
}

/** The one theme of this site. */
export const THEME: Theme = readTheme(file);

/** The theme's motto and the language that it is in: German where there is none in the one asked for. */
export function mottoIn(code: string): { readonly motto: string; readonly language: LanguageCode } {
  const language = isLanguageCode(code) && THEME.motto[code] !== undefined ? code : DEFAULT_LANGUAGE;
  return { motto: THEME.motto[language]!, language };
}
