import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { ProgrammeEvent } from '#src/catalogue/types.ts';
import type { Drawing, FundingMark } from './booklet.ts';

/** Who funds, as `content/funding.yaml` has it. */
export interface Funder {
  readonly name: string;
  readonly words: readonly string[];
  readonly logo?: string | undefined;
  readonly always?: boolean | undefined;
}

/** `content/funding.yaml` or a logo is not as it must be: one line for each mistake, naming the field. */
export class FundingError extends Error {
  override readonly name = 'FundingError';
}

const words = z.string().trim().min(1);
const SCHEMA = z.array(
  z.strictObject({
    name: words,
    words: z.array(words).min(1, 'must name at least one word that events use'),
    logo: z
      .string()
      .regex(/^[a-z0-9-]+\.(?:svg|png)$/, 'must be the name of an SVG or PNG file in content/logos, in small letters')
      .optional(),
    always: z.boolean().optional(),
  }),
);

/**
 * Reads who funds.
 *
 * @param content the folder that holds `funding.yaml`; without the file nobody is known
 * @throws FundingError naming every mistake
 */
export function readFunders(content: string): readonly Funder[] {
  const path = join(content, 'funding.yaml');
  if (!existsSync(path)) return [];
  const document = parseDocument(readFileSync(path, 'utf8'));
  const mistakes = document.errors.map(({ message }) => message);
  const read = SCHEMA.safeParse(document.toJS() ?? []);
  if (mistakes.length === 0 && read.success) return read.data;
  const issues = read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const lines = [...mistakes, ...issues].map((mistake) => `content/funding.yaml: ${mistake}`);
  throw new FundingError(lines.join('\n'));
}

/** What the booklet says of funding: those that fund what is in it, and what its events say else. */
export interface FundingPage {
  readonly marks: readonly FundingMark[];
  readonly drawings: ReadonlyMap<string, Drawing>;
  /** Files that `content/funding.yaml` names and that are not there, or funders without one. */
  readonly missingLogos: readonly string[];
}

/** @throws FundingError where a logo is no picture */
export function fundingPage(
  events: readonly ProgrammeEvent[],
  funders: readonly Funder[],
  content: string,
): FundingPage {
  const lines = [...new Set(events.flatMap(({ funding }) => (funding === null ? [] : [funding])))];
  const isOf = ({ words }: Funder, line: string) =>
    words.some((word) => line.toLowerCase().includes(word.toLowerCase()));
  const funding = funders.filter((funder) => funder.always || lines.some((line) => isOf(funder, line)));
  const others = lines.filter((line) => !funders.some((funder) => isOf(funder, line)));
  const drawings = new Map<string, Drawing>();
  const missingLogos: string[] = [];
  const marks = funding.map(({ name, logo }) => {
    const path = logo === undefined ? null : join(content, 'logos', logo);
    if (path === null || !existsSync(path)) {
      missingLogos.push(logo === undefined ? name : `${name} (content/logos/${logo})`);
      return { name, logo: null };
    }
    drawings.set(`logo-${logo}`, pictureIn(path));
    return { name, logo: `logo-${logo}` };
  });
  return { marks: [...marks, ...others.map((name) => ({ name, logo: null }))], drawings, missingLogos };
}

function pictureIn(path: string): Drawing {
  const bytes = readFileSync(path);
  const format = extname(path) === '.png' ? 'png' : 'svg';
  const isWhatItSays =
    format === 'png' ? bytes.subarray(1, 4).toString('latin1') === 'PNG' : /<svg[\s>]/.test(bytes.toString('utf8'));
  if (!isWhatItSays) throw new FundingError(`${path}: is no ${format.toUpperCase()}`);
  return { format, bytes };
}
