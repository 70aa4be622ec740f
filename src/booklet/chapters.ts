import { agendaOf } from '#src/catalogue/agenda.ts';
import { dayHue, isOfficial } from '#src/catalogue/day-hue.ts';
import { printedAgenda, type PrintedDay } from '#src/catalogue/printed-agenda.ts';
import type { EventDate } from '#src/catalogue/programme.ts';
import type { Edition } from '#src/catalogue/types.ts';
import { timeInWords } from '#src/feeds/event-in-words.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { THEME } from '#src/theme/theme.ts';
import { paletteOf } from '#src/theme/palette.ts';
import type { Chapter, Day } from './booklet.ts';
import { entryOf, rowOf } from './entry.ts';

/** What the booklet tells where: each date with the entry that leads to it, in the booklet's order. */
export interface Told {
  readonly date: EventDate;
  readonly entry: string;
  readonly day: string;
}

interface Context {
  readonly edition: Edition;
  readonly i18n: Translation;
  readonly siteUrl: string;
}

/**
 * Arranges dates by day, the days outside the official week together. An event is told in full at its first date here;
 * an exhibition that runs on is one line on its other days.
 */
export function chaptersOf(
  dates: readonly EventDate[],
  days: readonly string[],
  context: Context,
): { readonly chapters: readonly Chapter[]; readonly told: readonly Told[] } {
  const agenda = printedAgenda(agendaOf(dates, days));
  const told: Told[] = [];
  const chapters: Chapter[] = [];
  const { edition } = context;
  for (const [, group] of Map.groupBy(agenda, ({ day }) =>
    isOfficial(edition, day) ? day : day < edition.officialDays[0],
  )) {
    chapters.push(chapterOf(group, told, context));
  }
  return { chapters, told };
}

function chapterOf(agenda: readonly PrintedDay[], told: Told[], { edition, i18n, siteUrl }: Context): Chapter {
  const { dates, t } = { dates: i18n.dates, t: i18n.t.bind(i18n) };
  const { day: first } = agenda[0]!;
  const { day: last } = agenda.at(-1)!;
  const official = isOfficial(edition, first);
  const isBefore = first < edition.officialDays[0];
  const { hues, washes } = paletteOf(THEME.light);
  const hue = dayHue(edition, first);
  const before = told.length;
  const days = agenda
    .map((day) => dayOf(day, official, told, { edition, i18n, siteUrl }))
    .filter(({ entries, ongoing }) => entries.length + ongoing.length > 0);
  const name = official ? dates.weekday(first) : t(isBefore ? 'booklet.before' : 'booklet.after');
  return {
    name,
    detail: official ? dates.date(first) : dates.span(first, last),
    count: t('events.count', { count: told.length - before }),
    heading: official ? dates.medium(first) : name,
    // Printed from right to left, the marks are mirrored.
    tab: official ? `${dates.weekdayShort(first)}\n${Number(first.slice(8))}` : isBefore ? '‹' : '›',
    colour: hues[hue]!,
    wash: washes[hue]!,
    days,
  };
}

function dayOf(
  { day, entries: here, ongoing }: PrintedDay,
  official: boolean,
  told: Told[],
  { i18n, siteUrl }: Context,
): Day {
  const entryFor = (date: EventDate) => told.find((earlier) => earlier.date === date)!.entry;
  // Before and after the week hardly anything begins, and every day would only repeat it.
  const before = official ? ongoing : [];
  const entries = here.map((date) => {
    const toldAt = told.find(({ date: { event } }) => event === date.event)?.entry ?? null;
    const entry = `d${told.length + 1}`;
    told.push({ date, entry, day });
    return entryOf(date, { id: entry, toldAt, i18n, siteUrl });
  });
  return {
    name: official ? null : i18n.dates.medium(day),
    heading: i18n.dates.medium(day),
    entries,
    ongoing: before.map((date) => rowOf(date, timeInWords(date.occurrence, i18n), entryFor(date), i18n)),
  };
}
