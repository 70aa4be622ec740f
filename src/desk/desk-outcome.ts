import type { Applied, Refusal } from '#src/changes/change.ts';
import type { FormBody } from '#src/submissions/form-body.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';

/** What came of a change that a form at the desk asked for: done, or with which status the form is shown again. */
export type DeskOutcome =
  | { readonly ok: true; readonly applied: Applied }
  | { readonly ok: false; readonly status: 409 | 422 | 503; readonly code: string; readonly field: string };

/** Applies a change; that the catalogue is locked, or the disk full, is an answer, too. */
export async function outcomeOf(change: () => Promise<Applied | Refusal>): Promise<DeskOutcome> {
  try {
    const outcome = await change();
    if (outcome.ok) return { ok: true, applied: outcome };
    const { code, field } = outcome;
    return { ok: false, status: code === 'changed-meanwhile' ? 409 : 422, code, field };
  } catch (error) {
    if (!isPassing(error)) throw error;
    const isBusy = (error as { name?: string }).name === 'CatalogueBusyError';
    return { ok: false, status: 503, code: isBusy ? 'again' : 'full', field: '' };
  }
}

/** The texts of a form by the names of their fields; what is not a form is an empty one. */
export function fieldsOf(body: FormBody | string): Readonly<Record<string, string>> {
  if (typeof body === 'string') return {};
  return Object.fromEntries(
    [...body.data].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')] as const] : [],
    ),
  );
}
