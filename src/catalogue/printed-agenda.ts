import type { AgendaDay } from './agenda.ts';
import type { EventDate } from './programme.ts';

/** What is on one day, as paper lists it. */
export interface PrintedDay {
  readonly day: string;
  /** What is told of in full: what begins on this day and, before it, what runs on and is not told of above. */
  readonly entries: readonly EventDate[];
  /** What runs on and is told of above: named only. */
  readonly ongoing: readonly EventDate[];
}

/**
 * An agenda for paper, where nothing can be followed: every date is told of in full once, on the first day listed that
 * it belongs to. Of an exhibition whose first day was not asked for, that is a later one.
 */
export function printedAgenda(agenda: readonly AgendaDay[]): PrintedDay[] {
  const told = new Set<EventDate>();
  return agenda.map(({ day, starting, ongoing }) => {
    const entries = [...ongoing.filter((date) => !told.has(date)), ...starting];
    const named = ongoing.filter((date) => told.has(date));
    for (const date of entries) told.add(date);
    return { day, entries, ongoing: named };
  });
}
