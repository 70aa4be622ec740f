import { LANGUAGES } from '#src/languages/languages.ts';
import { entriesOf, fieldValue, type FormFields } from './form-fields.ts';
import { MAX_DATES, MAX_ORGANISERS } from './form-schema.ts';

/** What the form has several of, and how many at most. */
export const ROWS = { texts: LANGUAGES.length, dates: MAX_DATES, organisers: MAX_ORGANISERS } as const;
export type RowList = keyof typeof ROWS;

/** What a row holds that nobody has typed: with it alone, the row is empty. */
const UNTYPED = /\.(?:uid|language)$/;

/**
 * Rows numbered without gaps, empty ones left out: to empty a row is to remove it. The first one stays.
 *
 * `{ 'organisers.0': [''], 'organisers.3': ['Stadt Eisenach'] }` → `{ 'organisers.0': ['Stadt Eisenach'] }`
 */
export function tidyRows(fields: FormFields): FormFields {
  const tidy: Record<string, readonly string[]> = {};
  const isInRow = (name: string) => Object.keys(ROWS).includes(name.split('.')[0]!) && name.includes('.');
  for (const [name, values] of Object.entries(fields)) if (!isInRow(name)) tidy[name] = values;
  for (const list of Object.keys(ROWS)) {
    const rows = entriesOf(fields, list).map((entry) => rowOf(fields, list, entry));
    const typed = rows.filter((row) => row.some(([name, [value = '']]) => !UNTYPED.test(name) && value.trim() !== ''));
    const kept = typed.length > 0 ? typed : rows.slice(0, 1);
    kept.forEach((row, at) => {
      for (const [name, values] of row) tidy[`${list}.${at}${name}`] = values;
    });
  }
  return tidy;
}

/** How many rows to show. */
export function rowsOf(fields: FormFields, list: RowList): number[] {
  const count = Math.max(1, Math.min(entriesOf(fields, list).length, ROWS[list]));
  return Array.from({ length: count }, (_, at) => at);
}

/** With one more row: a text in the next language, a date or organiser still to be typed. */
export function withRow(fields: FormFields, list: RowList): FormFields {
  const count = rowsOf(fields, list).length;
  if (count >= ROWS[list]) return fields;
  if (list === 'organisers') return { ...fields, [`organisers.${count}`]: [''] };
  if (list === 'dates') return { ...fields, [`dates.${count}.day`]: [''] };
  const used = rowsOf(fields, 'texts').map((at) => fieldValue(fields, `texts.${at}.language`));
  const next = LANGUAGES.find(({ code }) => !used.includes(code))?.code ?? '';
  return { ...fields, [`texts.${count}.language`]: [next] };
}

/** What the last row of a list asks first. */
export function lastRowField(fields: FormFields, list: RowList): string {
  const row = `${list}.${rowsOf(fields, list).length - 1}`;
  return { texts: `${row}.language`, dates: `${row}.day`, organisers: row }[list];
}

/** The fields of one row by what follows its number: `['.day', ['2024-09-22']]`. */
function rowOf(fields: FormFields, list: string, entry: number): (readonly [string, readonly string[]])[] {
  const prefix = `${list}.${entry}`;
  return Object.entries(fields).flatMap(([name, values]) =>
    name === prefix || name.startsWith(`${prefix}.`) ? [[name.slice(prefix.length), values] as const] : [],
  );
}
