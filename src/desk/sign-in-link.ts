import type { Coordinators } from '#src/coordinators/coordinators.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';
import { sentFields } from './sent-fields.ts';

/** What came of the button on a one-time link's page. */
export type LinkOutcome =
  | { readonly ok: true; readonly cookies: readonly string[]; readonly next: string }
  | { readonly ok: false; readonly status: 410 | 422 | 503; readonly problem: 'over' | 'bad-password' | 'again' };

export async function receiveLink(request: Request, token: string, coordinators: Coordinators): Promise<LinkOutcome> {
  const field = await sentFields(request);
  const newPassword = field('newPassword') === '' ? null : field('newPassword');
  try {
    const outcome = await coordinators.redeemLink(token, request.headers, newPassword);
    if (outcome.ok) return { ok: true, cookies: outcome.cookies, next: '/desk' };
    if (outcome.code === 'bad-password') return { ok: false, status: 422, problem: 'bad-password' };
    return { ok: false, status: 410, problem: 'over' };
  } catch (error) {
    if (!isPassing(error)) throw error;
    return { ok: false, status: 503, problem: 'again' };
  }
}
