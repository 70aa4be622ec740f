import { problemInWords } from '#src/submissions/form-problems.ts';
import { columnOf } from './columns.ts';
import type { ExchangeWords } from './exchange-words.ts';

/** What is wrong in a file, and where. */
export interface Problem {
  readonly sheet: string;
  /** As spreadsheets count; of a calendar file which of its events. */
  readonly row: number;
  /** The id of the column. */
  readonly column: string;
  /** Those of the form (`form.problem.<code>`), or the desk's own (`exchange.problem.<code>`). */
  readonly code: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** A problem as somebody who mends the file reads it. */
export interface ToldProblem extends Pick<Problem, 'sheet' | 'row' | 'code'> {
  /** The column's heading. */
  readonly field: string;
  readonly message: string;
}

export function problemTold(problem: Problem, { desk, i18n }: ExchangeWords): ToldProblem {
  const { sheet, row, column, code, values } = problem;
  const own = desk.find('exchange.problem', code, values);
  const message = own ?? problemInWords({ field: column, code, ...(values && { values }) }, i18n);
  return { sheet, row, field: columnOf(column).heading, code, message };
}

/** By sheet as they come, row and column; one for each cell. */
export function inFileOrder(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  const once = problems.filter(({ sheet, row, column }) => {
    const place = JSON.stringify([sheet, row, column]);
    return !seen.has(place) && seen.add(place);
  });
  const sheets = [...new Set(once.map(({ sheet }) => sheet))];
  return once.toSorted((a, b) => sheets.indexOf(a.sheet) - sheets.indexOf(b.sheet) || a.row - b.row);
}
