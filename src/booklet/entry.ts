import { townOf } from '#src/catalogue/nearby.ts';
import type { EventDate } from '#src/catalogue/programme.ts';
import { nameIn, textIn, type Venue } from '#src/catalogue/types.ts';
import { changeInWords, timeInWords } from '#src/feeds/event-in-words.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { kindIcon } from '#src/theme/icon-names.ts';
import type { ContentsRow, Entry } from './booklet.ts';
import { bodyOf } from './entry-body.ts';
import { isolated, said } from './said.ts';

/**
 * One date as the booklet tells it.
 *
 * @param id names it within the booklet
 * @param toldAt the entry that tells the event in full, if it is another
 */
export function entryOf(
  date: EventDate,
  { id, toldAt, i18n, siteUrl }: { id: string; toldAt: string | null; i18n: Translation; siteUrl: string },
): Entry {
  const { event, occurrence } = date;
  const { title, language } = textIn(event, i18n.code);
  const { status, notice } = occurrence;
  const change = changeInWords(event, occurrence, i18n);
  return {
    id,
    time: `${i18n.dates.short(occurrence.days[0]!)} · ${timeInWords(occurrence, i18n)}`,
    isCancelled: status === 'cancelled',
    begins: beginsOf(date, i18n),
    category: nameIn(event.category.name, i18n.code),
    symbol: kindIcon(event.category.slug),
    title: said(title.trim() || '–', language),
    status: status === 'scheduled' ? null : i18n.t(`status.${status}`),
    notices: [
      ...(change === null ? [] : [said(change, i18n.code)]),
      ...(change === null || notice === null ? [] : [said(notice, 'de')]),
    ],
    town: occurrence.venue ? isolated(townOf(occurrence.venue.place).name) : i18n.t('events.online'),
    place: occurrence.venue ? placeOf(occurrence.venue) : [i18n.t('events.online')],
    body: toldAt === null ? bodyOf(date, i18n, siteUrl) : null,
    toldAt,
  };
}

/** The line of a table of contents that leads to an entry. */
export function rowOf(date: EventDate, when: string, entry: string, i18n: Translation): ContentsRow {
  const { event, occurrence } = date;
  const { title, language } = textIn(event, i18n.code);
  const status = occurrence.status === 'scheduled' ? null : i18n.t(`status.${occurrence.status}`);
  return { when, begins: beginsOf(date, i18n), title: said(title, language), status, entry };
}

function beginsOf({ occurrence }: EventDate, i18n: Translation): string {
  return occurrence.allDay ? timeInWords(occurrence, i18n) : i18n.dates.time(occurrence.start);
}

function placeOf({ name, street, postcode, place }: Venue): string[] {
  const whole = (name: string) => name.replaceAll(' ', '\u00a0');
  const town = `${postcode}\u00a0${whole(place.name)}${place.partOf ? ` (${whole(place.partOf.name)})` : ''}`;
  return [isolated(name), isolated([...(street === null ? [] : [street]), town].join(', '))];
}
