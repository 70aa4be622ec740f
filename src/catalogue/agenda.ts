import type { EventDate } from './programme.ts';

/** What is on one day, as a programme lists it. */
export interface AgendaDay {
  readonly day: string;
  /** What begins on this day, by time; all-day dates first. */
  readonly starting: readonly EventDate[];
  /** What began before and still runs, such as exhibitions. */
  readonly ongoing: readonly EventDate[];
}

/**
 * Dates arranged by day, days ascending, each date on every day it belongs to.
 *
 * @param days only these days; all days if empty
 */
export function agendaOf(dates: readonly EventDate[], days: readonly string[] = []): AgendaDay[] {
  const wanted = new Set(days);
  const agenda = new Map<string, { starting: EventDate[]; ongoing: EventDate[] }>();
  for (const date of dates) {
    date.occurrence.days.forEach((day, position) => {
      if (wanted.size > 0 && !wanted.has(day)) return;
      if (!agenda.has(day)) agenda.set(day, { starting: [], ongoing: [] });
      agenda.get(day)![position === 0 ? 'starting' : 'ongoing'].push(date);
    });
  }
  return [...agenda]
    .map(([day, { starting, ongoing }]) => ({ day, starting: starting.sort(byTime), ongoing: ongoing.sort(byTime) }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Parts an agenda at the programme day: what is over, and what is today or still to come. */
export function partAt(agenda: readonly AgendaDay[], today: string): { past: AgendaDay[]; coming: AgendaDay[] } {
  const firstComing = agenda.findIndex(({ day }) => day >= today);
  const cut = firstComing < 0 ? agenda.length : firstComing;
  return { past: agenda.slice(0, cut), coming: agenda.slice(cut) };
}

/** How many events of an agenda have no date left on `today` or later. */
export function countOver(agenda: readonly AgendaDay[], today: string): number {
  const events = new Set(agenda.flatMap(({ starting }) => starting.map(({ event }) => event)));
  return [...events].filter(({ occurrences }) => occurrences.every(({ days }) => days.at(-1)! < today)).length;
}

/** How many entries a page of the programme holds: a whole week of a county, but not 5,000. */
const PAGE_LENGTH = 160;

/** Cuts an agenda into pages of whole entries; a day that does not fit goes on on the next page. */
export function pageOf(agenda: readonly AgendaDay[], page: number): { agenda: AgendaDay[]; pages: number } {
  const total = agenda.reduce((sum, day) => sum + day.starting.length, 0);
  const [first, last] = [(page - 1) * PAGE_LENGTH, page * PAGE_LENGTH];
  let passed = 0;
  const cut = agenda.flatMap((day) => {
    const starting = day.starting.slice(Math.max(0, first - passed), Math.max(0, last - passed));
    // What runs on is told where its day begins.
    const beginsHere = passed >= first && passed < last;
    passed += day.starting.length;
    const ongoing = beginsHere ? day.ongoing : [];
    return starting.length + ongoing.length > 0 ? [{ ...day, starting, ongoing }] : [];
  });
  const pages = Math.max(1, Math.ceil(total / PAGE_LENGTH));
  return { agenda: total === 0 ? [...agenda] : cut, pages };
}

function byTime({ occurrence: a, event: eventA }: EventDate, { occurrence: b, event: eventB }: EventDate): number {
  if (a.allDay !== b.allDay) return a.allDay ? -1 : 1;
  if (a.startAt !== b.startAt) return a.startAt < b.startAt ? -1 : 1;
  return eventA.slug < eventB.slug ? -1 : 1;
}
