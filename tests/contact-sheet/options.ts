import { parseArgs } from 'node:util';
import { isLanguageCode, type LanguageCode } from '#src/languages/languages.ts';
import { TEMPLATES, type Template } from './templates.ts';

export const SCHEMES = ['light', 'dark', 'print'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface Options {
  readonly templates: readonly Template[];
  readonly languages: readonly LanguageCode[];
  /** Of the window, in CSS pixels. */
  readonly widths: readonly number[];
  readonly schemes: readonly Scheme[];
  /** Whole pages, not what is seen first. */
  readonly isFull: boolean;
  readonly output: string;
}

/** What was typed makes no sense: `message` says what, and what can be typed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const DEFAULTS = { language: 'de,ar,uk', width: '360,768,1280', scheme: SCHEMES.join(), output: 'dist/contact-sheet' };
const NARROWEST = 200;
const WIDEST = 4000;
const GROUPS = [...new Set(TEMPLATES.map(({ group }) => group))];

export const HELP = `npm run contact-sheet -- [options]

Takes a picture of every template and puts them on contact sheets. What the browser's console says, what fails to load
and what is wider than the window is told at the end, and makes the exit code 1.

  --only a,b        templates or whole groups of them
  --language de,ar  languages of the pages (${DEFAULTS.language})
  --width 360       widths of the window (${DEFAULTS.width}); what is printed has the width of A4
  --scheme dark     any of ${SCHEMES.join(', ')} (all)
  --full            whole pages, not what is seen first
  --output folder   where the pictures, the sheets and index.html go (${DEFAULTS.output})
  --help            this

${GROUPS.map((group) => `${group}: ${namesIn(group).join(', ')}`).join('\n\n')}
`;

/**
 * Reads what was typed after the command's name.
 *
 * @returns null if help is asked for
 * @throws UsageError
 */
export function readOptions(args: readonly string[]): Options | null {
  const typed = parsed(args);
  if (typed.help) return null;
  return {
    templates: typed.only === undefined ? TEMPLATES : templatesNamed(listed(typed.only)),
    languages: someOf('language', typed.language).map((code) => {
      if (isLanguageCode(code)) return code;
      throw new UsageError(`--language: there is no language "${code}".`);
    }),
    widths: someOf('width', typed.width).map((text) => {
      const width = Number(text);
      if (Number.isInteger(width) && width >= NARROWEST && width <= WIDEST) return width;
      throw new UsageError(`--width: "${text}" is no width from ${NARROWEST} to ${WIDEST}.`);
    }),
    schemes: someOf('scheme', typed.scheme).map((name) => {
      const scheme = SCHEMES.find((known) => known === name);
      if (scheme) return scheme;
      throw new UsageError(`--scheme: "${name}" is none of ${SCHEMES.join(', ')}.`);
    }),
    isFull: typed.full,
    output: typed.output,
  };
}

function parsed(args: readonly string[]) {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        language: text(DEFAULTS.language),
        width: text(DEFAULTS.width),
        scheme: text(DEFAULTS.scheme),
        output: text(DEFAULTS.output),
        full: flag,
        help: flag,
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

/** `'de, ar,de'` → `['de', 'ar']` */
function listed(text: string): string[] {
  return [...new Set(text.split(',').map((item) => item.trim()))].filter((item) => item !== '');
}

function someOf(option: string, text: string): string[] {
  const items = listed(text);
  if (items.length === 0) throw new UsageError(`--${option}: nothing is named.`);
  return items;
}

function templatesNamed(wanted: readonly string[]): Template[] {
  const isNamed = (name: string) => TEMPLATES.some((template) => template.name === name || template.group === name);
  const unknown = wanted.filter((name) => !isNamed(name));
  if (unknown.length > 0 || wanted.length === 0) {
    throw new UsageError(
      `--only: there is no template "${unknown.join('", "')}". Groups are ${GROUPS.join(', ')}; --help names all templates.`,
    );
  }
  return TEMPLATES.filter(({ name, group }) => wanted.includes(name) || wanted.includes(group));
}

function namesIn(group: string): string[] {
  return TEMPLATES.filter((template) => template.group === group).map(({ name }) => name);
}
