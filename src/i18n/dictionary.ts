import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type german from '#content/strings/de.json';
import { LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';

/** Says at the head of each file whether native readers have looked at it; for whoever edits it. */
const REVIEW = '$review';

/**
 * What the interface says, one JSON file per language in `content/strings/`. A string is a text with `{placeholders}`
 * or, where it depends on a number, one text per plural category of the language (CLDR), chosen by `{count}`.
 */
export type StringKey = Exclude<keyof typeof german, typeof REVIEW>;
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };
export type Dictionary = Readonly<Record<StringKey, string | Plural>>;
export type Dictionaries = Readonly<Record<LanguageCode, Dictionary>>;

/** The files of `content/strings/` are not as they must be: one line for each mistake, naming file and key. */
export class DictionaryError extends Error {
  override readonly name = 'DictionaryError';
}

/**
 * Reads and checks all dictionaries: the keys and placeholders of the German one, plurals complete for the language.
 *
 * @param folder the folder of the JSON files
 * @throws DictionaryError naming every mistake
 */
export function readDictionaries(folder: string): Dictionaries {
  const unreviewed: string[] = [];
  const read = (name: string): Dictionary => {
    const { [REVIEW]: review, ...strings } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Dictionary & {
      [REVIEW]?: unknown;
    };
    if (typeof review !== 'string') unreviewed.push(`${name}: ${REVIEW}: must say whether native readers reviewed it`);
    return strings;
  };
  const dictionaries = Object.fromEntries(LANGUAGES.map(({ code }) => [code, read(`${code}.json`)])) as Dictionaries;
  const problems = unreviewed.concat(
    LANGUAGES.flatMap(({ code, tag }) =>
      mistakes(dictionaries[code], dictionaries.de, tag).map((mistake) => `${code}.json: ${mistake}`),
    ),
  );
  if (problems.length > 0) throw new DictionaryError(`content/strings holds mistakes:\n${problems.join('\n')}`);
  return dictionaries;
}

function mistakes(dictionary: Dictionary, source: Dictionary, tag: string): string[] {
  const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const extra = Object.keys(dictionary).filter((key) => !(key in source));
  return [
    ...extra.map((key) => `${key}: is not in de.json`),
    ...(Object.keys(source) as StringKey[]).flatMap((key) => {
      const text = dictionary[key];
      if (text === undefined) return [`${key}: is missing`];
      if (typeof text !== typeof source[key]) return [`${key}: must be ${kindOf(source[key])}, as in de.json`];
      const wanted = placeholders(source[key]);
      const problems = placeholders(text) === wanted ? [] : [`${key}: must have the placeholders ${wanted || 'none'}`];
      if (typeof text === 'string') return problems;
      const missing = categories.filter((category) => text[category] === undefined);
      return [...problems, ...missing.map((category) => `${key}: needs the plural form "${category}"`)];
    }),
  ];
}

function kindOf(text: string | Plural): string {
  return typeof text === 'string' ? 'one text' : 'plural forms';
}

/** The names of all placeholders, sorted; `{count}` need not stand in every plural form ("one event"). */
function placeholders(text: string | Plural): string {
  const texts = typeof text === 'string' ? [text] : Object.values(text);
  return [...new Set(texts.flatMap((one) => one.match(/\{\w+\}/g) ?? []))].sort().join(' ');
}
