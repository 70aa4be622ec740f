import type { Cell } from './cell.ts';
import { readCsv } from './csv-table.ts';
import { readXlsx, TooManyCellsError } from './xlsx-table.ts';
import { ZipError } from './zip.ts';

export const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** Rows of one sheet, its head among them. */
const MAX_ROWS = 2_001;
const MAX_COLUMNS = 120;

/** The sheets of a table, as they are in the file; or a calendar's text. */
export type FileContent =
  { readonly kind: 'sheets'; readonly sheets: readonly Sheet[] } | { readonly kind: 'calendar'; readonly text: string };

export interface Sheet {
  /** Of CSV the file's name. */
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** Why a file cannot be read as a whole, as a code; its words are `exchange.file.<code>`. */
export type FileProblem =
  | 'empty'
  | 'too-large'
  | 'too-many-rows'
  | 'old-excel'
  | 'not-excel'
  | 'not-csv'
  | 'not-text'
  | 'not-calendar'
  | 'no-head';

/** Reads a file by what is in it, whatever its name says. */
export async function readImportFile(bytes: Buffer, name: string): Promise<FileContent | FileProblem> {
  if (bytes.length > MAX_FILE_BYTES) return 'too-large';
  if (bytes.length === 0) return 'empty';
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') return 'old-excel';
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return workbook(bytes);
  const start = bytes
    .subarray(0, 200)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^BEGIN:VCALENDAR/i.test(start)) return { kind: 'calendar', text: bytes.toString('utf8') };
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!isWide && bytes.includes(0)) return 'not-text';
  return commaSeparated(bytes, name);
}

async function workbook(bytes: Buffer): Promise<FileContent | FileProblem> {
  try {
    return { kind: 'sheets', sheets: await readXlsx(bytes, { maxRows: MAX_ROWS, maxColumns: MAX_COLUMNS }) };
  } catch (error) {
    if (error instanceof TooManyCellsError) return 'too-many-rows';
    if (error instanceof ZipError) return error.code === 'too-large' ? 'too-large' : 'not-excel';
    // Whatever the reader stumbles over is in the file: it has nothing else.
    return 'not-excel';
  }
}

function commaSeparated(bytes: Buffer, name: string): FileContent | FileProblem {
  try {
    const rows = readCsv(bytes, { maxRows: MAX_ROWS });
    if (rows.length > MAX_ROWS || rows.some(({ length }) => length > MAX_COLUMNS)) return 'too-many-rows';
    return { kind: 'sheets', sheets: [{ name, rows }] };
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('CSV_')) return 'not-csv';
    throw error;
  }
}
