import type {
  AccessChoice,
  Audience,
  Licence,
  OccurrenceStatus,
  PriceKind,
  RegistrationKind,
  StepFreeDegree,
} from '#src/filter/vocabulary.ts';

/**
 * The catalogue's domain objects, as pages and feeds see them. Immutable; rows never leave the reader.
 * Days are `YYYY-MM-DD`; local times `YYYY-MM-DDTHH:MM` in the festival's zone; instants UTC (fields in `At`).
 */

/** Names by language code; German (`de`) is always there. */
export type Names = Readonly<Record<string, string>>;

export interface Edition {
  readonly slug: string;
  readonly title: Names;
  readonly motto: Names;
  /** First and last day, both included, of the official week and of the whole programme. */
  readonly officialDays: readonly [first: string, last: string];
  readonly programmeDays: readonly [first: string, last: string];
  readonly deadlineAt: string;
  readonly shown: boolean;
  readonly accepting: boolean;
  readonly demonstration: boolean;
  /** The day that a demonstration calls "today"; null for a running edition. */
  readonly pinnedDay: string | null;
  /** Whom organisers may ask; null where nobody has said. */
  readonly contact: { readonly name: string; readonly email: string | null; readonly phone: string | null } | null;
}

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where the county or town that the catalogue is for ends, as coordinators gave it. */
export interface Outline {
  /** Each a ring around it and the rings of its holes; a ring's last point is not its first again. */
  readonly polygons: readonly Polygon[];
  /** Whom to name as the source; null where nobody asks for it. */
  readonly attribution: string | null;
}

export type Polygon = readonly (readonly Point[])[];

export interface Place {
  readonly slug: string;
  readonly name: string;
  /** The town that this district belongs to. */
  readonly partOf: Place | null;
  readonly point: Point;
}

export interface Venue {
  readonly slug: string;
  readonly name: string;
  readonly place: Place;
  readonly street: string | null;
  readonly postcode: string;
  readonly point: Point | null;
  /** Null where nobody has looked. */
  readonly stepFree: StepFreeDegree | null;
  readonly accessibleToilet: boolean | null;
  readonly accessibleParking: boolean | null;
  readonly hearingLoop: boolean | null;
  readonly nearestStop: string | null;
}

export interface Organiser {
  readonly slug: string;
  readonly name: string;
  readonly url: string | null;
  /** Public contact, role addresses only. */
  readonly email: string | null;
  readonly phone: string | null;
}

export interface Category {
  readonly slug: string;
  readonly name: Names;
}

export interface EventText {
  readonly title: string;
  readonly summary: string;
  /** Plain text; blank lines part paragraphs. */
  readonly description: string;
  /** The event in plain language. */
  readonly easy: string | null;
  /** What to know or bring to take part. */
  readonly participation: string | null;
}

export interface Registration {
  readonly kind: RegistrationKind;
  /** Local time until which one may register. */
  readonly until: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly url: string | null;
}

export interface Price {
  readonly kind: PriceKind;
  /** Euro cents, with `fee` only, and there only where the amount is known. */
  readonly cents: number | null;
}

/** The picture of an event; its sizes are in the media store (`#src/media/media-address.ts`). */
export interface EventPicture {
  readonly hash: string;
  /** Of its largest size, in pixels. */
  readonly width: number;
  readonly height: number;
  /** What is to be seen, in the language that the event was submitted in. */
  readonly alt: string;
  readonly credit: string;
  readonly licence: Licence;
}

/** One date of an event. */
export interface Occurrence {
  /** Stored, never derived (RFC 7986 §5.3). */
  readonly uid: string;
  readonly start: string;
  readonly startAt: string;
  /** Null where no end was stated. Of an all-day date: midnight after its last day. */
  readonly end: string | null;
  readonly endAt: string | null;
  readonly allDay: boolean;
  /** The days it belongs to: the day it starts on; of an exhibition, each of its days. */
  readonly days: readonly string[];
  /** Null if it is online only; then `onlineUrl` is given. */
  readonly venue: Venue | null;
  readonly onlineUrl: string | null;
  readonly status: OccurrenceStatus;
  /** What was announced before it was postponed or moved. */
  readonly previousStart: string | null;
  readonly previousVenue: Venue | null;
  /** What coordinators say of the last change of time, place or status, in German; plain text. */
  readonly notice: string | null;
  /** What event, date and venue offer together, its texts included, in the order of the vocabulary. */
  readonly access: readonly AccessChoice[];
  /** Raised by every change of time, place or status (RFC 5545 §3.8.7.4). */
  readonly sequence: number;
  readonly changedAt: string;
}

export interface ProgrammeEvent {
  readonly slug: string;
  /** The edition's slug. */
  readonly edition: string;
  /** Withdrawn after publication: gone from pages (410), cancelled in feeds. */
  readonly withdrawn: boolean;
  readonly category: Category;
  /** In the order the event names them; never empty. */
  readonly organisers: readonly Organiser[];
  readonly audiences: readonly Audience[];
  /** Languages spoken at the event, most important first; `zxx` where little is said. */
  readonly languages: readonly string[];
  readonly registration: Registration;
  readonly price: Price;
  readonly capacity: number | null;
  readonly funding: string | null;
  /** Of a withdrawn event none: it is not served any more. */
  readonly picture: EventPicture | null;
  /** By language code; German is always there. */
  readonly texts: Readonly<Record<string, EventText>>;
  /** By start; never empty. */
  readonly occurrences: readonly Occurrence[];
  readonly publishedAt: string;
  readonly changedAt: string;
}

/**
 * A text in the language asked for or, where that is missing, in German; `language` says which it is. What is not
 * published yet may have neither: then its first.
 */
export function textIn(event: ProgrammeEvent, language: string): EventText & { readonly language: string } {
  const own = event.texts[language];
  if (own) return { ...own, language };
  const [first] = Object.keys(event.texts) as [string];
  const other = event.texts['de'] ? 'de' : first;
  return { ...event.texts[other]!, language: other };
}

/**
 * The event in plain language, in the language asked for or, where that is missing, in the one that `textIn` gives, in
 * German, in any; null where it has none.
 */
export function easyTextIn(event: ProgrammeEvent, language: string): { text: string; language: string } | null {
  for (const code of [language, textIn(event, language).language, 'de', ...Object.keys(event.texts)]) {
    const text = event.texts[code]?.easy;
    if (text) return { text, language: code };
  }
  return null;
}

/** Whether any of an event's texts describes it in plain language: what `access=easy-text` asks for. */
export function hasEasyText(texts: readonly { readonly easy: string | null }[]): boolean {
  return texts.some(({ easy }) => easy !== null && easy !== '');
}

/** What became of an event as a whole: the status that all its dates share, or null if they are on as announced. */
export function statusOf({ occurrences }: ProgrammeEvent): Exclude<OccurrenceStatus, 'scheduled'> | null {
  const [first] = occurrences as [Occurrence];
  const shared = occurrences.every(({ status }) => status === first.status);
  return shared && first.status !== 'scheduled' ? first.status : null;
}

/** A venue and its town in one line; the town only once: `'Pressenwerk, Bad Salzungen'`, `'Stadtkirche Bad Salzungen'`. */
export function venueInLine({ name, place }: { name: string; place: { name: string } }): string {
  return name.includes(place.name) ? name : `${name}, ${place.name}`;
}

/** Where a venue is, in one line: `'Erzberger Allee 14, 36433 Bad Salzungen'`. */
export function addressInLine({
  street,
  postcode,
  place,
}: Pick<Venue, 'street' | 'postcode'> & { readonly place: { readonly name: string } }): string {
  return [...(street === null ? [] : [street]), `${postcode} ${place.name}`].join(', ');
}

/** The language that `nameIn` gives a name in, where that is another than the one asked for: to be marked with. */
export function otherLanguageOf(names: Names, language: string): string | undefined {
  if (names[language] !== undefined) return undefined;
  return names['de'] === undefined ? Object.keys(names)[0] : 'de';
}

/** A name in the language asked for or, where that is missing, in German. */
export function nameIn(names: Names, language: string): string {
  return names[language] ?? names['de'] ?? Object.values(names)[0] ?? '';
}
