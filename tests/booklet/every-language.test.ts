import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString, type PDFObject } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { textIn } from '#src/catalogue/types.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import { BOOKLET_TIMEOUT, bookletOf, cannotRead } from '../fixtures/booklets.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { lettersOf, PdfFile } from '../fixtures/pdf.ts';

/** Every second one on the larger pages: both formats pass through every check. */
const CASES = LANGUAGES.map(({ code, dir }, at) => ({
  code,
  dir,
  format: at % 2 === 0 ? ('a5' as const) : ('a4' as const),
}));

describe.skipIf(cannotRead)('the demonstration week, read back out of its PDF:', () => {
  test.each(CASES)(
    'every event with its times, venues and organisers, in $code on $format',
    async ({ code, dir, format }) => {
      const app = await temporaryCatalogue();
      const i18n = app.translations[code];
      const { events, edition } = (await (await app.catalogue.snapshot()).programme('2024'))!;
      const made = await bookletOf(app, { language: code, format });
      expect(made.leftOut).toEqual([]);
      const file = new PdfFile(made.pdf);
      const all = file.pages();
      // What stands before the legend are the tables of contents, which have titles and times, too.
      const legend = all.findIndex((page) => hasWords(page, i18n.t('booklet.legend')));
      expect(legend).toBeGreaterThan(2);
      const pages = all.slice(legend + 1);
      const isOn = (page: string, text: string) =>
        // Programs take lines with both directions apart differently; words they leave whole.
        dir === 'rtl' ? hasWords(page, text.replace(SIGNED, '')) : lettersOf(page).includes(lettersOf(text));
      const missing = events.flatMap((event) =>
        event.occurrences.flatMap(({ venue, allDay, start, end, days }) => {
          const here = [
            textIn(event, code).title,
            venue?.name ?? i18n.t('events.online'),
            ...(allDay ? [] : [i18n.dates.timeSpanOfDay(start, end, days.length)]),
          ];
          const isTold = pages.some((page) => here.every((text) => isOn(page, text)));
          const names = event.organisers
            .map(({ name }) => name)
            .filter((name) => !pages.some((page) => isOn(page, name)));
          return [...(isTold ? [] : [here.join(' | ')]), ...names];
        }),
      );
      expect(missing).toEqual([]);
      const [first] = edition.officialDays;
      expect(pages.some((page) => isOn(page, i18n.dates.weekday(first)) && isOn(page, i18n.dates.date(first)))).toBe(
        true,
      );

      const fonts = file.fonts();
      expect(fonts.map(({ name }) => name.replace(/^[A-Z]{6}\+/, ''))).toContain('Rubik-Bold');
      expect(fonts.filter(({ embedded }) => !embedded)).toEqual([]);
      expect(file.info().get('size')).toContain(format === 'a5' ? '419.528 x 595.276' : '595.276 x 841.89');
      expect(file.info().get('Tagged')).toBe('yes');

      const document = await PDFDocument.load(made.pdf, { updateMetadata: false });
      expect(document.catalog.get(PDFName.of('Lang'))).toBeDefined();
      const reading = document.catalog.getViewerPreferences()?.getReadingDirection();
      expect(reading).toBe(dir === 'rtl' ? 'R2L' : 'L2R');
      const bookmarks = bookmarksOf(document).map(lettersOf);
      // Before the title stands what became of the event, such as that it is cancelled.
      const isMarked = (title: string) => bookmarks.some((bookmark) => bookmark.endsWith(lettersOf(title)));
      expect(events.map((event) => textIn(event, code).title).filter((title) => !isMarked(title))).toEqual([]);
    },
    BOOKLET_TIMEOUT,
  );

  test.each(['a5', 'a4'] as const)(
    'no title is the last thing on its page, nor only its first line of words below it: %s',
    async (format) => {
      const app = await temporaryCatalogue();
      const { events } = (await (await app.catalogue.snapshot()).programme('2024'))!;
      const file = new PdfFile((await bookletOf(app, { format })).pdf);
      const titles = events.map((event) => lettersOf(textIn(event, 'de').title));
      let found = 0;
      for (const lines of file.lines()) {
        // The number of the page stands alone at the foot.
        const words = lines.filter(({ text }) => !/^\d+$/.test(text));
        for (const [at, line] of words.entries()) {
          // The end of a title, or all of it; in contents the number of its page stands behind it.
          const isTitle = line.bottom - line.top > 13.5 && titles.some((title) => title.endsWith(lettersOf(line.text)));
          if (!isTitle || lettersOf(line.text).length < 6) continue;
          found++;
          const below = words.slice(at + 1).filter(({ top }) => top > line.bottom - 2);
          expect(below.length, `${line.text}: lines below it`).toBeGreaterThanOrEqual(2);
        }
      }
      expect(found).toBeGreaterThanOrEqual(events.length);
    },
    BOOKLET_TIMEOUT,
  );
});

/** Words with vowel signs and such: Poppler takes them apart there, as no other program does. */
const SIGNED = /[\p{L}\p{M}]*\p{M}[\p{L}\p{M}]*/gu;

function hasWords(page: string, text: string): boolean {
  const there = wordsOn(page);
  return [...wordsOn(text)].every((word) => there.has(word));
}

/** Words by their letters, in whatever order: programs read joined letters (لا) from either side. */
function wordsOn(text: string): Set<string> {
  const words = text
    .normalize('NFKC')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .match(/\p{L}+|\p{N}+/gu);
  return new Set((words ?? []).map((word) => (/\p{Script=Arabic}/u.test(word) ? [...word].sort().join('') : word)));
}

function bookmarksOf(document: PDFDocument): string[] {
  const titles: string[] = [];
  const walk = (item: PDFDict | undefined): void => {
    for (let it = item; it; it = it.lookupMaybe(PDFName.of('Next'), PDFDict)) {
      const title: PDFObject | undefined = it.lookup(PDFName.of('Title'));
      if (title instanceof PDFString || title instanceof PDFHexString) titles.push(title.decodeText());
      walk(it.lookupMaybe(PDFName.of('First'), PDFDict));
    }
  };
  walk(document.catalog.lookupMaybe(PDFName.of('Outlines'), PDFDict)?.lookupMaybe(PDFName.of('First'), PDFDict));
  return titles;
}
