import { FilterIndex, type FilterSubject, type Selection } from '#src/filter/match.ts';
import { EMPTY_FILTER, type Filter } from '#src/filter/filter.ts';
import type { Edition, Occurrence, ProgrammeEvent } from './types.ts';

/** One date of one event: the unit that filters find, pages list and feeds send. */
export interface EventDate {
  readonly event: ProgrammeEvent;
  readonly occurrence: Occurrence;
}

/** What is published of one edition, with the index that filters it. Immutable. */
export class Programme {
  readonly edition: Edition;
  /** The published events, by first start. */
  readonly events: readonly ProgrammeEvent[];
  /** Events withdrawn after publication: 410 on pages, cancelled in feeds. */
  readonly withdrawn: readonly ProgrammeEvent[];
  /** The dates of the published events, those of one event together. */
  readonly dates: readonly EventDate[];
  readonly #bySlug: ReadonlyMap<string, ProgrammeEvent>;
  readonly #index: FilterIndex;
  #pictures: ReadonlySet<string> | undefined;
  #choices: Selection['choices'] | undefined;
  #startingOn: ReadonlyMap<string, readonly EventDate[]> | undefined;
  #feedDates: { dates: readonly EventDate[]; index: FilterIndex } | undefined;

  constructor(edition: Edition, events: readonly ProgrammeEvent[]) {
    this.edition = edition;
    this.events = events.filter((event) => !event.withdrawn);
    this.withdrawn = events.filter((event) => event.withdrawn);
    this.#bySlug = new Map(events.map((event) => [event.slug, event]));
    this.dates = datesOf(this.events);
    this.#index = indexOf(this.dates, this.events);
  }

  /** A published or withdrawn event. */
  event(slug: string): ProgrammeEvent | undefined {
    return this.#bySlug.get(slug);
  }

  /** The hashes of the pictures that its pages show: no others are served. */
  get pictures(): ReadonlySet<string> {
    return (this.#pictures ??= new Set(this.events.flatMap(({ picture }) => (picture ? [picture.hash] : []))));
  }

  /** The published dates that a filter finds, and its choices. The filter's `edition` is not looked at. */
  select(filter: Filter): Omit<Selection, 'dates'> & { readonly dates: readonly EventDate[] } {
    const selection = this.#index.select(filter);
    return { ...selection, dates: selection.dates.map((date) => this.dates[date]!) };
  }

  /** How many events each value has in the whole programme. */
  get choices(): Selection['choices'] {
    return (this.#choices ??= this.#index.select(EMPTY_FILTER).choices);
  }

  /** The dates that begin on a day. */
  startingOn(day: string): readonly EventDate[] {
    this.#startingOn ??= Map.groupBy(this.dates, ({ occurrence }) => occurrence.days[0]!);
    return this.#startingOn.get(day) ?? [];
  }

  /** The dates that a feed with this filter sends: withdrawn events too, which it tells as cancelled. */
  selectForFeed(filter: Filter): readonly EventDate[] {
    if (this.withdrawn.length === 0) return this.select(filter).dates;
    if (!this.#feedDates) {
      const events = [...this.events, ...this.withdrawn];
      const dates = datesOf(events);
      this.#feedDates = { dates, index: indexOf(dates, events) };
    }
    const { dates, index } = this.#feedDates;
    return index.select(filter).dates.map((date) => dates[date]!);
  }
}

function datesOf(events: readonly ProgrammeEvent[]): EventDate[] {
  return events.flatMap((event) => event.occurrences.map((occurrence) => ({ event, occurrence })));
}

function indexOf(dates: readonly EventDate[], events: readonly ProgrammeEvent[]): FilterIndex {
  return new FilterIndex(dates.map(subjectOf), () => events.map(searchTexts));
}

function subjectOf({ event, occurrence }: EventDate): FilterSubject {
  const place = occurrence.venue?.place;
  return {
    event: event.slug,
    facets: {
      day: occurrence.days,
      place: place ? [place.slug, ...(place.partOf ? [place.partOf.slug] : [])] : [],
      venue: occurrence.venue ? [occurrence.venue.slug] : [],
      organiser: event.organisers.map((organiser) => organiser.slug),
      category: [event.category.slug],
      language: event.languages,
      audience: event.audiences,
      access: occurrence.access,
      // Entry is free where one may give what one likes, too.
      free: event.price.kind === 'fee' ? [] : ['1'],
    },
  };
}

function searchTexts(event: ProgrammeEvent): string[] {
  const venues = event.occurrences.flatMap(({ venue }) =>
    venue ? [venue.name, venue.place.name, venue.place.partOf?.name ?? ''] : [],
  );
  return [
    ...Object.values(event.texts).flatMap((text) => [text.title, text.summary, text.description]),
    // So that who searches for what the list calls it finds it, in any language.
    ...Object.values(event.category.name),
    ...venues,
    ...event.organisers.map((organiser) => organiser.name),
  ];
}
