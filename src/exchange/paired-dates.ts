import type { ExchangedDate } from './catalogue-reading.ts';
import type { FileRow } from './event-groups.ts';

/** Each date of an event with the row that is about it, and each row that is about a new one. */
export interface PairedDates {
  readonly known: readonly { readonly date: ExchangedDate; readonly row: FileRow | null }[];
  readonly added: readonly FileRow[];
}

/**
 * Finds for each row the date that it is about: by its number, else by its time. Of an event that files call by a name
 * of their own, as many rows as there are dates are about these, in their order: so a date that is put off stays one.
 */
export function pairDates(
  dates: readonly ExchangedDate[],
  rows: readonly FileRow[],
  { inOrder }: { readonly inOrder: boolean },
): PairedDates {
  const left = new Set(rows);
  const pairs = new Map<ExchangedDate, FileRow>();
  const pair = (isAbout: (row: FileRow, date: ExchangedDate) => boolean) => {
    for (const date of dates) {
      if (pairs.has(date)) continue;
      const row = [...left].find((candidate) => isAbout(candidate, date));
      if (row && left.delete(row)) pairs.set(date, row);
    }
  };
  pair(({ cells }, { uid }) => cells['uid'] === uid);
  // A number that is nobody's is a new date's, as the file of another catalogue has it.
  pair(({ cells }, { start, allDay }) => startOf(cells) === (allDay ? start.slice(0, 10) : start));
  if (inOrder && rows.length === dates.length) pair(() => true);
  return { known: dates.map((date) => ({ date, row: pairs.get(date) ?? null })), added: [...left] };
}

function startOf(cells: FileRow['cells']): string {
  return cells['allDay'] === 'ja' ? (cells['day'] ?? '') : `${cells['day'] ?? ''}T${cells['startTime'] ?? ''}`;
}
