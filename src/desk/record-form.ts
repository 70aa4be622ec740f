import { z } from 'zod';

/** What stands in a form's fields, as it was typed or as it is saved. */
export type Fields = Readonly<Record<string, string>>;

/** What is wrong, and at which field; words: `records.problem.*`. */
export interface Problem {
  readonly field: string | null;
  readonly code: string;
}

export type FormReading<Facts> =
  { readonly ok: true; readonly values: Facts } | { readonly ok: false; readonly problems: readonly Problem[] };

/** How a kind of record is shown in a form, and read from one. */
export interface RecordForm<Facts> {
  fieldsOf(facts: Facts): Fields;
  read(fields: Fields): FormReading<Facts>;
}

/** One line that may be empty: null then. */
export const line = (most: number) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(most, 'too-long'));
export const neededLine = (most: number) => line(most).pipe(z.string().min(1, 'needed'));
export const optional = (schema: z.ZodType<string, string>) =>
  line(2000)
    .transform((text) => (text === '' ? null : text))
    .pipe(schema.nullable());

/** Reads fields by a schema whose messages are codes. */
export function readBy<Facts>(schema: z.ZodType<Facts, Record<string, unknown>>, fields: Fields): FormReading<Facts> {
  const read = schema.safeParse(fields);
  if (read.success) return { ok: true, values: read.data };
  const problems = read.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), code: message }));
  // One for each field is enough to mend it.
  return { ok: false, problems: problems.filter((one, at) => problems.findIndex((p) => p.field === one.field) === at) };
}
