import ICAL from 'ical.js';
import { knownVenue } from '#src/submissions/known-names.ts';
import { addDays } from '#src/time/day.ts';
import { toLocal } from '#src/time/festival-time.ts';
import type { ExchangedEdition, Known } from './catalogue-reading.ts';
import { cleanText } from './cell.ts';
import type { EventGroup, FileRow, ReadSheets } from './event-groups.ts';
import type { Cells } from './event-rows.ts';
import { folded, type ExchangeWords } from './exchange-words.ts';
import type { Problem } from './problem.ts';

/** What a calendar file does not say, for all of its events. */
export interface CalendarDefaults {
  /** The slug of a kind. */
  readonly category: string | null;
  /** The name of an organiser. */
  readonly organiser: string | null;
}

const MAX_EVENTS = 2_000;
const MAX_TITLE = 160;
const MAX_SUMMARY = 400;

/**
 * The events of a calendar file as rows of the table. One that the catalogue knows by its UID, as our own feeds name
 * dates, brings its time and venue only: its texts were written by us. What calendars say nothing of is assumed: for
 * everyone, in German, free, without registration. Null if it is no calendar.
 */
export function calendarRows(
  text: string,
  { exchanged, words, defaults }: { exchanged: ExchangedEdition; words: ExchangeWords; defaults: CalendarDefaults },
): ReadSheets | null {
  const events = eventsIn(text);
  if (!events || events.length === 0 || events.length > MAX_EVENTS) return null;
  const sheet = words.desk.t('exchange.sheetCalendar');
  const slugs = new Map(exchanged.events.flatMap(({ slug, dates }) => dates.map(({ uid }) => [uid, slug] as const)));
  const groups = new Map<string, FileRow[]>();
  const problems: Problem[] = [];
  for (const [at, component] of events.entries()) {
    const row = at + 1;
    const uid = cleanText(textOf(component, 'uid'));
    const found = problemOf(component, uid);
    if (found) problems.push({ sheet, row, ...found });
    if (found || /^cancelled$/i.test(textOf(component, 'status'))) continue;
    const slug = slugs.get(uid);
    const date = { ...timeCells(component), ...placeCells(component, exchanged.known), uid };
    const cells = slug === undefined ? { ...said(component, defaults, words), ...date, calendarUid: uid } : date;
    const rows = groups.get(slug ?? `\u0000${uid}`) ?? [];
    rows.push({ sheet, row, cells: { ...cells, ...(slug === undefined ? {} : { number: slug }) } });
    groups.set(slug ?? `\u0000${uid}`, rows);
  }
  return {
    groups: [...groups].map(([key, rows]): EventGroup => ({
      name: key.startsWith('\u0000') ? null : key,
      rows: rows as [FileRow, ...FileRow[]],
    })),
    problems,
    ignored: [],
    hasTable: true,
  };
}

function eventsIn(text: string): ICAL.Component[] | null {
  try {
    const parsed = ICAL.parse(text.replace(/^\uFEFF/, '')) as unknown[];
    // Several calendars in one file come as a list of them.
    const calendars = (typeof parsed[0] === 'string' ? [parsed] : parsed) as never[][];
    return calendars.flatMap((calendar) => new ICAL.Component(calendar).getAllSubcomponents('vevent'));
  } catch {
    // The parser names no kind of error of its own: whatever it throws is about the text.
    return null;
  }
}

function problemOf(component: ICAL.Component, uid: string): Pick<Problem, 'column' | 'code'> | undefined {
  if (uid === '') return { column: 'number', code: 'no-uid' };
  if (['rrule', 'rdate'].some((name) => component.hasProperty(name))) return { column: 'day', code: 'recurring' };
  return timeOf(component, 'dtstart') ? undefined : { column: 'day', code: 'no-start' };
}

/** What the event says of itself, and what is assumed where it says nothing. */
function said(component: ICAL.Component, defaults: CalendarDefaults, words: ExchangeWords): Cells {
  const title = cleanText(textOf(component, 'summary')).replaceAll('\n', ' ').slice(0, MAX_TITLE);
  const description = cleanText(textOf(component, 'description')) || title;
  const [paragraph = ''] = description.split(/\n\s*\n/);
  const categories = component.getAllProperties('categories').flatMap((property) => property.getValues().map(String));
  const category = categories.map((name) => words.codeOf('category', name)).find((code) => code !== undefined);
  const kind = category ?? defaults.category;
  return {
    'title.de': title,
    'summary.de': paragraph.length <= MAX_SUMMARY ? paragraph : title,
    'description.de': description,
    category: kind === null ? '' : words.nameOf('category', kind),
    organisers: defaults.organiser ?? '',
    audiences: words.nameOf('audiences', 'everyone'),
    languages: words.nameOf('languages', 'de'),
    price: words.nameOf('price', 'free'),
    registration: words.nameOf('registration', 'none'),
  };
}

function timeCells(component: ICAL.Component): Cells {
  const start = timeOf(component, 'dtstart')!;
  const end = endOf(component, start);
  const allDay = start.isDate;
  const [day, time] = localOf(start);
  const [endDay, endTime] = end ? localOf(end) : [day, ''];
  const lastDay = allDay && end ? addDays(endDay, -1) : endDay;
  return {
    day,
    startTime: allDay ? '' : time,
    endTime: allDay ? '' : endTime,
    endDay: lastDay > day ? lastDay : '',
    allDay: allDay ? 'ja' : '',
  };
}

function endOf(component: ICAL.Component, start: ICAL.Time): ICAL.Time | null {
  const end = timeOf(component, 'dtend');
  if (end) return end;
  const duration: unknown = component.getFirstPropertyValue('duration');
  if (!(duration instanceof ICAL.Duration)) return null;
  const later = start.clone();
  later.addDuration(duration);
  return later;
}

/** Day and time in the festival's zone. One of a zone that the file does not describe is taken as it stands. */
function localOf(time: ICAL.Time): [day: string, time: string] {
  const isElsewhere = !time.isDate && !['floating', 'Europe/Berlin'].includes(time.zone?.tzid ?? 'floating');
  const local = isElsewhere
    ? toLocal(`${new Date(time.toUnixTime() * 1000).toISOString().slice(0, 19)}Z`)
    : time.toString();
  return [local.slice(0, 10), local.slice(11, 16)];
}

/** Where it is: a venue that is named, an address to take part online, or what was typed. */
function placeCells(component: ICAL.Component, known: Known): Cells {
  const location = cleanText(textOf(component, 'location')).replaceAll('\n', ', ');
  if (/^https?:\/\//.test(location)) return { onlineUrl: location };
  const [name = ''] = location.split(',');
  const venue = knownVenue(known, location) ?? knownVenue(known, name) ?? onlyOneIn(location, known);
  return { venue: venue?.name ?? location.slice(0, 200) };
}

/** The venue whose name stands in an address, if it is one only. */
function onlyOneIn(location: string, { venues }: Known) {
  const found = [...venues.values()].filter(({ name }) => folded(location).includes(folded(name)));
  return found.length === 1 ? found[0] : undefined;
}

function textOf(component: ICAL.Component, property: string): string {
  const value: unknown = component.getFirstPropertyValue(property);
  return typeof value === 'string' ? value : '';
}

function timeOf(component: ICAL.Component, property: string): ICAL.Time | null {
  const value: unknown = component.getFirstPropertyValue(property);
  return value instanceof ICAL.Time && !Number.isNaN(value.toJSDate().getTime()) ? value : null;
}
