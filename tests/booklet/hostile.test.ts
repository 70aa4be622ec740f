import { describe, expect, test } from 'vitest';
import type { EventValues } from '#src/changes/event-values.ts';
import { filterOf } from '#src/filter/filter.ts';
import { BOOKLET_TIMEOUT, bookletOf, cannotRead } from '../fixtures/booklets.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { HOSTILE_STRINGS } from '../fixtures/hostile-strings.ts';
import { lettersOf, PdfFile } from '../fixtures/pdf.ts';
import { published } from '../fixtures/submissions.ts';

/** What the typesetter's own language would do something with, and what is no letter. */
const MARKUP = [
  '#eval("1 + 1") und #panic("nein")',
  '#import "@preview/cetz:0.3.0": canvas',
  '#read("/etc/passwd") #image("/booklet.json")',
  '$ sum_(i=1)^n x^2 $ kostet 5 $',
  '[Klammer] *fett* _schräg_ `code` <marke> @verweis',
  '= Überschrift // Kommentar /* noch einer */',
  '\\u{1F600} \\ ~ -- --- "gerade" \'einfach\'',
  '- Punkt + Zahl / Begriff: Wort',
];
const EVERYWHERE = filterOf({ place: ['vacha'] });

describe.skipIf(cannotRead)('whatever people write is printed as they wrote it:', () => {
  test(
    'markup and commands of the typesetter, emoji, long words',
    async () => {
      const app = await temporaryCatalogue();
      const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsfeier'.repeat(2);
      const titles = [...MARKUP, `Kaffee ☕ und Tanz 💃🏽`, long];
      for (const [at, title] of titles.entries()) await published(app, hostile(title), at + 2);
      const { pdf, leftOut } = await bookletOf(app, {}, EVERYWHERE);
      const file = new PdfFile(pdf);
      const text = lettersOf(file.pages().join(' '));
      expect(titles.filter((title) => !text.includes(lettersOf(title)))).toEqual([]);
      const signs = file
        .pages()
        .join(' ')
        .replace(/[\s\u200b]+/g, '');
      for (const sign of [
        '#eval(',
        '$sum_(',
        '[Klammer]*fett*_schräg_',
        '<marke>@verweis',
        '//Kommentar/*',
        '☕',
        '💃',
      ]) {
        expect(signs, sign).toContain(sign);
      }
      expect(leftOut).toEqual([]);
      // Nothing runs out of its column: no word ends beyond the margin.
      expect(file.rightmost()).toBeLessThan((148 - 12) * (72 / 25.4) + 1);
    },
    BOOKLET_TIMEOUT,
  );

  test(
    'what no typeface has is left out and named; a title of which nothing is left is a dash',
    async () => {
      const app = await temporaryCatalogue();
      await published(app, hostile('ሰላም Tanz'), 2);
      await published(app, hostile('ሰላም'), 3);
      const { pdf, leftOut } = await bookletOf(app, {}, EVERYWHERE);
      expect(leftOut.toSorted()).toEqual(['ላ', 'ም', 'ሰ']);
      expect(new PdfFile(pdf).pages().join(' ')).toMatch(/\sTanz\s/);
    },
    BOOKLET_TIMEOUT,
  );

  test.each(['de', 'ar'] as const)(
    'and nothing stops it from being printed: %s',
    async (language) => {
      const app = await temporaryCatalogue();
      // One of each sort: the rest are the same with other words around them.
      const few = HOSTILE_STRINGS.filter((_, at) => at < 16 || at % 13 === 0);
      for (const [at, text] of few.entries()) await published(app, hostile(text.slice(0, 400)), at + 2);
      const { events } = await bookletOf(app, { language }, EVERYWHERE);
      expect(events).toBeGreaterThanOrEqual(few.length);
    },
    BOOKLET_TIMEOUT,
  );
});

function hostile(text: string): EventValues {
  const words = { title: text, summary: text, description: text, easy: text, participation: text };
  return {
    ...TANDEM,
    texts: { de: words, ar: words },
    organisers: [{ name: text }],
    dates: [
      date('2024-09-24T17:00', '2024-09-24T19:00', {
        venue: { name: text, street: text, postcode: '36404', place: 'vacha' },
      }),
    ],
    registration: { kind: 'required', until: null, email: null, phone: text, url: null },
    funding: text,
  };
}
