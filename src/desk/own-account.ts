import { endOtherSessions, MAX_NAME_LENGTH } from '#src/coordinators/accounts.ts';
import { actorOf } from '#src/coordinators/coordinator.ts';
import type { Coordinators, OpenSession } from '#src/coordinators/coordinators.ts';
import type { CatalogueDatabase } from '#db/connect.ts';
import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';
import { sentFields } from './sent-fields.ts';

/** What of the app the pages of accounts need. */
export interface AccountServices {
  readonly database: CatalogueDatabase;
  readonly coordinators: Coordinators;
  apply(actor: string, change: Change): Promise<Applied | Refusal>;
}

/** Why something at one's own account was not done; words: `account.problem.*`, `notice.again`. */
export type OwnProblem = 'name-needed' | 'wrong' | 'bad-password' | 'too-often' | 'over' | 'unknown' | 'again';

/** What came of a form; words of `done`: `account.done.*`. `field` is the field to mend. */
export type OwnAccountOutcome =
  | { readonly ok: true; readonly done: 'name' | 'password' | 'ended'; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly status: number; readonly problem: OwnProblem; readonly field: string };

const PROBLEMS: Record<OwnProblem, readonly [status: number, field: string]> = {
  'name-needed': [422, 'name'],
  wrong: [422, 'current'],
  'bad-password': [422, 'next'],
  'too-often': [429, 'current'],
  over: [409, 'content'],
  unknown: [400, 'content'],
  again: [503, 'content'],
};

/** Does what a form of one's own account asks for. */
export async function receiveOwnAccount(
  request: Request,
  { session, coordinator }: OpenSession,
  services: AccountServices,
): Promise<OwnAccountOutcome> {
  const field = await sentFields(request);
  const refuse = (problem: OwnProblem): OwnAccountOutcome => {
    const [status, at] = PROBLEMS[problem];
    return { ok: false, status, problem, field: at };
  };
  try {
    switch (field('action')) {
      case 'name': {
        const name = field('name').trim().slice(0, MAX_NAME_LENGTH);
        const change = { kind: 'change-coordinator', coordinator: coordinator.id, name } as const;
        const outcome = await services.apply(actorOf(coordinator), change);
        if (outcome.ok) return { ok: true, done: 'name', cookies: [] };
        return refuse(outcome.code === 'name-needed' ? 'name-needed' : 'over');
      }
      case 'password': {
        const { coordinators } = services;
        const outcome = await coordinators.changePassword(field('current'), field('next'), request.headers);
        return outcome.ok ? { ok: true, done: 'password', cookies: outcome.cookies } : refuse(outcome.code);
      }
      case 'end-others':
        await endOtherSessions(services.database, coordinator.id, session);
        return { ok: true, done: 'ended', cookies: [] };
      default:
        return refuse('unknown');
    }
  } catch (error) {
    if (!isPassing(error)) throw error;
    return refuse('again');
  }
}
