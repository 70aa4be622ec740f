import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { readFacts, type EventFacts, type KnownNames } from './event-facts.ts';

/**
 * What waits: `new`, confirmed by its organiser; `corrected`, a correction of what is public; `answered`, what
 * coordinators asked; `cancelled` by its organiser, to be taken note of; `draft`, written down or imported by
 * coordinators. `asked` waits for the organiser.
 */
export const PENDING_KINDS = ['cancelled', 'new', 'corrected', 'answered', 'draft', 'asked'] as const;
export type PendingKind = (typeof PENDING_KINDS)[number];

/** One thing that waits for the coordinators, or for the answer to what they asked. */
export interface PendingItem {
  readonly kind: PendingKind;
  /** The submission's; null if no organiser sent it. */
  readonly number: number | null;
  /** Since when it waits as it does. */
  readonly since: string;
  /** As it is now. */
  readonly event: EventFacts;
  /** What a correction makes of it: the new values by the names of `EventValues`. */
  readonly correction: Readonly<Record<string, unknown>> | null;
}

/** What waits, in no order, beside all that it is compared with. */
export interface Pending {
  readonly items: readonly PendingItem[];
  /** All that is or may become public of the editions concerned. */
  readonly events: readonly EventFacts[];
  readonly names: KnownNames;
}

type Waiting = Omit<PendingItem, 'event'> & { readonly id: string; readonly edition: string };

/** As of one moment, in as many queries whether one thing waits or five hundred. */
export async function readPending(db: Kysely<Tables>): Promise<Pending> {
  return db.transaction().execute(async (at) => {
    const waiting = [...(await submissionsOf(at)), ...(await correctionsOf(at)), ...(await draftsOf(at))];
    const { events, names } = await readFacts(at, [...new Set(waiting.map(({ edition }) => edition))]);
    const items = waiting.flatMap(({ id, edition: _, ...item }): PendingItem[] => {
      const event = events.get(id);
      return event ? [{ ...item, since: sinceOf(item, event), event }] : [];
    });
    return { items, events: [...events.values()], names };
  });
}

async function submissionsOf(db: Kysely<Tables>): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('submission')
    .innerJoin('event', 'event.id', 'submission.event_id')
    .select(['number', 'submission.state', 'attention', 'confirmed_at', 'submission.changed_at'])
    .select(['event.id', 'event.edition_id as edition'])
    .where((eb) =>
      eb.or([eb('submission.state', 'in', ['new', 'answered', 'asked']), eb('attention', '=', 'cancelled')]),
    )
    .execute();
  return rows.flatMap(({ number, state, attention, confirmed_at, changed_at, id, edition }) => {
    const item = { number, id, edition, correction: null };
    const isCancelled = attention === 'cancelled';
    return [
      ...(isCancelled ? [{ ...item, kind: 'cancelled' as const, since: changed_at }] : []),
      ...(state === 'new' ? [{ ...item, kind: state, since: confirmed_at ?? changed_at }] : []),
      ...(state === 'answered' || state === 'asked' ? [{ ...item, kind: state, since: changed_at }] : []),
    ];
  });
}

async function correctionsOf(db: Kysely<Tables>): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('revision')
    .innerJoin('event', 'event.id', 'revision.event_id')
    .leftJoin('submission', 'submission.event_id', 'event.id')
    .select(['number', 'event.id', 'event.edition_id as edition', 'revision.created_at as since', 'patch'])
    .where('revision.state', '=', 'pending')
    .execute();
  return rows.map(({ patch, ...row }) => ({
    ...row,
    kind: 'corrected' as const,
    correction: JSON.parse(patch) as Record<string, unknown>,
  }));
}

async function draftsOf(db: Kysely<Tables>): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('event')
    .leftJoin('submission', 'submission.event_id', 'event.id')
    .select(['event.id', 'event.edition_id as edition', 'event.created_at as since'])
    .where('event.state', '=', 'draft')
    .where('submission.id', 'is', null)
    .execute();
  return rows.map((row) => ({ ...row, kind: 'draft' as const, number: null, correction: null }));
}

/** A cancellation leaves no stamp on the submission, but on the date. */
function sinceOf({ kind, since }: Pick<PendingItem, 'kind' | 'since'>, { occurrences }: EventFacts): string {
  if (kind !== 'cancelled') return since;
  const cancelled = occurrences.filter(({ status }) => status === 'cancelled').map(({ changedAt }) => changedAt);
  return cancelled.toSorted().at(-1) ?? since;
}
