import { isSame } from '#src/changes/event-patch.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import { readForm } from '#src/submissions/read-form.ts';
import type { ExchangedEdition, ExchangedEvent } from './catalogue-reading.ts';
import { COLUMNS, columnOf } from './columns.ts';
import { eventFields, type CellProblem, type DateRow } from './event-fields.ts';
import type { EventGroup, FileRow } from './event-groups.ts';
import { dateCells, eventCells, type Cells } from './event-rows.ts';
import type { ExchangeWords } from './exchange-words.ts';
import { cellOf } from './field-columns.ts';
import type { Match } from './matched-event.ts';
import { mergedValues } from './merged-values.ts';
import { pairDates, type PairedDates } from './paired-dates.ts';
import type { Problem } from './problem.ts';

/** What an import would do with one event. */
export interface PlannedEvent {
  readonly kind: 'new' | 'changed' | 'unchanged';
  readonly title: string;
  /** Of one that is there already. */
  readonly slug: string | null;
  readonly sheet: string;
  readonly row: number;
  readonly differences: readonly Difference[];
}

/** A cell that says something else than the catalogue. */
export interface Difference {
  /** The column's heading. */
  readonly field: string;
  /** The day of the date that it is about; null where it is about the event. */
  readonly day: string | null;
  readonly before: string;
  readonly after: string;
}

interface Compared {
  readonly planned: PlannedEvent;
  readonly problems: readonly Problem[];
  /** What the event shall be; none where there is a problem, or nothing to do. */
  readonly values?: EventValues;
}

interface Context {
  readonly exchanged: ExchangedEdition;
  readonly words: ExchangeWords;
  /** Whether the file has said exactly this before. */
  readonly isSameFile: boolean;
}

/**
 * Compares what a file says of an event with what the catalogue says. Only what differs is checked and changed, so that
 * what was there before any rule stays as it is; a date that the file does not have stays, too.
 */
export function compareEvent(group: EventGroup, { event, key }: Match, context: Context): Compared {
  const { exchanged, words } = context;
  const said = saidOfEvent(group.rows);
  const current = event ? eventCells(event, exchanged.known, words) : {};
  const paired = event
    ? pairDates(event.dates, group.rows.filter(isAboutDate), { inOrder: key !== null })
    : { known: [], added: group.rows };
  const differing = event ? changedIn(current, said, 'event').filter((id) => id !== 'number') : Object.keys(said);
  const changes = event && differencesOf(differing, current, said, paired, exchanged);
  const first = group.rows[0];
  const planned: PlannedEvent = {
    kind: !event ? 'new' : !context.isSameFile && changes && changes.length > 0 ? 'changed' : 'unchanged',
    title: titleIn(said) || titleIn(current),
    slug: event?.slug ?? null,
    sheet: first.sheet,
    row: first.row,
    differences: changes ?? [],
  };
  if (planned.kind === 'unchanged') return { planned: { ...planned, differences: [] }, problems: [] };
  const cancelled = cancelledChanges(paired, exchanged);
  const cells = { ...current, ...said };
  const dates = datesOf(paired, exchanged, cells);
  if (cancelled.length > 0) return { planned, problems: cancelled };
  const { values, problems } = check(cells, dates, event, context);
  const found = problems.map((problem) => located(problem, group.rows, dates));
  if (!values) return { planned, problems: found };
  const merged = event
    ? mergedValues(event.values, values, new Set(differing), changedDates(paired, exchanged))
    : values;
  const isNothing =
    event && (Object.keys(merged) as (keyof EventValues)[]).every((field) => isSame(field, event.values, merged));
  // Said in other words, but the same: a venue by its name alone.
  if (isNothing) return { planned: { ...planned, kind: 'unchanged', differences: [] }, problems: [] };
  return { planned, problems: [], values: merged };
}

/** The form's judgement of an event, in terms of the file's cells. */
function check(cells: Cells, dates: readonly DateRow[], event: ExchangedEvent | null, { exchanged, words }: Context) {
  const picture = event?.values.picture ?? null;
  const { fields, problems } = eventFields(cells, dates, { known: exchanged.known, words, picture });
  const { known: snapshot, edition } = exchanged;
  const read = readForm(fields, { snapshot, edition, language: 'de', picture, isCorrection: true });
  const found = read.ok ? [] : read.problems.map((problem) => cellOf(problem, fields, dates));
  const all: readonly CellProblem[] = [...problems, ...found];
  return { problems: all, values: read.ok && all.length === 0 ? read.submission.values : null };
}

/**
 * What its rows say of the event: in each column the first that says something. Rows that say nothing but which event
 * they are about are about its dates only, and take nothing away.
 */
function saidOfEvent(rows: readonly FileRow[]): Cells {
  const columns = COLUMNS.filter(({ id, of }) => of === 'event' && rows.some(({ cells }) => id in cells));
  const said = columns.map(({ id }): [id: string, text: string] => [
    id,
    rows.map(({ cells }) => cells[id] ?? '').find((text) => text !== '') ?? '',
  ]);
  return said.some(([id, text]) => id !== 'number' && text !== '') ? Object.fromEntries(said) : {};
}

function isAboutDate({ cells }: FileRow): boolean {
  return COLUMNS.some(({ id, of }) => of === 'date' && (cells[id] ?? '') !== '');
}

/** The columns of a file's cells that say something else. */
function changedIn(before: Cells, after: Cells, of: 'event' | 'date'): string[] {
  return COLUMNS.filter((column) => column.of === of && column.id in after)
    .map(({ id }) => id)
    .filter((id) => (before[id] ?? '') !== after[id]);
}

/** What only says how to read the others is no difference. */
const ABOUT_READING = new Set(['uid', 'isNew', 'newStreet', 'newPostcode', 'newPlace']);

function changedOfDate(before: Cells, row: FileRow): string[] {
  return changedIn(before, row.cells, 'date').filter((id) => !ABOUT_READING.has(id));
}

function differencesOf(
  differing: readonly string[],
  current: Cells,
  said: Cells,
  { known, added }: PairedDates,
  exchanged: ExchangedEdition,
): Difference[] {
  const difference = (id: string, before: Cells, after: Cells, day: string | null) => ({
    field: columnOf(id).heading,
    day,
    before: before[id] ?? '',
    after: after[id] ?? '',
  });
  return [
    ...differing.map((id) => difference(id, current, said, null)),
    ...known.flatMap(({ date, row }) => {
      const before = dateCells(date, exchanged.known);
      return row ? changedOfDate(before, row).map((id) => difference(id, before, row.cells, before['day']!)) : [];
    }),
    ...added.map(({ cells }) => difference('day', {}, cells, null)),
  ];
}

function cancelledChanges({ known }: PairedDates, exchanged: ExchangedEdition): Problem[] {
  return known.flatMap(({ date, row }) => {
    if (!row || date.status !== 'cancelled') return [];
    const changed = changedOfDate(dateCells(date, exchanged.known), row);
    return changed.map((column) => ({ sheet: row.sheet, row: row.row, column, code: 'cancelled-date' }));
  });
}

/** The dates that the form is filled in with: those that are there, with what the file changes, and new ones. */
function datesOf({ known, added }: PairedDates, exchanged: ExchangedEdition, event: Cells): DateRow[] {
  const onlyCancelled = added.length === 0 && known.every(({ date }) => date.status === 'cancelled');
  const there = known
    // An event has a date: where all are cancelled, they stand for it.
    .filter(({ date }) => onlyCancelled || date.status !== 'cancelled')
    .map(({ date, row }): DateRow => {
      const before = dateCells(date, exchanged.known);
      const cells = row ? { ...before, ...row.cells, uid: date.uid } : before;
      return { place: row && { sheet: row.sheet, row: row.row }, cells };
    });
  const fresh = added.map(({ sheet, row, cells }): DateRow => ({
    place: { sheet, row },
    cells: { ...cells, uid: '' },
  }));
  const dates = [...there, ...fresh];
  // Whether an organiser may be new is said of the event, in whichever of its rows.
  return dates.length > 0 ? dates : [{ place: null, cells: event }];
}

function changedDates({ known }: PairedDates, exchanged: ExchangedEdition): Map<string, ReadonlySet<string>> {
  return new Map(
    known.map(({ date, row }) => [date.uid, new Set(row ? changedOfDate(dateCells(date, exchanged.known), row) : [])]),
  );
}

/** The cell that somebody has to look at: the event's in the first row that says something there, else in its first. */
function located({ date, ...problem }: CellProblem, rows: EventGroup['rows'], dates: readonly DateRow[]): Problem {
  const ofEvent = rows.find(({ cells }) => (cells[problem.column] ?? '') !== '') ?? rows[0];
  const place = (date === null ? null : dates[date]?.place) ?? ofEvent;
  return { ...problem, sheet: place.sheet, row: place.row };
}

function titleIn(cells: Cells): string {
  return cells['title.de'] || (Object.entries(cells).find(([id]) => id.startsWith('title.'))?.[1] ?? '');
}
