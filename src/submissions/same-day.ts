import { distanceBetween, pointOf, townOf } from '#src/catalogue/nearby.ts';
import type { EventDate, Programme } from '#src/catalogue/programme.ts';
import type { Place, Venue } from '#src/catalogue/types.ts';
import { filterOf } from '#src/filter/filter.ts';
import { addDays } from '#src/time/day.ts';

/** As far as people go for an evening. */
const NEARBY_METRES = 15_000;
/** How long an event is taken to last that says no end, and one that is being typed. */
const UNKNOWN_LENGTH_HOURS = 2;

/** A date that somebody plans. */
export interface PlannedDate {
  readonly day: string;
  /** `HH:MM`; null while it is not typed yet. */
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly place: Place;
  /** One of the catalogue. */
  readonly venue: Venue | null;
}

/** What else the programme has on a day in a town, and around it. */
export interface SameDay {
  readonly day: string;
  readonly town: Place;
  readonly here: readonly SameDayDate[];
  readonly nearby: readonly SameDayDate[];
}

export interface SameDayDate extends EventDate {
  /** Metres; null in the same town. */
  readonly distance: number | null;
  /** In the same venue at the same time. */
  readonly clashes: boolean;
}

/**
 * What else is on, so that organisers can avoid each other.
 *
 * @param except slug of the event that is being corrected
 */
export function sameDay(programme: Programme, planned: PlannedDate, except: string | null = null): SameDay {
  const town = townOf(planned.place);
  const origin = planned.venue ? pointOf(planned.venue) : planned.place.point;
  const dates = programme
    .select(filterOf({ day: [planned.day] }))
    .dates.filter(({ event }) => event.slug !== except)
    .flatMap(({ event, occurrence }): SameDayDate[] => {
      const { venue, status } = occurrence;
      if (!venue || status === 'cancelled') return [];
      const isHere = townOf(venue.place).slug === town.slug;
      const distance = isHere ? null : distanceBetween(origin, pointOf(venue));
      const clashes = venue.slug === planned.venue?.slug && overlaps(planned, occurrence);
      return [{ event, occurrence, distance, clashes }];
    })
    .sort((a, b) => (a.occurrence.start < b.occurrence.start ? -1 : 1));
  return {
    day: planned.day,
    town,
    here: dates.filter(({ distance }) => distance === null),
    nearby: dates
      .filter(({ distance }) => distance !== null && distance <= NEARBY_METRES)
      .sort((a, b) => a.distance! - b.distance!),
  };
}

/** Exhibitions and the like leave room for others. */
function overlaps({ day, startTime, endTime }: PlannedDate, occurrence: EventDate['occurrence']): boolean {
  if (startTime === null || occurrence.allDay || occurrence.days.length > 1) return false;
  const start = `${day}T${startTime}`;
  const sameNight = endTime !== null && endTime <= startTime ? addDays(day, 1) : day;
  const end = endTime === null ? later(start) : `${sameNight}T${endTime}`;
  return start < (occurrence.end ?? later(occurrence.start)) && occurrence.start < end;
}

/** Local arithmetic will do: nobody dances through the change of the clocks in September. */
function later(local: string): string {
  return new Date(Date.parse(`${local}Z`) + UNKNOWN_LENGTH_HOURS * 3_600_000).toISOString().slice(0, 16);
}
