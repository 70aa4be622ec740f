import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { readFilter } from '#src/catalogue/former-slugs.ts';
import type { EventDate } from '#src/catalogue/programme.ts';
import { textIn, type Occurrence, type ProgrammeEvent } from '#src/catalogue/types.ts';
import { filterQuery } from '#src/filter/filter.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { eventDataPath, eventPath, path, type FilterSurface } from '#src/paths/paths.ts';
import { filteredFeed } from './filtered-feed.ts';
import { feedFileName, feedResponse, filterProblemResponse } from './responses.ts';

/** The licence of everything that the feeds for programs hold. */
export const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/** What a feed for programs is written from, be it JSON, CSV or Atom. */
export interface DataFeed {
  /** Says the filter in words. */
  readonly name: string;
  /** Absolute address of the feed, and of the page that shows the same. */
  readonly url: string;
  readonly pageUrl: string;
  readonly siteUrl: string;
  /** Instant of the catalogue's last change. */
  readonly changedAt: string;
  /** Whether the catalogue holds the demonstration: invented events. */
  readonly demonstration: boolean;
  /** In the order in which they are to stand, those of one event together. */
  readonly dates: readonly EventDate[];
}

/** What is asked for, and of which catalogue. */
interface Question {
  readonly snapshot: Snapshot;
  readonly query: URLSearchParams;
  readonly siteUrl: string;
  readonly i18n: Translation;
}

/** How a feed is written, and what it is. */
interface Format {
  readonly surface: FilterSurface & `events.${string}`;
  readonly contentType: string;
  readonly write: (feed: DataFeed, i18n: Translation) => string;
}

/** Answers with what a filter finds, or with what is wrong with the filter. */
export async function answerWithFeed(
  { snapshot, query, siteUrl, i18n }: Question,
  { surface, contentType, write }: Format,
): Promise<Response> {
  const { filter, problems } = readFilter(snapshot, query);
  if (problems.length > 0) return filterProblemResponse(problems, i18n);
  const canonicalQuery = filterQuery(filter);
  const feed: DataFeed = {
    ...(await filteredFeed(snapshot, filter, i18n)),
    ...commonTo(snapshot, siteUrl),
    url: siteUrl + path(i18n.code, surface, canonicalQuery),
    pageUrl: siteUrl + path(i18n.code, 'events', canonicalQuery),
  };
  return feedResponse(write(feed, i18n), {
    contentType,
    filename: `${feedFileName(filter)}${surface.slice('events'.length)}`,
    changedAt: snapshot.changedAt,
  });
}

/** One event with all its dates. */
export function eventFeed(snapshot: Snapshot, event: ProgrammeEvent, siteUrl: string, i18n: Translation): DataFeed {
  return {
    ...commonTo(snapshot, siteUrl),
    name: textIn(event, i18n.code).title,
    url: siteUrl + eventDataPath(i18n.code, event.slug),
    pageUrl: siteUrl + eventPath(i18n.code, event.slug),
    dates: event.occurrences.map((occurrence) => ({ event, occurrence })),
  };
}

/** The events in the order of their first dates, each with those of its dates that are among `dates`. */
export function byEvent(dates: readonly EventDate[]): [event: ProgrammeEvent, occurrences: readonly Occurrence[]][] {
  const groups = Map.groupBy(dates, ({ event }) => event);
  return [...groups].map(([event, ofEvent]) => [event, ofEvent.map(({ occurrence }) => occurrence)]);
}

/** What takes place and what does not: a withdrawn event is told as cancelled, as calendars tell it. */
export function statusToldOf(event: ProgrammeEvent, occurrence: Occurrence): Occurrence['status'] {
  return event.withdrawn ? 'cancelled' : occurrence.status;
}

function commonTo({ changedAt, editions }: Snapshot, siteUrl: string) {
  return { siteUrl, changedAt, demonstration: editions.some(({ demonstration }) => demonstration) };
}
