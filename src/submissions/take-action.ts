import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import { readFormBody } from './form-body.ts';
import { formFields, fieldValue, type FormFields } from './form-fields.ts';
import { readAction, type OwnAction, type OwnProblem } from './own-actions.ts';
import { isPassing } from './passing-errors.ts';
import type { LinkPurpose } from './secret-links.ts';
import type { Submission } from './submission.ts';

/** How a form that was sent ended: it happened, or the page says why not, with what was typed. */
export type ActionOutcome =
  | { readonly ok: true; readonly done: (OwnAction & { ok: true })['done'] }
  | {
      readonly ok: false;
      readonly status: 400 | 409 | 429 | 503;
      readonly problem: OwnProblem;
      readonly typed: string;
    };

/** @param apply applies a change in the organiser's name */
export async function takeAction(
  request: Request,
  { purpose, submission }: { readonly purpose: LinkPurpose; readonly submission: Submission },
  apply: (change: Change) => Promise<Applied | Refusal>,
): Promise<ActionOutcome> {
  const fields = await sentFields(request);
  const typed = fieldValue(fields, 'answer') || fieldValue(fields, 'email');
  const action = readAction(fields, purpose, submission);
  if (!action.ok) return { ok: false, status: 400, problem: action.problem, typed };
  try {
    const outcome = await apply(action.change);
    // Sent twice, it has happened all the same.
    if (outcome.ok || outcome.code === 'already-cancelled') return { ok: true, done: action.done };
    if (outcome.code === 'too-many') return { ok: false, status: 429, problem: 'too-many', typed };
    return { ok: false, status: 409, problem: 'not-possible', typed };
  } catch (error) {
    if (!isPassing(error)) throw error;
    return { ok: false, status: 503, problem: 'busy', typed };
  }
}

/** More than the longest answer that is shown again takes. */
const MAX_BYTES = 256 * 1024;

/** What is no form at all, or much too large for these, holds nothing. */
async function sentFields(request: Request): Promise<FormFields> {
  const body = await readFormBody(request, MAX_BYTES);
  return typeof body === 'string' || body.cut ? {} : formFields(body.data);
}
