import { dayHue } from '#src/catalogue/day-hue.ts';
import { pointOf, townOf } from '#src/catalogue/nearby.ts';
import type { EventDate } from '#src/catalogue/programme.ts';
import type { Edition, Place, Point, Venue } from '#src/catalogue/types.ts';
import type { Filter } from '#src/filter/filter.ts';

/** How many dates a venue tells on the map page; the rest is a link away. Fewer where there are very many venues. */
const MAX_DATES = 12;
const LEAST_DATES = 3;
const MAX_DATES_OF_ALL = 900;
/** How many venues a page of the list holds: all of a county's, but not those of a whole country. */
const PAGE_LENGTH = 300;

/** A venue with what a filter finds there: an entry of the list, and a marker on the map. */
export interface ListedVenue {
  readonly venue: Venue;
  readonly town: Place;
  readonly point: Point;
  /** Nobody has placed it on a map: `point` is that of its place. */
  readonly isApproximate: boolean;
  readonly eventCount: number;
  /** The first ones: what is still to come by start, then what is over. */
  readonly dates: readonly EventDate[];
  /** How many dates are left out. */
  readonly moreDates: number;
  /** How many events have no date among those that are shown. */
  readonly moreEvents: number;
  /** The wayfinding colour of the day that all its dates are on; 0 where there are several. */
  readonly hue: number;
}

export interface VenueList {
  readonly page: number;
  readonly pages: number;
  /** Those of the page, by town and name, in the order of the language's alphabet. */
  readonly venues: readonly ListedVenue[];
  /** How many events have a date that is online only, and so no marker. */
  readonly onlineCount: number;
}

interface Context {
  readonly edition: Edition;
  readonly filter: Filter;
  /** The day that the programme calls today. */
  readonly today: string;
  /** From 1. */
  readonly page?: number;
}

/**
 * What a filter finds, venue by venue.
 *
 * @param dates what the filter finds
 * @param tag language of the alphabet
 */
export function venueList(dates: readonly EventDate[], context: Context, tag: string): VenueList {
  const { page = 1 } = context;
  const byVenue = Map.groupBy(dates, ({ occurrence }) => occurrence.venue);
  const online = byVenue.get(null) ?? [];
  byVenue.delete(null);
  const alphabet = new Intl.Collator(tag);
  const venues = ([...byVenue] as [Venue, EventDate[]][]).sort(
    ([a], [b]) =>
      alphabet.compare(townOf(a.place).name, townOf(b.place).name) ||
      alphabet.compare(a.name, b.name) ||
      alphabet.compare(a.slug, b.slug),
  );
  const ofPage = venues.slice((page - 1) * PAGE_LENGTH, page * PAGE_LENGTH);
  const most = Math.min(MAX_DATES, Math.max(LEAST_DATES, Math.floor(MAX_DATES_OF_ALL / ofPage.length)));
  return {
    page,
    pages: Math.max(1, Math.ceil(venues.length / PAGE_LENGTH)),
    venues: ofPage.map(([venue, there]) => listed(venue, there, context, most)),
    onlineCount: countEvents(online),
  };
}

function listed(
  venue: Venue,
  dates: readonly EventDate[],
  { edition, filter, today }: Context,
  most: number,
): ListedVenue {
  const isOver = ({ occurrence }: EventDate) => Number(occurrence.days.at(-1)! < today);
  const ordered = dates.toSorted((a, b) => isOver(a) - isOver(b) || byStart(a, b));
  const shown = ordered.slice(0, most);
  const days = filter.day.length === 1 ? filter.day : ordered.flatMap(({ occurrence }) => occurrence.days);
  const eventCount = countEvents(dates);
  return {
    venue,
    town: townOf(venue.place),
    point: pointOf(venue),
    isApproximate: venue.point === null,
    eventCount,
    dates: shown,
    moreDates: ordered.length - shown.length,
    moreEvents: eventCount - countEvents(shown),
    hue: new Set(days).size === 1 ? dayHue(edition, days[0]!) : 0,
  };
}

function countEvents(dates: readonly EventDate[]): number {
  return new Set(dates.map(({ event }) => event)).size;
}

function byStart({ occurrence: a }: EventDate, { occurrence: b }: EventDate): number {
  return a.startAt < b.startAt ? -1 : a.startAt > b.startAt ? 1 : 0;
}
