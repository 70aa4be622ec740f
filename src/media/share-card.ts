import { dayHue } from '#src/catalogue/day-hue.ts';
import { nextOccurrence } from '#src/catalogue/nearby.ts';
import {
  nameIn,
  otherLanguageOf,
  statusOf,
  textIn,
  venueInLine,
  type Edition,
  type Names,
  type Occurrence,
  type ProgrammeEvent,
} from '#src/catalogue/types.ts';
import type { Translation } from '#src/i18n/translation.ts';
import type { LanguageCode } from '#src/languages/languages.ts';

/** What the picture says that shared links show: of an event, or of the week. */
export interface ShareCard {
  readonly language: LanguageCode;
  /** Beside the mark; null where the title says it. */
  readonly siteName: Said | null;
  /** What became of it: "Abgesagt". Null as long as it is on as announced. */
  readonly status: string | null;
  /** Does not take place: its title and day are struck through. */
  readonly cancelled: boolean;
  readonly kind: Said | null;
  readonly title: Said;
  /** When it is; then where, or of the week its motto. */
  readonly when: readonly Said[];
  readonly where: Said | null;
  /** The day's own colour, 0 to 8, and what stands in the day's door: nothing where it is more than one day. */
  readonly hue: number;
  readonly door: { readonly weekday: string; readonly day: string } | null;
}

/** Words and the language that they are in. */
export interface Said {
  readonly text: string;
  readonly language: string;
}

/** @param today the programme day, which decides which of several dates is told */
export function eventCard(event: ProgrammeEvent, edition: Edition, today: string, i18n: Translation): ShareCard {
  const { title, language } = textIn(event, i18n.code);
  const occurrence = nextOccurrence(event, today);
  const status = statusOf(event) ?? (occurrence.status === 'scheduled' ? null : occurrence.status);
  const [first] = occurrence.days as [string];
  return {
    language: i18n.code,
    siteName: named(edition.title, i18n),
    status: status && i18n.t(`status.${status}`),
    cancelled: status === 'cancelled',
    kind: named(event.category.name, i18n),
    title: { text: title, language },
    when: [dayInWords(occurrence, i18n), timeInWords(occurrence, event, i18n)].filter((words) => words.text !== ''),
    where: placeInWords(occurrence, i18n),
    hue: dayHue(edition, first),
    door:
      occurrence.days.length > 1
        ? null
        : { weekday: i18n.dates.weekdayShort(first), day: i18n.number(Number(first.slice(8))) },
  };
}

/** The card of all pages that are about no event. In an empty catalogue it has but the site's name. */
export function weekCard(edition: Edition | null, i18n: Translation): ShareCard {
  const motto = edition && named(edition.motto, i18n);
  return {
    ...{ language: i18n.code, siteName: null, status: null, cancelled: false, kind: null, hue: 0, door: null },
    title: edition ? named(edition.title, i18n) : inOwn(i18n.t('site.footer'), i18n),
    when: edition ? [inOwn(i18n.dates.span(...edition.officialDays), i18n)] : [],
    where: motto && motto.text !== '' ? inOwn(i18n.t('start.motto', { motto: motto.text }), i18n) : null,
  };
}

/** The card for those who do not see it: `Abgesagt: Suppenduell, Sonntag, 22. September, 11:00–14:00 Uhr, Marktplatz` */
export function shareAlt({ status, title, when, where }: ShareCard, i18n: Translation): string {
  const said = [title, ...when, ...(where ? [where] : [])].map(({ text }) => text);
  return i18n.list([...(status ? [status] : []), ...said]);
}

function dayInWords({ days }: Occurrence, i18n: Translation): Said {
  const [first, last] = [days[0]!, days.at(-1)!];
  return inOwn(first === last ? i18n.dates.medium(first) : i18n.dates.span(first, last), i18n);
}

/** With the number of dates that follow: `17:30–20:00 Uhr und 2 weitere Termine` */
function timeInWords(occurrence: Occurrence, { occurrences }: ProgrammeEvent, i18n: Translation): Said {
  const { allDay, start, end, days } = occurrence;
  const time = allDay ? '' : i18n.dates.timeSpanOfDay(start, end, days.length);
  const following = occurrences.filter(({ startAt, status }) => startAt > occurrence.startAt && status !== 'cancelled');
  const more = following.length > 0 ? i18n.t('event.moreDates', { count: following.length }) : '';
  return inOwn([time, more].filter((words) => words !== '').join(' '), i18n);
}

/** Names of venues are German in every language. */
function placeInWords({ venue, onlineUrl }: Occurrence, i18n: Translation): Said | null {
  if (venue) return { text: venueInLine(venue), language: 'de' };
  return onlineUrl ? inOwn(i18n.t('events.online'), i18n) : null;
}

function named(names: Names, i18n: Translation): Said {
  return { text: nameIn(names, i18n.code), language: otherLanguageOf(names, i18n.code) ?? i18n.code };
}

function inOwn(text: string, { code }: Translation): Said {
  return { text, language: code };
}
