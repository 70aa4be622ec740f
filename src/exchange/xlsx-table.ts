import readExcelFile from 'read-excel-file/node';
import writeExcelFile, { type Cell as ExcelCell } from 'write-excel-file/node';
import { isDay } from '#src/time/day.ts';
import type { Cell } from './cell.ts';
import type { Column } from './columns.ts';
import type { Cells } from './event-rows.ts';
import { unzip, zip } from './zip.ts';

/** Excel refuses cells with more. */
const MAX_CELL = 32_767;

export interface ChoiceList {
  readonly heading: string;
  readonly values: readonly string[];
}

/** The table as a workbook: days are Excel's days, the head stays in sight, and a second sheet says what may be chosen. */
export async function writeXlsx(
  columns: readonly Column[],
  rows: readonly Cells[],
  { sheet, lists, listsSheet }: { sheet: string; lists: readonly ChoiceList[]; listsSheet: string },
): Promise<Buffer> {
  const longest = Math.max(...lists.map(({ values }) => values.length));
  return writeExcelFile([
    {
      sheet,
      data: [
        columns.map(({ heading }) => head(heading)),
        ...rows.map((row) => columns.map((column) => cellOf(column, row))),
      ],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    },
    {
      sheet: listsSheet,
      data: [
        lists.map(({ heading }) => head(heading)),
        ...Array.from({ length: longest }, (_, at) => lists.map(({ values }) => textCell(values[at] ?? ''))),
      ],
      columns: lists.map(() => ({ width: 34 })),
      stickyRowsCount: 1,
    },
  ]).toBuffer();
}

/** The workbook holds more than is taken. */
export class TooManyCellsError extends Error {
  override readonly name = 'TooManyCellsError';
}

/**
 * The sheets of a workbook, by name.
 *
 * @throws ZipError, TooManyCellsError; InvalidSpreadsheetError and others of the reader's where it is none
 */
export async function readXlsx(
  bytes: Buffer,
  { maxRows, maxColumns }: { readonly maxRows: number; readonly maxColumns: number },
): Promise<{ readonly name: string; readonly rows: Cell[][] }[]> {
  const files = unzip(bytes);
  for (const [path, file] of files) {
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(path)) {
      files.set(path, Buffer.from(withoutEmptyCells(file.toString('utf8'), maxRows, maxColumns)));
    }
  }
  const sheets = await readExcelFile(zip(files), { trim: false });
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data as Cell[][] }));
}

/**
 * A sheet without the cells that only have a style, as programs write them down to the last row.
 *
 * @throws TooManyCellsError where what is left stands further down or right than is taken: the reader would make room
 * for all that lies between
 */
function withoutEmptyCells(xml: string, maxRows: number, maxColumns: number): string {
  const left = xml
    .replace(/<(\w+:)?c\b[^<>]*\/>/g, '')
    .replace(/<((?:\w+:)?c)\b[^<>]*><\/\1>/g, '')
    .replace(/<(\w+:)?row\b[^<>]*\/>/g, '')
    .replace(/<((?:\w+:)?row)\b[^<>]*>\s*<\/\1>/g, '');
  for (const [, , place = ''] of left.matchAll(/\br\s*=\s*(["'])([^"'<>]*)\1/g)) {
    const [, letters = '', row = '0'] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place) ?? [];
    // Programs write no entities there.
    const isOutside = Number(row) > maxRows || columnNumber(letters) > maxColumns || place.includes('&');
    if (isOutside) throw new TooManyCellsError();
  }
  const cells = left.match(/<(?:\w+:)?c[\s>]/g)?.length ?? 0;
  if (cells > (maxRows * maxColumns) / 2) throw new TooManyCellsError();
  return left;
}

/** `'A'` → `1`, `'AB'` → `28` */
function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function head(value: string): ExcelCell {
  return { value, fontWeight: 'bold', backgroundColor: '#E6EEF5', alignVertical: 'top', wrap: true };
}

function cellOf({ id, kind }: Column, row: Cells): ExcelCell {
  const text = row[id] ?? '';
  if (text === '') return null;
  if (kind === 'day' && isDay(text)) return { value: new Date(text), type: Date, format: 'dd.mm.yyyy' };
  if (kind === 'number' && /^\d{1,9}$/.test(text)) return { value: Number(text), type: Number };
  if (kind === 'amount' && /^\d+,\d\d$/.test(text)) {
    return { value: Number(text.replace(',', '.')), type: Number, format: '0.00' };
  }
  return textCell(text);
}

/** As text, so that nothing in it is taken for a formula, a time or a number. */
function textCell(text: string): ExcelCell {
  if (text === '') return null;
  // A literal "_x0041_" would be read as the letter A (ECMA-376 §22.9.2.19).
  const escaped = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').slice(0, MAX_CELL);
  // write-excel-file 4.1.1 looks its texts up in a plain object: "constructor" would be found there. Reading trims.
  const value = escaped in {} ? `${escaped} ` : escaped;
  return { value, type: String, format: '@', alignVertical: 'top', wrap: value.includes('\n') };
}
