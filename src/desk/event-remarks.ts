import type { EventFacts, OccurrenceFacts } from '#src/catalogue/event-facts.ts';
import { DEFAULT_LANGUAGE, LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import { KnownTitles } from '#src/submissions/likely-duplicate.ts';
import { saidDays } from './said-days.ts';
import { VenueCalendar } from './venue-calendar.ts';

/** Lists cut off longer ones, and a mail's subject, too. */
export const MAX_TITLE_LENGTH = 80;

/** What is missing, or worth a look before publishing. Facts only: what they mean is for people to say. */
export type Remark =
  | { readonly code: 'no-german-text' | 'no-date' | 'all-past' | 'outside-programme' }
  | { readonly code: 'weekday-differs' | 'other-day'; readonly said: string; readonly day: string }
  | { readonly code: 'clash'; readonly event: NamedEvent; readonly venue: string; readonly start: string }
  | { readonly code: 'likely-duplicate'; readonly event: NamedEvent }
  | { readonly code: 'new-organiser' | 'new-venue' | 'venue-without-coordinates'; readonly name: string }
  | { readonly code: 'long-title'; readonly language: string; readonly length: number }
  | { readonly code: 'picture-incomplete'; readonly missing: readonly ('alt' | 'credit' | 'licence')[] }
  | { readonly code: 'missing-translations'; readonly languages: readonly LanguageCode[] };

export interface NamedEvent {
  readonly slug: string;
  readonly title: string;
  /** The language that the title is in. */
  readonly language: string;
}

/** All events that one is compared with, prepared once for many. */
export class Company {
  readonly titles: KnownTitles<EventFacts>;
  readonly venues: VenueCalendar;

  constructor(events: readonly EventFacts[]) {
    this.titles = new KnownTitles(events);
    this.venues = new VenueCalendar(events);
  }
}

/**
 * What is missing in an event or odd about it, the weightiest first.
 *
 * @param today the programme's day
 */
export function remarksOf(event: EventFacts, company: Company, today: string): Remark[] {
  const dates = event.occurrences.filter(({ status }) => status !== 'cancelled');
  return [
    ...(event.texts[DEFAULT_LANGUAGE] ? [] : [{ code: 'no-german-text' } as const]),
    ...dateRemarks(event, dates, today),
    ...dayRemarks(event, dates),
    ...company.venues
      .clashesOf(event)
      .map(({ other, venue, start }) => ({ code: 'clash', event: named(other), venue, start }) as const),
    ...duplicatesOf(event, dates, company).map((other) => ({ code: 'likely-duplicate', event: named(other) }) as const),
    ...venueRemarks(dates),
    ...event.organisers.filter(({ isNew }) => isNew).map(({ name }) => ({ code: 'new-organiser', name }) as const),
    ...titleRemarks(event),
    ...pictureRemarks(event),
    ...translationRemarks(event),
  ];
}

/** By its German title, if it has one; else by its first. */
export function named({ slug, texts }: EventFacts): NamedEvent {
  const language = texts[DEFAULT_LANGUAGE] ? DEFAULT_LANGUAGE : (Object.keys(texts)[0] ?? DEFAULT_LANGUAGE);
  return { slug, language, title: texts[language]?.title ?? slug };
}

function dateRemarks({ programmeDays }: EventFacts, dates: readonly OccurrenceFacts[], today: string): Remark[] {
  if (dates.length === 0) return [{ code: 'no-date' }];
  const [first, last] = programmeDays;
  const isOutside = dates.some(({ days }) => days[0]! > last || days.at(-1)! < first);
  const arePast = dates.every(({ days }) => days.at(-1)! < today);
  return [
    ...(arePast ? [{ code: 'all-past' } as const] : []),
    ...(isOutside ? [{ code: 'outside-programme' } as const] : []),
  ];
}

/** What the German text says of its days, and its dates do not. */
function dayRemarks({ texts, programmeDays, registrationUntil }: EventFacts, dates: readonly OccurrenceFacts[]) {
  const text = texts[DEFAULT_LANGUAGE];
  if (!text) return [];
  const days = dates.flatMap((date) => date.days);
  const parts = [text.title, text.summary, text.description, text.participation, text.easy];
  const said = parts.flatMap((part) => saidDays(part ?? '', [...days, ...programmeDays]));
  const remarks = said.flatMap(({ text: words, day, fits, isUntil }): Remark[] => {
    if (!fits) return [{ code: 'weekday-differs', said: words, day }];
    const isKnown = days.includes(day) || isUntil || registrationUntil?.slice(0, 10) === day;
    return isKnown ? [] : [{ code: 'other-day', said: words, day }];
  });
  return eachOnce(remarks);
}

function duplicatesOf(event: EventFacts, dates: readonly OccurrenceFacts[], { titles }: Company): EventFacts[] {
  const candidate = {
    titles: Object.values(event.texts).map(({ title }) => title),
    days: dates.flatMap(({ days }) => days),
    venues: dates.flatMap(({ venue }) => (venue ? [venue.slug] : [])),
  };
  return titles.likelyDuplicates(candidate, event.slug).filter(({ edition }) => edition === event.edition);
}

function venueRemarks(dates: readonly OccurrenceFacts[]): Remark[] {
  const remarks = dates.flatMap(({ venue }): Remark[] => {
    if (venue === null) return [];
    const { name, isNew, isPlaced } = venue;
    return [
      ...(isNew ? [{ code: 'new-venue', name } as const] : []),
      ...(isPlaced ? [] : [{ code: 'venue-without-coordinates', name } as const]),
    ];
  });
  return eachOnce(remarks);
}

function titleRemarks({ texts }: EventFacts): Remark[] {
  return Object.entries(texts).flatMap(([language, { title }]): Remark[] => {
    const length = [...title].length;
    return length > MAX_TITLE_LENGTH ? [{ code: 'long-title', language, length }] : [];
  });
}

function pictureRemarks({ picture }: EventFacts): Remark[] {
  if (!picture) return [];
  const missing = (['alt', 'credit', 'licence'] as const).filter((field) => picture[field].trim() === '');
  return missing.length > 0 ? [{ code: 'picture-incomplete', missing }] : [];
}

/** That the German text is missing is said by a remark of its own. */
function translationRemarks({ texts }: EventFacts): Remark[] {
  const languages = LANGUAGES.filter(({ code, ofEveryEvent }) => ofEveryEvent && !texts[code])
    .map(({ code }) => code)
    .filter((code) => code !== DEFAULT_LANGUAGE);
  return languages.length > 0 ? [{ code: 'missing-translations', languages }] : [];
}

function eachOnce(remarks: readonly Remark[]): Remark[] {
  return [...new Map(remarks.map((remark) => [JSON.stringify(remark), remark])).values()];
}
