import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import { formFields, fieldValue, type FormFields } from '#src/submissions/form-fields.ts';
import { readFormBody } from '#src/submissions/form-body.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';
import type { Fields, Problem, RecordForm } from './record-form.ts';

/** What coordinators are told after something has happened; words: `records.done.*`. */
export const DONE = ['added', 'saved', 'unchanged', 'approved', 'merged', 'deleted'] as const;
export type Done = (typeof DONE)[number];

/** What was sent did not happen: the page is shown again, with everything that was typed. */
export interface NotDone {
  readonly ok: false;
  readonly status: 422 | 409 | 503;
  readonly problems: readonly Problem[];
  /** Null where another form than that of the record was sent. */
  readonly fields: Fields | null;
}

export type RecordOutcome = { readonly ok: true; readonly done: Done; readonly id?: string } | NotDone;

/** The changes that the forms of a record's page ask for. */
export interface RecordChanges<Facts> {
  readonly edit: (values: Facts, base: string) => Change;
  readonly approve: () => Change;
  readonly remove: (base: string) => Change;
}

type Apply = (change: Change) => Promise<Applied | Refusal>;

/** Takes what was sent from the page of a record: its form, or one of the buttons below it. */
export async function takeRecordAction<Facts>(
  request: Request,
  form: RecordForm<Facts>,
  changes: RecordChanges<Facts>,
  apply: Apply,
): Promise<RecordOutcome> {
  const sent = await sentFields(request);
  const base = fieldValue(sent, 'base');
  switch (fieldValue(sent, 'action')) {
    case 'save':
      return save(sent, form, 'saved', (values) => changes.edit(values, base), apply);
    case 'approve':
      return outcomeOf(changes.approve(), 'approved', null, apply);
    case 'remove':
      if (fieldValue(sent, 'sure') === '') return notDone(422, [{ field: 'sure', code: 'not-sure' }]);
      return outcomeOf(changes.remove(base), 'deleted', null, apply);
    default:
      return notDone(422, [{ field: null, code: 'not-possible' }]);
  }
}

/** Takes the form of a new record. */
export async function takeNewRecord<Facts>(
  request: Request,
  form: RecordForm<Facts>,
  add: (values: Facts) => Change,
  apply: Apply,
): Promise<RecordOutcome> {
  return save(await sentFields(request), form, 'added', add, apply);
}

/** Takes the button below what a merge would change. */
export async function takeMerge(
  request: Request,
  merge: (base: string) => Change,
  apply: Apply,
): Promise<RecordOutcome> {
  const sent = await sentFields(request);
  const outcome = await outcomeOf(merge(fieldValue(sent, 'base')), 'merged', null, apply);
  if (outcome.ok) return outcome;
  const problems = outcome.problems.map(({ field, code }) => ({
    field,
    code: code === 'changed-meanwhile' ? 'merge-changed' : code,
  }));
  return { ...outcome, problems };
}

/** The notice that an address asks for; null for anything that is none. */
export function readDone(query: URLSearchParams): Done | null {
  return DONE.find((done) => done === query.get('done')) ?? null;
}

async function save<Facts>(
  sent: FormFields,
  form: RecordForm<Facts>,
  done: Done,
  change: (values: Facts) => Change,
  apply: Apply,
): Promise<RecordOutcome> {
  const fields = Object.fromEntries(Object.keys(sent).map((name) => [name, fieldValue(sent, name)]));
  const read = form.read(fields);
  if (!read.ok) return { ...notDone(422, read.problems), fields };
  return outcomeOf(change(read.values), done, fields, apply);
}

/** Which refusals are mended in a field; everything else is no longer what the page had shown. */
const IN_FIELD: Readonly<Record<string, string>> = { 'name-taken': 'name', 'unknown-place': 'place' };
const CODES = ['name-taken', 'changed-meanwhile', 'in-use', 'not-proposed', 'same-record'];

async function outcomeOf(change: Change, done: Done, fields: Fields | null, apply: Apply): Promise<RecordOutcome> {
  try {
    const outcome = await apply(change);
    if (outcome.ok) return { ok: true, done, ...(outcome.id === undefined ? {} : { id: outcome.id }) };
    if (outcome.code === 'nothing-to-change') return { ok: true, done: 'unchanged' };
    const field = IN_FIELD[outcome.code] ?? null;
    const code = CODES.includes(outcome.code) ? outcome.code : 'not-possible';
    return { ...notDone(field === null ? 409 : 422, [{ field, code }]), fields };
  } catch (error) {
    if (!isPassing(error)) throw error;
    const isBusy = (error as { name?: string }).name === 'CatalogueBusyError';
    return { ...notDone(503, [{ field: null, code: isBusy ? 'again' : 'full' }]), fields };
  }
}

function notDone(status: NotDone['status'], problems: readonly Problem[]): NotDone {
  return { ok: false, status, problems, fields: null };
}

/** What is no form, or too large for one, holds nothing. */
async function sentFields(request: Request): Promise<FormFields> {
  const body = await readFormBody(request);
  return typeof body === 'string' || body.cut ? {} : formFields(body.data);
}
