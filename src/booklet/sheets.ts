import { PDFDocument, PDFName, ReadingDirection, rgb, type PDFPage } from '@cantoo/pdf-lib';
import type { Booklet } from './booklet.ts';

const MM = 72 / 25.4;
const BLEED = 3 * MM;
/** From the cut to the edge of the paper, as `typst/sheet.typ` has it. */
const SLUG = 10 * MM;

/**
 * Tells the program that shows or prints it how pages are bound and cut.
 *
 * @param pdf as `compileBooklet` sets it
 */
export async function withBoxes(pdf: Buffer, { direction, bleed }: Booklet): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const preferences = document.catalog.getOrCreateViewerPreferences();
  preferences.setReadingDirection(direction === 'rtl' ? ReadingDirection.R2L : ReadingDirection.L2R);
  preferences.setDisplayDocTitle(true);
  // Facing pages, the cover alone.
  document.catalog.set(PDFName.of('PageLayout'), PDFName.of('TwoPageRight'));
  if (bleed) for (const page of document.getPages()) setBoxes(page);
  return document.save();
}

/**
 * Two pages on each side of a sheet, for folding and stapling in the middle: `[8, 1], [2, 7], [6, 3], [4, 5]`. What reads
 * from right to left is bound on the right.
 *
 * @param pdf with a multiple of four pages
 */
export async function imposed(pdf: Buffer, { direction, bleed, title }: Booklet): Promise<Uint8Array> {
  const pages = await PDFDocument.load(pdf, { updateMetadata: false });
  const document = await PDFDocument.create();
  document.setTitle(title, { showInWindowTitleBar: true });
  const count = pages.getPageCount();
  const { width, height } = pages.getPage(0).getSize();
  const slug = bleed ? SLUG : 0;
  const [pageWidth, beyond] = [width - 2 * slug, bleed ? BLEED : 0];
  const boxOf = (isLeft: boolean) => ({
    // Nothing is printed beyond the fold: there is the other page.
    left: isLeft ? slug - beyond : slug,
    right: isLeft ? width - slug : width - slug + beyond,
    bottom: slug - beyond,
    top: height - slug + beyond,
  });
  const sides = foldingOrder(count, direction === 'rtl');
  const [leftBox, rightBox] = [boxOf(true), boxOf(false)];
  // All at once, so that they share their fonts.
  const embedded = await document.embedPages(
    sides.flat().map((page) => pages.getPage(page - 1)),
    sides.flatMap(() => [leftBox, rightBox]),
  );
  for (const at of sides.keys()) {
    const sheet = document.addPage([2 * pageWidth + 2 * slug, height]);
    sheet.drawPage(embedded[2 * at]!, { x: leftBox.left, y: leftBox.bottom });
    sheet.drawPage(embedded[2 * at + 1]!, { x: slug + pageWidth, y: rightBox.bottom });
    if (bleed) {
      drawMarks(sheet, pageWidth);
      setBoxes(sheet);
    }
  }
  return document.save();
}

/** `foldingOrder(8, false)` → `[[8, 1], [2, 7], [6, 3], [4, 5]]`: left and right page of each side of each sheet. */
export function foldingOrder(count: number, rightToLeft: boolean): [left: number, right: number][] {
  return Array.from({ length: count / 2 }, (_, side) => {
    const [low, high] = [side + 1, count - side];
    // Front sides have the lower page on the right, back sides on the left.
    return (side % 2 === 0) !== rightToLeft ? [high, low] : [low, high];
  });
}

function setBoxes(page: PDFPage): void {
  const { width, height } = page.getSize();
  page.setTrimBox(SLUG, SLUG, width - 2 * SLUG, height - 2 * SLUG);
  const from = SLUG - BLEED;
  page.setBleedBox(from, from, width - 2 * from, height - 2 * from);
}

/** Where to cut, and where to fold. */
function drawMarks(sheet: PDFPage, pageWidth: number): void {
  const { width, height } = sheet.getSize();
  const [from, to] = [1 * MM, 5 * MM];
  const line = (x1: number, y1: number, x2: number, y2: number, dashArray?: number[]) =>
    sheet.drawLine({
      start: { x: x1, y: y1 },
      end: { x: x2, y: y2 },
      thickness: 0.25,
      color: rgb(0, 0, 0),
      ...(dashArray ? { dashArray } : {}),
    });
  for (const [a, b] of [
    [from, to],
    [-to, -from],
  ] as const) {
    const [x1, x2] = a > 0 ? [a, b] : [width + a, width + b];
    const [y1, y2] = a > 0 ? [a, b] : [height + a, height + b];
    for (const y of [SLUG, height - SLUG]) line(x1, y, x2, y);
    for (const x of [SLUG, width - SLUG]) line(x, y1, x, y2);
    line(SLUG + pageWidth, y1, SLUG + pageWidth, y2, [1.5, 1.5]);
  }
}
