import type { Change } from '#src/changes/change.ts';
import { email } from './form-schema.ts';
import { fieldValue, type FormFields } from './form-fields.ts';
import type { LinkPurpose } from './secret-links.ts';
import type { Submission } from './submission.ts';

/** What organisers are told after an action has happened; words: `own.done.*`. */
export const DONE = ['answered', 'withdrawn', 'cancelled', 'corrected', 'proposed', 'readdressed'] as const;
export type Done = (typeof DONE)[number];

/** Why an action did not happen; words: `own.problem.*`. */
export type OwnProblem =
  'answer-needed' | 'answer-too-long' | 'not-sure' | 'not-an-email' | 'too-many' | 'not-possible' | 'busy';

export const MAX_ANSWER_LENGTH = 4000;

/** What a form of the organiser's own view asks for. */
export type OwnAction =
  | { readonly ok: true; readonly change: Change; readonly done: Done | 'confirmed' | 'renewed' }
  | { readonly ok: false; readonly problem: OwnProblem };

/**
 * Reads what was sent. Each purpose of a link has its own actions: who sees a submission has not yet shown that its
 * address is theirs.
 */
export function readAction(fields: FormFields, purpose: LinkPurpose, submission: Submission): OwnAction {
  const { id, generation } = submission;
  const action = fieldValue(fields, 'action');
  if (purpose === 'confirm') {
    if (action !== 'confirm') return refused('not-possible');
    return { ok: true, change: { kind: 'confirm-submission', submission: id }, done: 'confirmed' };
  }
  switch (action) {
    case 'answer':
      return answering(fieldValue(fields, 'answer').trim(), id);
    case 'withdraw':
      if (fieldValue(fields, 'sure') === '') return refused('not-sure');
      return { ok: true, change: { kind: 'withdraw-submission', submission: id }, done: 'withdrawn' };
    case 'cancel': {
      const date = fieldValue(fields, 'date');
      if (date === '') return refused('not-possible');
      const which = date === 'all' ? {} : { date };
      return { ok: true, change: { kind: 'cancel-own', submission: id, ...which }, done: 'cancelled' };
    }
    case 'readdress': {
      const typed = email.safeParse(fieldValue(fields, 'email'));
      if (!typed.success) return refused('not-an-email');
      return {
        ok: true,
        change: { kind: 'readdress', submission: id, generation, email: typed.data },
        done: 'readdressed',
      };
    }
    case 'renew':
      return { ok: true, change: { kind: 'renew-own-link', submission: id, generation }, done: 'renewed' };
    default:
      return refused('not-possible');
  }
}

/** The notice that an address asks for; null for anything that is none. */
export function readDone(query: URLSearchParams): Done | null {
  return DONE.find((done) => done === query.get('done')) ?? null;
}

function answering(answer: string, id: string): OwnAction {
  if (answer === '') return refused('answer-needed');
  if (answer.length > MAX_ANSWER_LENGTH) return refused('answer-too-long');
  return { ok: true, change: { kind: 'answer', submission: id, answer }, done: 'answered' };
}

function refused(problem: OwnProblem): OwnAction {
  return { ok: false, problem };
}
