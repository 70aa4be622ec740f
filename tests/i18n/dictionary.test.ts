import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDictionaries } from '#src/i18n/dictionary.ts';
import { translationsFrom } from '#src/i18n/translation.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const STRINGS = join(import.meta.dirname, '../../content/strings');

function read(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(STRINGS, file), 'utf8')) as Record<string, unknown>;
}

/** The dictionaries with one entry changed. */
function dictionariesWith(file: string, change: (dictionary: Record<string, unknown>) => void): () => unknown {
  const folder = temporaryFolder();
  cpSync(STRINGS, folder, { recursive: true });
  const dictionary = read(file);
  change(dictionary);
  writeFileSync(join(folder, file), JSON.stringify(dictionary));
  return () => readDictionaries(folder);
}

describe('the dictionaries', () => {
  it('are complete in every language', () => {
    expect(() => readDictionaries(STRINGS)).not.toThrow();
  });

  it('have a note for the translator on every string, and on no other', () => {
    expect(Object.keys(read('notes.json')).sort()).toEqual(
      Object.keys(read('de.json'))
        .filter((key) => key !== '$review')
        .sort(),
    );
  });

  it.each([
    [
      'a missing string',
      (d: Record<string, unknown>) => delete d['nav.programme'],
      'uk.json: nav.programme: is missing',
    ],
    [
      'an extra one',
      (d: Record<string, unknown>) => (d['nav.nowhere'] = 'x'),
      'uk.json: nav.nowhere: is not in de.json',
    ],
    [
      'another placeholder',
      (d: Record<string, unknown>) => (d['event.distance'] = '{km}'),
      'uk.json: event.distance: must have the placeholders {distance}',
    ],
    [
      'a plural form that the language needs',
      (d: Record<string, unknown>) => (d['events.count'] = { one: '{count}', other: '{count}' }),
      'uk.json: events.count: needs the plural form "few"',
    ],
  ])('with %s are refused, naming file and key', (_, change, message) => {
    expect(dictionariesWith('uk.json', change)).toThrow(message);
  });
});

describe('days and times in words', () => {
  const { de, en, uk, ar } = translationsFrom(readDictionaries(STRINGS));

  it('are gregorian, with latin digits and 24 hours, in every language', () => {
    expect(de.dates.long('2024-09-22')).toBe('Sonntag, 22. September 2024');
    expect(en.dates.long('2024-09-22')).toBe('Sunday, 22 September 2024');
    expect(uk.dates.long('2024-09-22')).toBe('неділя, 22 вересня 2024 р.');
    expect(ar.dates.long('2024-09-22')).toMatch(/22.*2024/);
    expect(de.dates.timeSpan('2024-09-22T17:30', '2024-09-22T20:00')).toBe('17:30–20:00 Uhr');
    expect(ar.dates.timeSpan('2024-09-22T17:30', '2024-09-22T20:00')).toMatch(/17:30.*20:00/);
  });

  it('tell an end on another day with that day', () => {
    expect(de.dates.timeSpan('2024-09-28T20:00', '2024-09-29T01:30')).toBe('20:00 Uhr bis So., 29. Sept., 01:30 Uhr');
    expect(de.dates.timeSpanOfDay('2024-09-28T20:00', '2024-09-29T01:30', 1)).toBe('20:00–01:30 Uhr');
  });
});

describe('numbers in words', () => {
  const { de, uk, ar } = translationsFrom(readDictionaries(STRINGS));

  it('take the plural form of their language', () => {
    expect([1, 2, 5, 21].map((count) => uk.t('events.count', { count }))).toEqual([
      '1 захід',
      '2 заходи',
      '5 заходів',
      '21 захід',
    ]);
    expect(new Set([0, 1, 2, 3, 11, 100].map((count) => ar.t('events.count', { count }))).size).toBe(6);
  });

  it('write prices as people do', () => {
    expect(de.price(500)).toBe('5\u00a0€');
    expect(de.price(1250)).toBe('12,50\u00a0€');
  });
});
