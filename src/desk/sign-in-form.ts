import type { Coordinators } from '#src/coordinators/coordinators.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';
import { deskPath } from './desk-access.ts';
import { sentFields } from './sent-fields.ts';
import { unsentFromText, type UnsentForm } from './unsent-form.ts';

/** What was typed into the form for signing in, and what it carries along. */
export interface TypedSignIn {
  readonly email: string;
  /** Where to go afterwards. */
  readonly next: string;
  readonly unsent: UnsentForm | null;
}

/** What came of it. Words of a problem: `signIn.problem.*`, `notice.again`. */
export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly cookies: readonly string[]; readonly typed: TypedSignIn }
  | { readonly kind: 'link-sent'; readonly typed: TypedSignIn }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly problem: 'wrong' | 'no-email' | 'no-password' | 'too-often' | 'again';
      readonly typed: TypedSignIn;
    };

type Problem = Extract<SignInOutcome, { kind: 'refused' }>['problem'];
const STATUS: Record<Problem, number> = {
  wrong: 422,
  'no-email': 422,
  'no-password': 422,
  'too-often': 429,
  again: 503,
};

/**
 * @param from the visitor's true network address
 * @param isSignedIn whether they are already: by a link, say, in another tab
 */
export async function receiveSignIn(
  request: Request,
  from: string,
  coordinators: Coordinators,
  isSignedIn: boolean,
): Promise<SignInOutcome> {
  const field = await sentFields(request);
  const next = deskPath(field('next'));
  const email = field('email').trim().slice(0, 254);
  const typed = { email, next, unsent: unsentFromText(field('unsent'), next) };
  const refuse = (problem: Problem): SignInOutcome => ({ kind: 'refused', status: STATUS[problem], problem, typed });
  if (isSignedIn && typed.unsent) return { kind: 'signed-in', cookies: [], typed };
  if (email === '') return refuse('no-email');
  try {
    if (field('action') === 'link') {
      const sent = await coordinators.requestLink(email, from);
      return sent === 'sent' ? { kind: 'link-sent', typed } : refuse(sent);
    }
    const password = field('password');
    if (password === '') return refuse('no-password');
    const outcome = await coordinators.signIn({ email, password }, from, request.headers);
    if (outcome.ok) return { kind: 'signed-in', cookies: outcome.cookies, typed };
    return refuse(outcome.code === 'too-often' ? 'too-often' : 'wrong');
  } catch (error) {
    if (!isPassing(error)) throw error;
    return refuse('again');
  }
}

/** Leads on to another page, as a form that was taken does, with the cookies of a session that begins or ends. */
export function leadOn(address: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: address });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}
