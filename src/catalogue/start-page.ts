import type { EventDate, Programme } from './programme.ts';
import { agendaOf } from './agenda.ts';

/** What the start page puts first: the programme day's own dates or, if there are none, those of the next day. */
export interface Spotlight {
  readonly day: string;
  readonly isToday: boolean;
  /** What begins then and is not cancelled, by time. */
  readonly dates: readonly EventDate[];
}

/** @returns null once the last day is over */
export function spotlight(programme: Programme, today: string): Spotlight | null {
  const coming = agendaOf(programme.dates).find(({ day, starting }) => day >= today && starting.some(isOn));
  if (!coming) return null;
  return { day: coming.day, isToday: coming.day === today, dates: coming.starting.filter(isOn) };
}

function isOn({ occurrence }: EventDate): boolean {
  return occurrence.status !== 'cancelled';
}
