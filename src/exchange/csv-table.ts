import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Cell } from './cell.ts';
import type { Column } from './columns.ts';
import type { Cells } from './event-rows.ts';

/** What a spreadsheet takes for the beginning of a formula, with apostrophes before it or without. */
const FORMULA = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * The table as CSV for spreadsheets in German: semicolons, the mark of UTF-8. What would be taken for a formula has an
 * apostrophe before it, which `readCsv` takes away again.
 */
export function writeCsv(columns: readonly Column[], rows: readonly Cells[]): string {
  const cells = rows.map((row) => columns.map(({ id }) => defused(row[id] ?? '')));
  return stringify([columns.map(({ heading }) => heading), ...cells], {
    bom: true,
    delimiter: ';',
    record_delimiter: '\r\n',
    quote_record_delimiter: true,
  });
}

/** Reads semicolons, commas or tabs between the cells; UTF-8, UTF-16 or what Excel saves in Germany (Windows-1252). */
export function readCsv(bytes: Uint8Array, { maxRows }: { readonly maxRows: number }): Cell[][] {
  const text = decoded(bytes).replace(/^sep=(.)\r?\n/i, '');
  const rows = parse(text, {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    // One more, so that there being too many is seen.
    to: maxRows + 1,
  });
  return rows.map((row) => row.map((cell) => (FORMULA.test(cell) && cell.startsWith("'") ? cell.slice(1) : cell)));
}

/** One that has an apostrophe already gets another: exactly one is taken away. */
function defused(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What stands most often between the headings; those are never quoted with one of them inside. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1);
  const counts = [';', '\t', ','].map((delimiter) => [delimiter, head.split(delimiter).length] as const);
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
