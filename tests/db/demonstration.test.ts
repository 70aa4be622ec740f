import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  DemonstrationDataError,
  readDemonstration,
  type DemonstrationData,
} from '#db/demonstration/read-demonstration.ts';
import type { EventRecord, OccurrenceRecord } from '#db/demonstration/schema.ts';
import { DEMONSTRATION_FOLDER } from '#src/server/fill-with-demonstration.ts';
import { isLocalTime } from '#src/time/festival-time.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const data = readDemonstration(DEMONSTRATION_FOLDER);
const open = data.events.filter((event) => !event.closed);

describe('the demonstration week has', () => {
  test('as many events, towns and venues as the festival it shows', () => {
    expect(open.length).toBeGreaterThanOrEqual(64);
    expect(new Set(open.flatMap(townsOf)).size).toBeGreaterThanOrEqual(15);
    expect(new Set(open.flatMap(venuesOf)).size).toBeGreaterThanOrEqual(30);
  });

  test('every kind of event at least once', () => {
    expect(new Set(open.map(({ category }) => category))).toEqual(new Set(data.categories.map(({ slug }) => slug)));
  });

  test('every event in German and English, and many in Ukrainian and Arabic', () => {
    const slugs = data.events.map(({ slug }) => slug).sort();
    expect(textSlugs('de')).toEqual(slugs);
    expect(open.map(({ slug }) => slug).filter((slug) => !textSlugs('en').includes(slug))).toEqual([]);
    expect(textSlugs('uk').length).toBeGreaterThanOrEqual(16);
    expect(textSlugs('ar').length).toBeGreaterThanOrEqual(16);
  });

  test('its events in the order of their first dates, all within the programme', () => {
    const starts = data.events.map(firstStart);
    expect(starts).toEqual(starts.toSorted());
    for (const day of starts.map((start) => start.slice(0, 10))) {
      expect(day >= data.edition.programmeStartDay && day <= data.edition.programmeEndDay, day).toBe(true);
    }
  });

  test('only times that exist', () => {
    const dates = data.events.flatMap(({ occurrences }) => occurrences);
    const times = dates.flatMap(({ start, end, previousStart }) =>
      [start, end, previousStart].filter((time) => time !== undefined),
    );
    expect(times.filter((time) => !isLocalTime(time))).toEqual([]);
  });

  test('only contacts that reach nobody', () => {
    const contacts = JSON.stringify([data.events, data.organisers, data.venues, [...data.texts.values()]]);
    const hosts = [...contacts.matchAll(/(?:https?:\/\/|@)([\w.-]+)/g)].map(([, host]) => host!);
    expect(hosts.length).toBeGreaterThan(10);
    expect(hosts.filter((host) => !/\.example$/.test(host))).toEqual([]);
    const phones = [...data.organisers, ...data.events.map(({ registration }) => registration)].flatMap(
      ({ phone }) => phone ?? [],
    );
    expect(phones.filter((phone) => !phone.includes(' 0000-'))).toEqual([]);
  });
});

/** One line per `# case:` comment of events.yaml. */
const CASES: Record<string, (event: EventRecord) => boolean> = {
  'before the official week': (event) => lastDay(event) < data.edition.officialStartDay,
  'after the official week': (event) => firstStart(event).slice(0, 10) > data.edition.officialEndDay,
  'registration with a deadline, fee and limited places': ({ registration, price, capacity }) =>
    registration.kind === 'required' && !!registration.until && price.kind === 'fee' && !!capacity,
  'registration optional': ({ registration }) => registration.kind === 'optional',
  'entry for a donation': ({ price }) => price.kind === 'donation',
  'sessions on different days': ({ occurrences }) => new Set(occurrences.map(dayOf)).size > 2,
  'two sessions on one day': ({ occurrences }) =>
    occurrences.length === 2 && new Set(occurrences.map(dayOf)).size === 1,
  'an exhibition over two weeks as one all-day date': ({ category, occurrences: [date] }) =>
    category === 'exhibition' &&
    date!.allDay &&
    Date.parse(`${date!.end}Z`) - Date.parse(`${date!.start}Z`) === 14 * 86_400_000,
  'an exhibition as a list of opening hours': ({ category, occurrences }) =>
    category === 'exhibition' && occurrences.length > 2 && occurrences.every(({ allDay }) => !allDay),
  'sign language on one of several dates': ({ access, occurrences }) =>
    occurrences.length > 1 &&
    !access.includes('sign-language') &&
    occurrences.filter((date) => date.access.includes('sign-language')).length === 1,
  'many access features': ({ access }) => access.length >= 6,
  'all-day on a single day': ({ occurrences: [date] }) =>
    date!.allDay && date!.end?.slice(0, 10) === nextDay(date!.start),
  'several organisers': ({ organisers }) => organisers.length >= 3,
  'online only': ({ occurrences }) => occurrences.every(({ venue, onlineUrl }) => !venue && onlineUrl),
  'in a room and online': ({ occurrences }) => occurrences.some(({ venue, onlineUrl }) => venue && onlineUrl),
  'closed to the public': ({ closed }) => closed,
  'little speech needed': ({ languages }) => languages.includes('zxx'),
  cancelled: ({ occurrences }) => occurrences.some(({ status, sequence }) => status === 'cancelled' && sequence > 0),
  'moved to another venue': ({ occurrences }) =>
    occurrences.some(({ status, previousVenue }) => status === 'moved' && previousVenue),
  'postponed to another day': ({ occurrences }) =>
    occurrences.some((date) => date.status === 'postponed' && date.previousStart?.slice(0, 10) !== dayOf(date)),
  'no stated end': ({ occurrences }) => occurrences.some(({ end, allDay }) => !end && !allDay),
  'over midnight': ({ occurrences }) =>
    occurrences.some(({ start, end, allDay }) => !allDay && end?.slice(0, 10) === nextDay(start)),
  'a German title of 120 characters': ({ slug }) => data.texts.get('de')![slug]!.title.length === 120,
  'the only event of its town': (event) =>
    townsOf(event).some((town) => open.every((other) => other === event || !townsOf(other).includes(town))),
};

describe('the demonstration week has this odd case:', () => {
  test.each(Object.entries(CASES))('%s', (_, shows) => {
    expect(data.events.filter(shows).map(({ slug }) => slug)).not.toEqual([]);
  });
});

describe('data files with mistakes are refused, naming', () => {
  const MISTAKES: [file: string, from: string, to: string, problem: string][] = [
    ['venues.yaml', 'postcode: "36433"', 'postcode: "3643"', 'venues.yaml: landratsamt: postcode: '],
    ['venues.yaml', 'stepFree: "yes"', 'stepfree: "yes"', 'venues.yaml: landratsamt: Unrecognized key: "stepfree"'],
    [
      'venues.yaml',
      'place: bad-salzungen',
      'place: atlantis',
      'venues.yaml: landratsamt: place: there is no place "atlantis"',
    ],
    ['venues.yaml', 'slug: pressenwerk', 'slug: landratsamt', 'venues.yaml: landratsamt: slug: is used twice'],
    [
      'events.yaml',
      'start: "2024-08-28T16:00"',
      'start: "2024-08-28 16:00"',
      'events.yaml: wimpelwerkstatt: occurrences: 0: start: must be a local time',
    ],
    [
      'events.yaml',
      'end: "2024-08-28T18:30"',
      'end: "2024-08-28T15:30"',
      'events.yaml: wimpelwerkstatt: occurrences: 0: end: is not after start',
    ],
    [
      'events.yaml',
      'category: workshop',
      'category: work-shop',
      'events.yaml: wimpelwerkstatt: category: there is no category "work-shop"',
    ],
    [
      'events.yaml',
      'audiences: [everyone, families]',
      'audiences: [everybody]',
      'events.yaml: wimpelwerkstatt: audiences: 0: ',
    ],
    [
      'events.yaml',
      '- slug: wimpelwerkstatt',
      '- slug: Wimpelwerkstatt',
      'events.yaml: Wimpelwerkstatt: slug: must be a slug',
    ],
    ['events.yaml', '- slug: wimpelwerkstatt', '- slug: wimpel', 'texts/de.yaml: wimpel: is missing'],
    [
      'organisers.yaml',
      'url: https://landratsamt.example',
      'url: "javascript:alert(1)"',
      'organisers.yaml: landratsamt-integrationsmanagement: url: ',
    ],
    ['edition.yaml', 'pinnedDay: "2024-09-22"', 'pinnedDay: "2024-13-22"', 'edition.yaml: pinnedDay: '],
    ['places.yaml', '- { slug: amt-creuzburg', '- { slug: amt-creuzburg, , ', 'places.yaml: '],
    [
      'texts/de.yaml',
      'wimpelwerkstatt:\n  title: ',
      'wimpelwerkstatt:\n  titel: ',
      'texts/de.yaml: wimpelwerkstatt: title: ',
    ],
  ];

  test.each(MISTAKES)('the file, the record and the field: %s with %j → %j', (file, from, to, problem) => {
    const folder = copyOfTheData();
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, file), text.replace(from, to));
    const message = messageOf(() => readDemonstration(folder));
    expect(message).toContain(`The data files in ${folder} hold mistakes:\n`);
    expect(message).toContain(`\n${problem}`);
  });

  test('every mistake at once', () => {
    const folder = copyOfTheData();
    writeFileSync(join(folder, 'categories.yaml'), '{}');
    rmSync(join(folder, 'organisers.yaml'));
    const message = messageOf(() => readDemonstration(folder));
    expect(message).toContain('categories.yaml: must be a list of records');
    expect(message).toContain('organisers.yaml: ENOENT');
  });
});

function copyOfTheData(): string {
  const folder = temporaryFolder();
  cpSync(DEMONSTRATION_FOLDER, folder, { recursive: true });
  return folder;
}

function messageOf(read: () => DemonstrationData): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(DemonstrationDataError);
    return (error as Error).message;
  }
  throw new Error('The data files were read without a complaint.');
}

function textSlugs(language: string): string[] {
  return Object.keys(data.texts.get(language) ?? {}).sort();
}

function firstStart({ occurrences }: EventRecord): string {
  return occurrences.map(({ start }) => start).sort()[0]!;
}

function lastDay({ occurrences }: EventRecord): string {
  return occurrences.map(dayOf).sort().at(-1)!;
}

function dayOf({ start }: OccurrenceRecord): string {
  return start.slice(0, 10);
}

function nextDay(start: string): string {
  return new Date(Date.parse(start.slice(0, 10)) + 86_400_000).toISOString().slice(0, 10);
}

function venuesOf({ occurrences }: EventRecord): string[] {
  return occurrences.flatMap(({ venue }) => venue ?? []);
}

function townsOf(event: EventRecord): string[] {
  return venuesOf(event).map((slug) => {
    const place = data.places.find(
      (candidate) => candidate.slug === data.venues.find((venue) => venue.slug === slug)!.place,
    )!;
    return place.partOf ?? place.slug;
  });
}
