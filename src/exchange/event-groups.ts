import { cellText } from './cell.ts';
import { COLUMNS, columnNamed, type Column } from './columns.ts';
import { cleanCell } from './clean-cell.ts';
import type { Cells } from './event-rows.ts';
import type { ExchangeWords } from './exchange-words.ts';
import type { Problem } from './problem.ts';
import type { Sheet } from './read-file.ts';

/** A row of a file; columns that the file does not have are not among its cells. */
export interface FileRow {
  readonly sheet: string;
  /** As spreadsheets count: the head is row 1. */
  readonly row: number;
  readonly cells: Cells;
}

/** The rows that are about one event. */
export interface EventGroup {
  /** What the file calls it; null where it has no number. */
  readonly name: string | null;
  readonly rows: readonly [FileRow, ...FileRow[]];
}

export interface ReadSheets {
  readonly groups: readonly EventGroup[];
  readonly problems: readonly Problem[];
  /** What was not looked at: sheets without a head that is known, columns that are none of the table's. */
  readonly ignored: readonly { readonly sheet: string; readonly heading: string | null }[];
  /** Whether any sheet is a table of events. */
  readonly hasTable: boolean;
}

/** How far down the head may stand, below a title or a note. */
const HEAD_WITHIN = 10;

/**
 * Finds the tables of events in the sheets, whatever the order of their columns, and what belongs together in them:
 * rows with one number, and those after an event's first row that only tell of another date.
 */
export function groupRows(sheets: readonly Sheet[], words: ExchangeWords): ReadSheets {
  const groups = new Map<string, FileRow[]>();
  const problems: Problem[] = [];
  const ignored: { sheet: string; heading: string | null }[] = [];
  let hasTable = false;
  for (const sheet of sheets) {
    const head = headOf(sheet);
    if (!head) {
      ignored.push({ sheet: sheet.name, heading: null });
      continue;
    }
    hasTable = true;
    ignored.push(...head.unknown.map((heading) => ({ sheet: sheet.name, heading })));
    let last: FileRow[] | undefined;
    for (const row of rowsOf(sheet, head, words)) {
      const number = row.cells['number'] ?? '';
      const isDateOnly = COLUMNS.every(({ id, of }) => of !== 'event' || (row.cells[id] ?? '') === '');
      if (isDateOnly && last) {
        last.push(row);
        continue;
      }
      const key = number === '' ? `\u0000${sheet.name}\u0000${row.row}` : number;
      const known = groups.get(key);
      if (known) known.push(row);
      else groups.set(key, [row]);
      last = known ?? groups.get(key);
    }
  }
  return {
    groups: [...groups].map(([key, rows]) => ({
      name: key.startsWith('\u0000') ? null : key,
      rows: rows as [FileRow, ...FileRow[]],
    })),
    problems,
    ignored,
    hasTable,
  };
}

interface Head {
  readonly at: number;
  readonly columns: readonly (Column | undefined)[];
  readonly unknown: readonly string[];
}

/** The row that names the columns; a title and a day there must be. */
function headOf({ rows }: Sheet): Head | undefined {
  for (const [at, row] of rows.slice(0, HEAD_WITHIN).entries()) {
    const headings = row.map((cell) => cellText(cell, 'text'));
    const columns = headings.map((heading) => columnNamed(heading));
    const found = columns.flatMap((column) => (column ? [column.id] : []));
    const names = ['number', 'title.de', 'day', 'uid'].filter((id) => found.includes(id));
    if (names.length < 2) continue;
    const unknown = headings.filter((heading, place) => heading !== '' && !columns[place]);
    // Of two columns with one heading the first counts.
    const once = columns.map((column, place) => (columns.indexOf(column) === place ? column : undefined));
    return { at, columns: once, unknown };
  }
  return undefined;
}

function rowsOf({ name, rows }: Sheet, { at, columns }: Head, words: ExchangeWords): FileRow[] {
  return rows.slice(at + 1).flatMap((row, below) => {
    const cells = Object.fromEntries(
      columns.flatMap((column, place) =>
        column && column.of !== 'shown' ? [[column.id, cleanCell(row[place] ?? null, column, words)]] : [],
      ),
    );
    const isEmpty = Object.values(cells).every((text) => text === '');
    return isEmpty ? [] : [{ sheet: name, row: at + below + 2, cells }];
  });
}
