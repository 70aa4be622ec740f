import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { daysOf } from '#src/catalogue/days.ts';
import { hasEasyText, type Occurrence, type Organiser, type ProgrammeEvent, type Venue } from '#src/catalogue/types.ts';
import type { DateValues, EventValues, NamedRecord, VenueValues } from '#src/changes/event-values.ts';
import { ACCESS_CHOICES, type AccessChoice, type AccessFeature } from '#src/filter/vocabulary.ts';
import { toInstant } from '#src/time/festival-time.ts';
import { proposedVenue } from './proposed-venue.ts';

type Known = Pick<Snapshot, 'venues' | 'organisers' | 'places' | 'categories'>;

interface PreviewContext {
  readonly edition: string;
  readonly now: string;
  readonly cancelled?: readonly Occurrence[];
}

/**
 * An event as its page will show it, from what was typed. Nothing of it is in the catalogue.
 *
 * @param cancelled dates of a published event that stay on its page as such
 */
export function previewEvent(
  values: EventValues,
  snapshot: Known,
  { edition, now, cancelled = [] }: PreviewContext,
): ProgrammeEvent {
  const isEasy = hasEasyText(Object.values(values.texts));
  const offered: AccessChoice[] = [...values.access, ...(isEasy ? (['easy-text'] as const) : [])];
  const dates = values.dates.map((date, at) => occurrenceOf(date, at, offered, snapshot, now));
  return {
    slug: 'preview',
    edition,
    withdrawn: false,
    category: snapshot.categories.get(values.category)!,
    organisers: values.organisers.map((organiser) => organiserOf(organiser, snapshot)),
    audiences: values.audiences,
    languages: values.languages,
    registration: values.registration,
    price: values.price,
    capacity: values.capacity,
    funding: values.funding,
    picture: values.picture,
    texts: values.texts,
    occurrences: [...dates, ...cancelled].sort((a, b) => (a.startAt < b.startAt ? -1 : 1)),
    publishedAt: now,
    changedAt: now,
  };
}

function occurrenceOf(
  { start, end, allDay, venue: named, onlineUrl }: DateValues,
  at: number,
  features: readonly AccessChoice[],
  snapshot: Known,
  now: string,
): Occurrence {
  const venue = named && venueOf(named, snapshot);
  const offered = new Set<AccessChoice>([...features, ...(venue ? accessOf(venue) : [])]);
  return {
    uid: `preview-${at}`,
    start,
    startAt: toInstant(start),
    end,
    endAt: end === null ? null : toInstant(end),
    allDay,
    days: daysOf(start, end, allDay),
    venue,
    onlineUrl,
    status: 'scheduled',
    previousStart: null,
    previousVenue: null,
    notice: null,
    access: ACCESS_CHOICES.filter((feature) => offered.has(feature)),
    sequence: 0,
    changedAt: now,
  };
}

function accessOf({ stepFree, accessibleToilet, accessibleParking, hearingLoop }: Venue): AccessFeature[] {
  return [
    ...(stepFree === 'yes' ? (['step-free'] as const) : []),
    ...(accessibleToilet ? (['accessible-toilet'] as const) : []),
    ...(accessibleParking ? (['accessible-parking'] as const) : []),
    ...(hearingLoop ? (['hearing-loop'] as const) : []),
  ];
}

function venueOf(venue: VenueValues, { venues, places }: Known): Venue {
  if ('slug' in venue) return venues.get(venue.slug)!;
  return proposedVenue({ ...venue, slug: 'preview' }, places.get(venue.place)!);
}

function organiserOf(organiser: NamedRecord, { organisers }: Known): Organiser {
  if ('slug' in organiser) return organisers.get(organiser.slug)!;
  return { slug: 'preview', name: organiser.name, url: null, email: null, phone: null };
}
