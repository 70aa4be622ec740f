import { describe, expect, test } from 'vitest';
import { foldingOrder } from '#src/booklet/sheets.ts';
import { filterOf } from '#src/filter/filter.ts';
import { BOOKLET_TIMEOUT, bookletOf, cannotRead } from '../fixtures/booklets.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { PdfFile } from '../fixtures/pdf.ts';

const SHORT = filterOf({ day: ['2024-09-29'] });

test('two pages on each side of a sheet, so that folded sheets lie in each other', () => {
  expect(foldingOrder(4, false)).toEqual([
    [4, 1],
    [2, 3],
  ]);
  expect(foldingOrder(8, false)).toEqual([
    [8, 1],
    [2, 7],
    [6, 3],
    [4, 5],
  ]);
  // Bound on the right, the first page lies on the left.
  expect(foldingOrder(8, true)).toEqual([
    [1, 8],
    [7, 2],
    [3, 6],
    [5, 4],
  ]);
});

describe.skipIf(cannotRead)('pages for the printer’s', () => {
  test.each([
    { format: 'a5', page: [148, 210] },
    { format: 'a4', page: [210, 297] },
  ] as const)(
    'have 3 mm of bleed around the trim, room for marks, and come in fours: $format',
    async ({ format, page: [width, height] }) => {
      const app = await temporaryCatalogue();
      const file = new PdfFile((await bookletOf(app, { format, bleed: true }, SHORT)).pdf);
      const info = file.info(2);
      expect(millimetres(info.get('MediaBox'))).toEqual([0, 0, width + 20, height + 20]);
      expect(millimetres(info.get('BleedBox'))).toEqual([7, 7, width + 13, height + 13]);
      expect(millimetres(info.get('TrimBox'))).toEqual([10, 10, width + 10, height + 10]);
      expect(file.pages().length % 4).toBe(0);
    },
    BOOKLET_TIMEOUT,
  );

  test.each(['de', 'ar'] as const)(
    'lie beside each other in the order for folding, with the cover outside: %s',
    async (language) => {
      const app = await temporaryCatalogue();
      const [single, sheets] = [
        new PdfFile((await bookletOf(app, { language, bleed: true }, SHORT)).pdf).pages(),
        new PdfFile((await bookletOf(app, { language, bleed: true, imposed: true }, SHORT)).pdf),
      ];
      const sides = sheets.numbers();
      expect(sides).toHaveLength(single.length / 2);
      expect(millimetres(sheets.info().get('TrimBox'))).toEqual([10, 10, 306, 220]);
      expect(millimetres(sheets.info().get('BleedBox'))).toEqual([7, 7, 309, 223]);
      const order = foldingOrder(single.length, language === 'ar');
      // The covers have no number.
      const isCover = (page: number) => page === 1 || page === single.length;
      expect(sides).toEqual(order.map((side) => side.filter((page) => !isCover(page))));
    },
    BOOKLET_TIMEOUT,
  );
});

/** `'0.00 0.00 419.53 595.28'` → `[0, 0, 148, 210]` */
function millimetres(points: string | undefined): number[] {
  return points!.split(/\s+/).map((point) => Math.round((Number(point) * 25.4) / 72));
}
