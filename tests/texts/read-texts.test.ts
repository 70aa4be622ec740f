import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDictionaries } from '#src/i18n/dictionary.ts';
import { translationsFrom } from '#src/i18n/translation.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import { TEXT_NAMES } from '#src/paths/paths.ts';
import { readTexts } from '#src/texts/read-texts.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const CONTENT = join(import.meta.dirname, '../../content');
const translations = translationsFrom(readDictionaries(join(CONTENT, 'strings')));

/** Reads the texts with one file changed, or without it. */
function textsWith(file: string, change: (text: string) => string | null): () => ReturnType<typeof readTexts> {
  const folder = temporaryFolder();
  cpSync(CONTENT, folder, { recursive: true });
  const changed = change(readFileSync(join(folder, file), 'utf8'));
  if (changed === null) rmSync(join(folder, file));
  else writeFileSync(join(folder, file), changed);
  return () => readTexts(folder, translations);
}

describe('the standing texts', () => {
  it('are there in every language, each in its own', () => {
    const texts = readTexts(CONTENT, translations);
    for (const { code } of LANGUAGES) {
      for (const name of TEXT_NAMES) expect(texts.get(code, name).language, `${code}/${name}`).toBe(code);
    }
  });

  it('name the six tasks and the five working groups of the network in every language', () => {
    const texts = readTexts(CONTENT, translations);
    for (const { code } of LANGUAGES) {
      const { tasks, groups } = texts.get(code, 'network').data;
      expect([tasks.items.length, groups.items.length], code).toEqual([6, 5]);
      expect(texts.get(code, 'democracy').data.priorities.items, code).toHaveLength(4);
    }
  });

  it('give no other telephone numbers and addresses than the offices’', () => {
    const { offices } = readTexts(CONTENT, translations);
    const known = Object.values(offices).flatMap(({ phone, email }) => [
      `tel:+49${phone.replace(/\D/g, '').slice(1)}`,
      `mailto:${email}`,
    ]);
    for (const { code } of LANGUAGES) {
      for (const name of TEXT_NAMES) {
        const text = readFileSync(join(CONTENT, 'pages', code, `${name}.md`), 'utf8');
        const given = [...text.matchAll(/\]\(((?:tel|mailto):[^)]+)\)/g)].map(([, address]) => address);
        expect(
          given.filter((address) => !known.includes(address!)),
          `${code}/${name}`,
        ).toEqual([]);
      }
    }
  });

  it('are shown in German where a translation is missing', () => {
    const texts = textsWith('pages/uk/about.md', () => null)();
    expect(texts.get('uk', 'about').language).toBe('de');
    expect(texts.get('uk', 'network').language).toBe('uk');
  });

  it.each([
    ['pages/uk/about.md', (text: string) => text.replace(/^title: .*$/m, ''), 'uk/about.md: title: '],
    [
      'pages/uk/about.md',
      (text: string) => text.replace(/^title:/m, 'titel:'),
      'uk/about.md: Unrecognized key: "titel"',
    ],
    ['pages/uk/about.md', (text: string) => text.replace(/^title:/m, 'title: ['), 'uk/about.md: Flow sequence'],
    ['pages/uk/about.md', (text: string) => text.replace('---', '--'), 'uk/about.md: must begin with front matter'],
    ['pages/uk/privacy.md', (text: string) => text.replace(/^ {4}mails: .*$/m, ''), 'retention.rows.mails'],
    ['pages/uk/imprint.md', (text: string) => text.replace(/^asOf: .*$/m, 'asOf: 2026-02-30'), 'asOf: must be a day'],
    ['pages/uk/easy.md', (text: string) => text.replace('icon: week', 'icon: weak'), 'topics.0.icon'],
    [
      'pages/uk/easy.md',
      (text: string) => text.replace('icon: week', 'icon: map'),
      'topics.0.icon: must be week, as in German',
    ],
    [
      'pages/uk/network.md',
      (text: string) => text.replace('office: integration', 'office: nobody'),
      'contact.office: must be one of',
    ],
    ['pages/de/about.md', () => null, 'de/about.md: is missing'],
    [
      'offices.yaml',
      (text: string) => text.replace('integration@', 'integration'),
      'content/offices.yaml: integration.email',
    ],
  ])('with a mistake in %s are refused, naming file and field', (file, change, message) => {
    expect(textsWith(file, change)).toThrow(message);
  });

  it('with fewer entries than the German text are refused', () => {
    const fewer = (text: string) => text.replace(/(tasks:\n(?:.*\n)*?)( {4}- title: .*\n(?: {6}.*\n)+)/, '$1');
    expect(textsWith('pages/uk/network.md', fewer)).toThrow(
      'tasks.items: must have 6 entries, as in German, and has 5',
    );
  });
});
