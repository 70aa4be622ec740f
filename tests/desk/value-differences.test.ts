import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventValues } from '#src/changes/event-values.ts';
import { differencesOf, wordParts, type Difference } from '#src/desk/value-differences.ts';
import type { ValueNames } from '#src/desk/value-lines.ts';
import { openApp } from '#src/server/app.ts';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { settingsWith } from '../fixtures/settings.ts';

let names: ValueNames;
beforeAll(async () => {
  const app = await openApp(settingsWith(await demonstrationFolder(afterAll)));
  names = { i18n: app.translations.de, snapshot: await app.catalogue.snapshot() };
  return () => app.close();
});

/** `Wann: [um 18 Uhr](um 19 Uhr)`: removed in brackets, added in parentheses. */
const told = (differences: readonly Difference[]) =>
  differences.flatMap(({ name, lines }) =>
    lines.map(({ label, parts }) => {
      const marked = parts.map(({ is, text }) => (is === 'same' ? text : is === 'removed' ? `[${text}]` : `(${text})`));
      return `${label ?? name}: ${marked.join('')}`;
    }),
  );
const between = (before: Partial<EventValues>, after: Partial<EventValues>) =>
  told(differencesOf(before, after, names));

describe('what differs between two versions of an event', () => {
  test('is nothing between the same', () => {
    expect(differencesOf(TANDEM, structuredClone(TANDEM), names)).toEqual([]);
  });

  test('is said in the order of the form, with the words marked', () => {
    const text = { ...TANDEM.texts['de']!, title: 'Sprachtandem im Schlosspark', participation: null };
    const after: EventValues = {
      ...TANDEM,
      texts: { de: text, uk: { ...text, title: 'Тандем' } },
      dates: [{ ...TANDEM.dates[0]!, start: '2024-09-24T18:00' }],
      price: { kind: 'fee', cents: 350 },
      capacity: 12,
      organisers: [{ slug: 'volkshochschule' }, { name: 'Chor <b>' }],
    };
    expect(between(TANDEM, after)).toEqual([
      'Deutsch: Titel: Sprachtandem im [Park](Schlosspark)',
      'Deutsch: Gut zu wissen: [Bequeme Schuhe.]',
      'Ukrainisch: Titel: (Тандем)',
      'Ukrainisch: Kurz gesagt: (Zu zweit spazieren und dabei eine Sprache lernen.)',
      'Ukrainisch: Beschreibung: (Wir treffen uns am Eingang.\n\nJeder bringt seine Sprache mit.)',
      expect.stringMatching(/^Wann: Dienstag, 24\. September 2024, \[17\]\(18\):00–19:00 Uhr, Pressenwerk/),
      'Kosten: (Kostet )Eintritt[ frei](, 3,50 €)',
      'Plätze: (12)',
      expect.stringMatching(/^Wer veranstaltet: Volkshochschule.*\(, Chor <b>\)$/),
    ]);
  });

  test('pairs dates by their uid, so that a moved one is not told as two', () => {
    const [one, other] = [date('2024-09-23T10:00', null, { uid: 'a' }), date('2024-09-24T10:00', null, { uid: 'b' })];
    const moved = { ...other, start: '2024-09-25T10:00' };
    expect(between({ dates: [one, other] }, { dates: [one, moved] })).toHaveLength(1);
    expect(between({ dates: [one, other] }, { dates: [one] })).toEqual([expect.stringMatching(/^Wann: \[.*\]$/s)]);
  });

  test('names what the catalogue does not know any more by what it was called there', () => {
    expect(between({ category: 'music' }, { category: 'gone' })[0]).toContain('(gone)');
    expect(
      between({ dates: [] }, { dates: [date('2024-09-24T10:00', null, { venue: { slug: 'lost' } })] })[0],
    ).toContain('lost');
  });

  test('shows both pictures where it is another one', () => {
    const picture = { hash: 'a'.repeat(22), width: 400, height: 300, alt: 'A', credit: 'C', licence: 'own' as const };
    const [difference] = differencesOf({ picture: null }, { picture }, names);
    expect(difference).toMatchObject({ pictures: { before: null, after: picture } });
    expect(told([difference!])).toContain('Was ist zu sehen?: (A)');
  });
});

describe('words', () => {
  test('are told apart in languages without spaces between them, and from right to left', () => {
    expect(wordParts('متحف المدينة', 'متحف القرية', 'ar').map(({ is }) => is)).toEqual(['same', 'removed', 'added']);
    expect(wordParts('', 'neu', 'de')).toEqual([{ is: 'added', text: 'neu' }]);
  });

  test('that have nothing in common do not keep anybody waiting', () => {
    const long = (seed: number) => Array.from({ length: 4000 }, (_, at) => `w${(at * seed) % 9973}`).join(' ');
    const parts = wordParts(long(7), long(5003), 'de');
    const side = (is: string) =>
      parts
        .filter((part) => part.is !== is)
        .map(({ text }) => text)
        .join('');
    expect(side('added').replace(/\s+/g, ' ')).toBe(long(7));
  });
});
