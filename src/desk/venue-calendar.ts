import type { EventFacts, OccurrenceFacts } from '#src/catalogue/event-facts.ts';

/** Where nobody has said when something ends. */
const ASSUMED_MS = 2 * 60 * 60 * 1000;

/** Another event that is at the same venue while this one is. */
export interface Clash {
  readonly other: EventFacts;
  readonly venue: string;
  /** Local start of the other. */
  readonly start: string;
}

interface Stay {
  readonly event: EventFacts;
  readonly occurrence: OccurrenceFacts;
  readonly from: number;
  readonly to: number;
}

/** Who is where and when: made once, and asked for many events. */
export class VenueCalendar {
  readonly #stays = new Map<string, Stay[]>();

  constructor(events: readonly EventFacts[]) {
    for (const event of events) {
      for (const [venue, stay] of staysOf(event)) {
        const there = this.#stays.get(venue);
        if (there) there.push(stay);
        else this.#stays.set(venue, [stay]);
      }
    }
  }

  /** The other events that overlap it, each once. Exhibitions, which last for days, are in nobody's way. */
  clashesOf(event: EventFacts): Clash[] {
    const clashes = new Map<string, Clash>();
    for (const [venue, stay] of staysOf(event)) {
      for (const { event: other, occurrence, from, to } of this.#stays.get(venue) ?? []) {
        if (other.slug === event.slug || clashes.has(other.slug) || from >= stay.to || to <= stay.from) continue;
        clashes.set(other.slug, { other, venue: occurrence.venue!.name, start: occurrence.start });
      }
    }
    return [...clashes.values()];
  }
}

function staysOf(event: EventFacts): [venue: string, stay: Stay][] {
  return event.occurrences.flatMap((occurrence): [string, Stay][] => {
    const { venue, status, allDay, days } = occurrence;
    if (venue === null || status === 'cancelled' || allDay || days.length > 1) return [];
    const from = Date.parse(occurrence.startAt);
    const to = occurrence.endAt === null ? from + ASSUMED_MS : Date.parse(occurrence.endAt);
    return [[venue.slug, { event, occurrence, from, to }]];
  });
}
