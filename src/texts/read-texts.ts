import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Translations } from '#src/i18n/translation.ts';
import { DEFAULT_LANGUAGE, LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import { TEXT_NAMES, type TextName } from '#src/paths/paths.ts';
import { frontMatterSchemas, type FrontMatter } from './front-matter.ts';
import { Markdown, type RenderedText } from './markdown.ts';
import { officesSchema, type Offices } from './offices.ts';

/** A standing text, ready to be shown. */
export interface StandingText<Name extends TextName = TextName> extends RenderedText {
  readonly name: Name;
  /** The language that it is in. */
  readonly language: LanguageCode;
  readonly data: FrontMatter<Name>;
}

/** Files of `content/` are not as they must be: one line for each mistake, naming file and field. */
export class TextError extends Error {
  override readonly name = 'TextError';
}

/** All standing texts of `content/pages/`, and the offices that they name. */
export class Texts {
  readonly offices: Offices;
  readonly #texts: ReadonlyMap<string, StandingText>;

  constructor(texts: ReadonlyMap<string, StandingText>, offices: Offices) {
    this.#texts = texts;
    this.offices = offices;
  }

  /** A text in the language asked for or, where that is missing, in German; its `language` says which it is. */
  get<Name extends TextName>(language: LanguageCode, name: Name): StandingText<Name> {
    const text = this.#texts.get(`${language}/${name}`) ?? this.#texts.get(`${DEFAULT_LANGUAGE}/${name}`)!;
    return text as StandingText<Name>;
  }
}

/**
 * Reads and checks all standing texts and the offices. Every text must be there in German; a translation has the same
 * parts as the German one.
 *
 * @param content the folder that holds `pages/` and `offices.yaml`
 * @throws TextError naming every mistake
 */
export function readTexts(content: string, translations: Translations): Texts {
  const problems: string[] = [];
  const offices = check('content/offices.yaml', read(content, 'offices.yaml') ?? '', officesSchema, problems) ?? {};
  const texts = new Map<string, StandingText>();
  for (const { code } of LANGUAGES) {
    const i18n = translations[code];
    const markdown = new Markdown(code, (what) => i18n.t('texts.gap', { what }));
    const schemas = frontMatterSchemas(markdown, Object.keys(offices));
    for (const name of TEXT_NAMES) {
      const file = `content/pages/${code}/${name}.md`;
      const source = read(content, `pages/${code}/${name}.md`);
      if (source === null) {
        if (code === DEFAULT_LANGUAGE) problems.push(`${file}: is missing`);
        continue;
      }
      const [, frontMatter, body] = PARTS.exec(source) ?? [];
      if (frontMatter === undefined) {
        problems.push(`${file}: must begin with front matter between two lines "---"`);
        continue;
      }
      const data = check<FrontMatter<TextName>>(file, frontMatter, schemas[name], problems);
      if (!data) continue;
      const rendered = markdown.text(body ?? '');
      const german = texts.get(`${DEFAULT_LANGUAGE}/${name}`);
      problems.push(...differences(german?.data, data, '').map((difference) => `${file}: ${difference}`));
      const wanted = idsOf(german ?? rendered);
      if (idsOf(rendered) !== wanted) problems.push(`${file}: must have the headings ${wanted}, as in German`);
      texts.set(`${code}/${name}`, { name, language: code, data, ...rendered });
    }
  }
  if (problems.length > 0) throw new TextError(`content/ holds mistakes:\n${problems.join('\n')}`);
  return new Texts(texts, offices);
}

/** Fields that are no words. */
const SHARED_FIELDS: readonly string[] = ['icon', 'office', 'draft'];
const PARTS = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n([\s\S]*))?$/;

function read(content: string, file: string): string | null {
  const path = join(content, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** The data of a YAML text; undefined, and told among the problems, if they are not as the schema has them. */
function check<Data>(file: string, yaml: string, schema: z.ZodType<Data>, problems: string[]): Data | undefined {
  const document = parseDocument(yaml);
  if (document.errors.length > 0) {
    problems.push(...document.errors.map(({ message }) => `${file}: ${message}`));
    return undefined;
  }
  const checked = schema.safeParse(document.toJS());
  if (checked.success) return checked.data;
  problems.push(
    ...checked.error.issues.map(({ path, message }) =>
      [file, ...(path.length > 0 ? [path.join('.')] : []), message].join(': '),
    ),
  );
  return undefined;
}

/** The ids of the headings, which links lead to: `'section-1, enforcement'`. */
function idsOf({ headings }: RenderedText): string {
  return headings.map(({ id }) => id).join(', ');
}

/** Where a translation has other parts than the German text: lists of other lengths, other icons, other offices. */
function differences(german: unknown, translated: unknown, path: string): string[] {
  if (Array.isArray(german) && Array.isArray(translated)) {
    if (german.length !== translated.length) {
      return [`${path}: must have ${german.length} entries, as in German, and has ${translated.length}`];
    }
    return german.flatMap((item, position) => differences(item, translated[position], `${path}.${position}`));
  }
  if (!isRecord(german) || !isRecord(translated)) return [];
  return Object.entries(german).flatMap(([name, value]) => {
    const field = path === '' ? name : `${path}.${name}`;
    if (!SHARED_FIELDS.includes(name)) return differences(value, translated[name], field);
    return value === translated[name] ? [] : [`${field}: must be ${String(value)}, as in German`];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
