import type { EventFacts, OccurrenceFacts } from '#src/catalogue/event-facts.ts';
import { PENDING_KINDS, type Pending, type PendingItem, type PendingKind } from '#src/catalogue/pending.ts';
import { digestOf } from '#src/changes/base-digest.ts';
import type { EventPatch } from '#src/changes/event-patch.ts';
import { corrected } from './corrected-facts.ts';
import { Company, named, remarksOf, type Remark } from './event-remarks.ts';

/** How many of a kind one page shows. */
export const ITEMS_PER_PAGE = 50;

/** What waits, as coordinators see it. */
export interface QueueItem extends Omit<PendingItem, 'correction'> {
  /** Of the event, and the language that it is in. */
  readonly title: string;
  readonly language: string;
  /** With its correction, if one waits. */
  readonly event: EventFacts;
  /** What the correction changes. */
  readonly changed: readonly (keyof EventPatch)[];
  /**
   * The date that it is due for: the first that is still to come or, where all are past, the first of all. Of what was
   * cancelled, among the cancelled ones. Null without a date.
   */
  readonly due: OccurrenceFacts | null;
  readonly isPast: boolean;
  /** Names what is shown here, so that nothing is done to what it has become meanwhile. */
  readonly base: string;
}

/** A part of the queue: all of one kind, or the first of them. */
export interface QueueSection {
  readonly kind: PendingKind;
  readonly count: number;
  readonly items: readonly (QueueItem & { readonly remarks: readonly Remark[] })[];
  readonly page: number;
  readonly pages: number;
}

/** `pendingKindFrom('new')` → `'new'`; null for what is no kind. */
export function pendingKindFrom(value: string | null): PendingKind | null {
  return PENDING_KINDS.find((kind) => kind === value) ?? null;
}

/** What waits, by what is due: cancellations first, what waits for the organiser last. */
export class Queue {
  readonly items: readonly QueueItem[];
  readonly #events: readonly EventFacts[];
  readonly #today: string;
  #company: Company | undefined;

  /** @param today the programme's day */
  constructor({ items, events, names }: Pending, today: string) {
    this.#events = events;
    this.#today = today;
    this.items = items.map((item) => queueItem(item, names, today)).sort(byUrgency);
  }

  /** Of what waits for the coordinators. */
  get count(): number {
    return this.items.filter(({ kind }) => kind !== 'asked').length;
  }

  item(kind: PendingKind, slug: string): QueueItem | undefined {
    return this.items.find((item) => item.kind === kind && item.event.slug === slug);
  }

  /** Of what has been cancelled there is nothing to say. */
  remarks({ kind, event }: QueueItem): Remark[] {
    if (kind === 'cancelled') return [];
    return remarksOf(event, (this.#company ??= new Company(this.#events)), this.#today);
  }

  /** The kinds of which anything waits, or one of them; remarks are made for what is shown only. */
  sections(only: PendingKind | null = null, page = 1): QueueSection[] {
    return PENDING_KINDS.filter((kind) => only === null || kind === only).flatMap((kind) => {
      const all = this.items.filter((item) => item.kind === kind);
      if (all.length === 0) return [];
      const pages = Math.ceil(all.length / ITEMS_PER_PAGE);
      const shown = Math.min(page, pages);
      const items = all.slice((shown - 1) * ITEMS_PER_PAGE, shown * ITEMS_PER_PAGE);
      const withRemarks = items.map((item) => ({ ...item, remarks: this.remarks(item) }));
      return [{ kind, count: all.length, items: withRemarks, page: shown, pages }];
    });
  }
}

function queueItem({ correction, ...item }: PendingItem, names: Pending['names'], today: string): QueueItem {
  const patch = (correction ?? {}) as EventPatch;
  const event = correction ? corrected(item.event, patch, names) : item.event;
  const { title, language } = named(event);
  return {
    ...item,
    ...{ event, title, language },
    changed: Object.keys(patch) as (keyof EventPatch)[],
    ...dueOf(item.kind, event, today),
    // Made for what is shown or pressed only: of five hundred it would take longer than to read them.
    get base() {
      return digestOf({ ...item, event });
    },
  };
}

function dueOf(kind: PendingKind, { occurrences }: EventFacts, today: string): Pick<QueueItem, 'due' | 'isPast'> {
  const dates = occurrences.filter(({ status }) => (status === 'cancelled') === (kind === 'cancelled'));
  const coming = dates.find(({ days }) => days.at(-1)! >= today);
  return { due: coming ?? dates[0] ?? null, isPast: !coming && dates.length > 0 };
}

function byUrgency(a: QueueItem, b: QueueItem): number {
  return (
    rankOf(a) - rankOf(b) ||
    timeRankOf(a) - timeRankOf(b) ||
    (a.due && !a.isPast ? ascending(a.due.startAt, b.due!.startAt) : 0) ||
    ascending(a.since, b.since) ||
    (a.number ?? Infinity) - (b.number ?? Infinity) ||
    ascending(a.event.slug, b.event.slug)
  );
}

function rankOf({ kind }: QueueItem): number {
  return kind === 'cancelled' ? 0 : kind === 'asked' ? 2 : 1;
}

/** What is still to come, what is past, and what has no date at all. */
function timeRankOf({ due, isPast }: QueueItem): number {
  return due === null ? 2 : isPast ? 1 : 0;
}

function ascending(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
