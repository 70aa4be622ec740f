import { describe, expect, test } from 'vitest';
import { bookletContent } from '#src/booklet/booklet-content.ts';
import { printable } from '#src/booklet/printable-text.ts';
import { textBlocks } from '#src/booklet/text-blocks.ts';
import { EMPTY_FILTER, filterOf, type Filter } from '#src/filter/filter.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';

async function contentOf(filter: Filter = EMPTY_FILTER, language: LanguageCode = 'de') {
  const { catalogue, translations, texts } = await temporaryCatalogue();
  const snapshot = await catalogue.snapshot();
  const programme = (await snapshot.programme('2024'))!;
  const options = { language, format: 'a5', bleed: false, imposed: false } as const;
  const funding = { marks: [], drawings: new Map(), missingLogos: [] };
  const siteUrl = 'https://ikw.example';
  return bookletContent({
    ...{ snapshot, programme, filter, options, texts, funding, siteUrl },
    i18n: translations[language],
  }).booklet;
}

describe('what stands in the booklet', () => {
  test('both Sundays differ on the edges of their pages, and the time before the week from the time after it', async () => {
    const tabs = (await contentOf()).chapters.map(({ tab }) => tab);
    expect(tabs).toEqual(['‹', 'So\n22', 'Mo\n23', 'Di\n24', 'Mi\n25', 'Do\n26', 'Fr\n27', 'Sa\n28', 'So\n29', '›']);
  });

  test('each entry says its day with its time, and who reads of what is cancelled is told neither cost nor how to register', async () => {
    const entries = (await contentOf()).chapters.flatMap(({ days }) => days.flatMap((day) => day.entries));
    const cancelled = entries.find(({ isCancelled }) => isCancelled)!;
    const held = entries.find(({ isCancelled, body }) => !isCancelled && body !== null)!;
    expect(held.time).toBe('Mi., 28. Aug. · 16:00–18:30 Uhr');
    const labelsOf = ({ body }: typeof held) => body!.facts.map(({ label }) => label);
    expect(labelsOf(held)).toEqual(expect.arrayContaining(['Kosten', 'Anmeldung']));
    expect(cancelled.status).toBe('Abgesagt');
    expect(labelsOf(cancelled)).not.toContain('Kosten');
    expect(labelsOf(cancelled)).not.toContain('Anmeldung');
  });

  test('few dates have no contents, one town no list of towns and no map', async () => {
    const all = await contentOf();
    expect([all.hasContents, all.towns.length > 10, all.map !== null]).toEqual([true, true, true]);
    const one = await contentOf(filterOf({ q: ['Wimpelwerkstatt'] }));
    expect([one.hasContents, one.towns, one.map]).toEqual([false, [], null]);
    const town = await contentOf(filterOf({ place: ['eisenach'] }));
    expect([town.hasContents, town.towns, town.map]).toEqual([true, [], null]);
  });

  test('a town whose name has no room on the map has a letter there and its name in the key', async () => {
    const { map } = await contentOf();
    expect(map!.key.map(({ letter }) => letter)).toEqual([...'abcdefgh'].slice(0, map!.key.length));
    for (const { letter } of map!.key) expect(map!.towns.filter(({ lines }) => lines[0] === letter)).toHaveLength(1);
    expect(map!.towns.filter(({ lines }) => lines.length === 0)).toEqual([]);
  });
});

test('telephone numbers of the Impressum keep their direction, and no line begins with a space', () => {
  const blocks = textBlocks(
    '<p>Telefon: <a href="tel:+49369">03695 1</a><br>\nE-Mail: <a href="/contact">hier</a></p>',
  );
  expect(blocks.flatMap(({ runs }) => runs.map(({ text }) => text))).toEqual([
    'Telefon: ',
    '\u206803695 1\u2069',
    '\n',
    'E-Mail: ',
    'hier',
  ]);
});

test.each([
  ['https://example.org/a', 'https://\u200bexample.org/\u200ba'],
  ['Kinder-Jugend-Familien-Nachbarschaftsfest', 'Kinder-Jugend-Familien-Nachbarschaftsfest'],
  ['a'.repeat(36), ['a'.repeat(12), 'a'.repeat(12), 'a'.repeat(12)].join('\u200b')],
])('lines break at signs of addresses and at hyphens first: %s', (text, printed) => {
  expect(printable(text, () => true, new Set())).toBe(printed);
});
