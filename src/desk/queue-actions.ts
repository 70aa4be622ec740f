import type { CatalogueDatabase } from '#db/connect.ts';
import type { Catalogue } from '#src/catalogue/catalogue.ts';
import { readPending } from '#src/catalogue/pending.ts';
import { programmeDay } from '#src/catalogue/programme-day.ts';
import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import { readBaseDigest } from '#src/changes/event-reading.ts';
import { actorOf, type Coordinator } from '#src/coordinators/coordinator.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';
import type { Clock } from '#src/time/festival-time.ts';
import { Queue, type QueueItem } from './queue.ts';
import { sentFields } from './sent-fields.ts';

/** What of the app the queue needs. */
export interface QueueServices {
  readonly database: CatalogueDatabase;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  apply(actor: string, change: Change): Promise<Applied | Refusal>;
}

/** Why a button of the queue did nothing; words: `queue.problem.*`, `notice.*`. */
export type QueueProblem =
  'unknown' | 'gone' | 'changed-meanwhile' | 'has-remarks' | 'not-publishable' | 'again' | 'full';

/** What came of a button of the queue; words of `done`: `queue.done.*`. `event` is the slug. */
export type QueueOutcome =
  | { readonly ok: true; readonly done: 'published' | 'noted'; readonly event: string }
  | { readonly ok: false; readonly status: number; readonly problem: QueueProblem; readonly event: string };

const STATUS: Record<QueueProblem, number> = {
  unknown: 422,
  gone: 409,
  'changed-meanwhile': 409,
  'has-remarks': 409,
  'not-publishable': 409,
  again: 503,
  full: 503,
};

/** The queue as it is now. */
export async function readQueue({ database, catalogue, clock }: QueueServices): Promise<Queue> {
  const { shown } = await catalogue.snapshot();
  return new Queue(await readPending(database.read), programmeDay(shown, clock));
}

/** Does what a button of the queue asks for: only if what it was pressed beside is still what waits. */
export async function receiveQueueAction(
  request: Request,
  services: QueueServices,
  coordinator: Coordinator,
): Promise<QueueOutcome> {
  const field = await sentFields(request);
  const event = field('event');
  const refuse = (problem: QueueProblem): QueueOutcome => ({ ok: false, status: STATUS[problem], problem, event });
  try {
    const action = field('action');
    if (action !== 'publish' && action !== 'note') return refuse('unknown');
    // Read before the queue: what is published is then nothing newer than what is looked at.
    const base = action === 'publish' ? await readBaseDigest(services.database.read, event) : null;
    const queue = await readQueue(services);
    const item = (action === 'publish' ? PUBLISHABLE : (['cancelled'] as const))
      .map((kind) => queue.item(kind, event))
      .find((found) => found !== undefined);
    if (!item) return refuse('gone');
    if (item.base !== field('base')) return refuse('changed-meanwhile');
    if (base !== null && queue.remarks(item).length > 0) return refuse('has-remarks');
    const change: Change = base === null ? { kind: 'take-note', event } : { kind: 'publish', event, base };
    const outcome = await services.apply(actorOf(coordinator), change);
    if (!outcome.ok) return refuse(problemOf(outcome));
    if (base === null) return { ok: true, done: 'noted', event };
    return { ok: true, done: 'published', event: outcome.id ?? event };
  } catch (error) {
    if (!isPassing(error)) throw error;
    return refuse((error as Error).name === 'CatalogueBusyError' ? 'again' : 'full');
  }
}

/** Whether it can be published from the queue: nothing is missing, nothing odd. */
export function isReady({ kind, remarks }: QueueItem & { readonly remarks: readonly unknown[] }): boolean {
  return remarks.length === 0 && (PUBLISHABLE as readonly string[]).includes(kind);
}

const PUBLISHABLE = ['new', 'answered', 'draft'] as const;

function problemOf({ code }: Refusal): QueueProblem {
  if (code === 'changed-meanwhile' || code === 'not-publishable') return code;
  return 'gone';
}
