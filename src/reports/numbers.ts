import type { EventDate } from '#src/catalogue/programme.ts';
import type { ProgrammeEvent } from '#src/catalogue/types.ts';
import { ACCESS_CHOICES, AUDIENCES, PRICE_KINDS } from '#src/filter/vocabulary.ts';

/** What a report counts by. */
export const MEASURES = ['category', 'town', 'organiser', 'audience', 'language', 'day', 'price', 'access'] as const;
export type Measure = (typeof MEASURES)[number];

/** How many events and dates there are of something. */
export interface Counted {
  /** A slug, a code or a day. */
  readonly key: string;
  readonly events: number;
  readonly dates: number;
}

export interface EditionNumbers {
  readonly events: number;
  readonly dates: number;
  /** Dates that were called off; they are among `dates`. */
  readonly cancelledDates: number;
  /** Events none of whose dates took place; they are among `events`. */
  readonly cancelledEvents: number;
  readonly towns: number;
  readonly organisers: number;
  readonly by: Readonly<Record<Measure, readonly Counted[]>>;
}

/** What is published of an edition, as `Programme` has it. */
interface Published {
  readonly events: readonly ProgrammeEvent[];
  readonly dates: readonly EventDate[];
}

/** In which order a measure's rows stand: as its vocabulary or the days do, else the most frequent first. */
const ORDERS: Partial<Record<Measure, readonly string[] | 'by-key'>> = {
  audience: AUDIENCES,
  access: ACCESS_CHOICES,
  price: PRICE_KINDS,
  day: 'by-key',
};

/**
 * Counts what is published of an edition. An event counts once for each of the things that it is: one for families in
 * two languages counts with both languages, so that the rows of a measure add up to more than there are events.
 */
export function numbersOf({ events, dates }: Published): EditionNumbers {
  const by = {} as Record<Measure, readonly Counted[]>;
  for (const measure of MEASURES) by[measure] = counted(measure, dates);
  const isCancelled = ({ occurrence }: Pick<EventDate, 'occurrence'>) => occurrence.status === 'cancelled';
  return {
    events: events.length,
    dates: dates.length,
    cancelledDates: dates.filter(isCancelled).length,
    cancelledEvents: events.filter(({ occurrences }) => occurrences.every((occurrence) => isCancelled({ occurrence })))
      .length,
    towns: by.town.filter(({ key }) => key !== ONLINE).length,
    organisers: by.organiser.length,
    by,
  };
}

/** In the place of a town, for what takes place online only. */
export const ONLINE = 'online';

function keysOf(measure: Measure, { event, occurrence }: EventDate): readonly string[] {
  switch (measure) {
    case 'category':
      return [event.category.slug];
    case 'town':
      return [(occurrence.venue?.place.partOf ?? occurrence.venue?.place)?.slug ?? ONLINE];
    case 'organiser':
      return event.organisers.map(({ slug }) => slug);
    case 'audience':
      return event.audiences;
    case 'language':
      return event.languages;
    case 'day':
      return occurrence.days;
    case 'price':
      return [event.price.kind];
    case 'access':
      return occurrence.access;
  }
}

function counted(measure: Measure, dates: readonly EventDate[]): Counted[] {
  const found = new Map<string, { events: Set<string>; dates: number }>();
  for (const date of dates) {
    for (const key of new Set(keysOf(measure, date))) {
      const count = found.get(key) ?? { events: new Set(), dates: 0 };
      count.events.add(date.event.slug);
      count.dates += 1;
      found.set(key, count);
    }
  }
  const rows = [...found].map(([key, count]) => ({ key, events: count.events.size, dates: count.dates }));
  return rows.sort((a, b) => inOrder(measure, a, b));
}

function inOrder(measure: Measure, a: Counted, b: Counted): number {
  const order = ORDERS[measure];
  const byKey = a.key < b.key ? -1 : 1;
  if (order === 'by-key') return byKey;
  if (order) return order.indexOf(a.key) - order.indexOf(b.key);
  return b.events - a.events || b.dates - a.dates || byKey;
}
