import { addAccount, inviteAgain } from '#src/coordinators/accounts.ts';
import { actorOf, type Coordinator } from '#src/coordinators/coordinator.ts';
import type { Change, Refusal } from '#src/changes/change.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';
import type { Clock } from '#src/time/festival-time.ts';
import type { AccountServices } from './own-account.ts';
import { sentFields } from './sent-fields.ts';

export const DONE = ['added', 'promoted', 'demoted', 'invited', 'removed'] as const;
/** What was done; words: `accounts.done.*`. */
export type AccountsDone = (typeof DONE)[number];

/** Why it was not; words: `accounts.problem.*`, `notice.again`. */
export type AccountsProblem =
  'not-an-address' | 'already-coordinator' | 'last-administrator' | 'unknown-coordinator' | 'unknown' | 'again';

/** What was typed to add somebody. */
export interface TypedAccount {
  readonly email: string;
  readonly name: string;
  readonly isAdministrator: boolean;
}

export type AccountsOutcome =
  | { readonly ok: true; readonly done: AccountsDone }
  | { readonly ok: false; readonly status: number; readonly problem: AccountsProblem; readonly typed: TypedAccount };

const STATUS: Record<AccountsProblem, number> = {
  'not-an-address': 422,
  'already-coordinator': 422,
  'last-administrator': 409,
  'unknown-coordinator': 409,
  unknown: 400,
  again: 503,
};

/** Does what a form of the list of accounts asks for, in an administrator's name. */
export async function receiveAccounts(
  request: Request,
  administrator: Coordinator,
  services: AccountServices & { readonly clock: Clock; readonly mailer: { wake(): void } },
): Promise<AccountsOutcome> {
  const field = await sentFields(request);
  const typed = { email: field('email'), name: field('name'), isAdministrator: field('administrator') !== '' };
  const refuse = (problem: AccountsProblem): AccountsOutcome => ({
    ...{ ok: false, status: STATUS[problem], problem, typed },
  });
  const apply = (change: Change) => services.apply(actorOf(administrator), change);
  const tell = (outcome: { readonly ok: true } | Refusal, done: AccountsDone): AccountsOutcome =>
    outcome.ok ? { ok: true, done } : refuse(problemOf(outcome));
  const coordinator = field('coordinator');
  try {
    switch (field('action')) {
      case 'add':
        return tell(await addAccount({ ...typed, invite: true }, apply), 'added');
      case 'promote':
        return tell(await apply({ kind: 'change-coordinator', coordinator, isAdministrator: true }), 'promoted');
      case 'demote':
        return tell(await apply({ kind: 'change-coordinator', coordinator, isAdministrator: false }), 'demoted');
      case 'remove':
        return tell(await apply({ kind: 'remove-coordinator', coordinator }), 'removed');
      case 'invite':
        if (!(await inviteAgain(services, coordinator))) return refuse('unknown-coordinator');
        services.mailer.wake();
        return { ok: true, done: 'invited' };
      default:
        return refuse('unknown');
    }
  } catch (error) {
    if (!isPassing(error)) throw error;
    return refuse('again');
  }
}

/** The notice that an address asks for. */
export function readDone(query: URLSearchParams): AccountsDone | null {
  return DONE.find((done) => done === query.get('done')) ?? null;
}

function problemOf({ code }: Refusal): AccountsProblem {
  const known: readonly string[] = Object.keys(STATUS);
  return known.includes(code) ? (code as AccountsProblem) : 'unknown';
}
