import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/languages/languages.ts';

const CONTENT = join(import.meta.dirname, '../../content');

interface Term {
  readonly use: string;
  /** How it is recognised in running text, in lower case. */
  readonly forms: readonly string[];
  /** Wordings that must not stand for it. */
  readonly avoid: readonly string[];
}

const read = <Data>(file: string) => JSON.parse(readFileSync(join(CONTENT, file), 'utf8')) as Data;
const terms = read<Record<string, { readonly in: 'strings' | 'pages' }>>('glossary/terms.json');

/** All that visitors read in a language: the strings by key, the pages by file. */
function textsOf(code: string): Map<string, string> {
  const strings = Object.entries(read<Record<string, unknown>>(`strings/${code}.json`));
  const pages = readdirSync(join(CONTENT, 'pages', code));
  return new Map(
    [
      ...strings.map(([key, text]) => [key, JSON.stringify(text)] as const),
      ...pages.map((file) => [file, readFileSync(join(CONTENT, 'pages', code, file), 'utf8')] as const),
    ].map(([name, text]) => [name, text.toLowerCase().replace(/\s+/g, ' ')]),
  );
}

describe.each(LANGUAGES.map(({ code }) => code))('the glossary of %s', (code) => {
  const glossary = read<Record<string, Term>>(`glossary/${code}.json`);
  const texts = textsOf(code);

  it('has every term, and says what to use', () => {
    expect(Object.keys(glossary)).toEqual(Object.keys(terms));
    for (const { use, forms } of Object.values(glossary)) {
      expect(use).not.toBe('');
      expect(forms.length, use).toBeGreaterThan(0);
    }
  });

  it('is kept: no text has a wording that it avoids', () => {
    const strayed = Object.entries(glossary).flatMap(([term, { use, avoid }]) =>
      avoid.flatMap((wording) =>
        [...texts]
          .filter(([, text]) => text.includes(wording.toLowerCase()))
          .map(([name]) => `${name}: says “${wording}” for ${term}: use “${use}”`),
      ),
    );
    expect(strayed).toEqual([]);
  });

  it('is used: every term stands in some text', () => {
    const all = [...texts.values()].join('\n');
    const unused = Object.entries(glossary).filter(
      ([, { forms }]) => !forms.some((form) => all.includes(form.toLowerCase())),
    );
    expect(unused.map(([term]) => term)).toEqual([]);
  });
});
