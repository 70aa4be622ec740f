import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { eventFeed } from '#src/feeds/data-feed.ts';
import { jsonFeed } from '#src/feeds/json-feed.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { ROOT } from '../fixtures/modules.ts';
import { startSite, type Site } from '../fixtures/site.ts';

interface Feed {
  name: string;
  url: string;
  demonstration: boolean;
  language: string;
  events: {
    slug: string;
    withdrawn: boolean;
    text: Record<string, string>;
    dates: Record<string, unknown>[];
    price: object;
  }[];
}

const schemaText = readFileSync(join(ROOT, 'public/schemas/events.json'), 'utf8');
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(schemaText) as object);

function valid(text: string): Feed {
  const feed = JSON.parse(text) as Feed;
  validate(feed);
  expect(validate.errors).toBeNull();
  return feed;
}

describe('the JSON feed of a site', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });

  async function feed(path: string): Promise<Feed> {
    const response = await fetch(site.url + path);
    expect(response.status).toBe(200);
    return valid(await response.text());
  }

  it('has the promised shape in every language, with every filter, with nothing in it', async () => {
    for (const { code } of LANGUAGES) {
      const { language, events } = await feed(code === 'de' ? '/events.json' : `/${code}/events.json`);
      expect(language).toBe(code);
      expect(events.length).toBeGreaterThanOrEqual(60);
    }
    expect((await feed('/events.json?place=eisenach&language=uk')).name).toBe(
      'Interkulturelle Woche 2024 – Eisenach, Ukrainisch',
    );
    expect((await feed('/events.json?place=atlantis')).events).toEqual([]);
  });

  it('names its schema, which is where it says', async () => {
    const { $schema } = (await (await fetch(`${site.url}/events.json`)).json()) as { $schema: string };
    const response = await fetch($schema.replace('http://localhost:4321', site.url));
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe(schemaText);
  });

  it('says that the demonstration is one', async () => {
    expect((await feed('/events.json')).demonstration).toBe(true);
  });

  it('holds the dates that calendars hold', async () => {
    const { events } = await feed('/events.json');
    const calendar = (await (await fetch(`${site.url}/events.ics`)).text()).replaceAll('\r\n ', '');
    const uids = [...calendar.matchAll(/^UID:(.*)\r$/gm)].map(([, uid]) => uid);
    expect(events.flatMap(({ dates }) => dates.map(({ uid }) => uid)).sort()).toEqual(uids.sort());
  });

  it('holds of an event only the dates that the filter finds', async () => {
    const daysOf = (date: Record<string, unknown>) => date['days'] as string[];
    const whole = (await feed('/events.json')).events.find(
      ({ dates: [first, second] }) => second && daysOf(first!)[0] !== daysOf(second)[0],
    )!;
    const second = whole.dates[1]!;
    const { events } = await feed(`/events.json?event=${whole.slug}&day=${daysOf(second)[0]}`);
    expect(events).toEqual([{ ...whole, dates: [second] }]);
  });

  it('gives times with their offset and as instants', async () => {
    const [event] = (await feed('/events/tanznacht-hoerselberghalle.json')).events;
    expect(event!.dates[0]).toMatchObject({
      start: '2024-09-28T20:00:00+02:00',
      startAt: '2024-09-28T18:00:00Z',
      end: '2024-09-29T01:30:00+02:00',
      endAt: '2024-09-28T23:30:00Z',
      allDay: false,
      days: ['2024-09-28'],
    });
    const [exhibition] = (await feed('/events/ausstellung-angekommen.json')).events;
    expect(exhibition!.dates[0]).toMatchObject({ allDay: true, end: '2024-09-30T00:00:00+02:00' });
    expect(exhibition!.dates[0]!['days']).toHaveLength(14);
    const [open] = (await feed('/events/lagerfeuer-mit-geschichten.json')).events;
    expect(open!.dates[0]).toMatchObject({ end: null, endAt: null });
  });

  it('says in which language a text is', async () => {
    const { events } = await feed('/uk/events.json');
    expect(new Set(events.map(({ text }) => text['language']))).toEqual(new Set(['uk', 'de']));
  });

  it('comes as JSON for everyone, compressed, named after its filter, with the time of the last change', async () => {
    const { status, headers } = await fetch(`${site.url}/events.json?place=eisenach&language=uk&page=3`);
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-disposition': 'inline; filename="events-eisenach-uk.json"',
      'access-control-allow-origin': '*',
      'cache-control': 'public, no-cache',
    });
    expect(Date.parse(headers.get('last-modified')!)).not.toBeNaN();
  });

  it('is kept: asked again, whatever the page number, it is not written again, and 304 to whoever has it', async () => {
    const { headers } = await fetch(`${site.url}/events.json?day=2024-09-24`);
    const before = await site.counters();
    const again = await fetch(`${site.url}/events.json?page=2&day=2024-09-24&utm_source=x`, {
      headers: { 'if-none-match': headers.get('etag')! },
    });
    expect(again.status).toBe(304);
    expect((await site.counters()).renders).toBe(before.renders);
  });

  it.each([
    ['/events.json?day=2024-13-99', 400, '(day)'],
    ['/en/events.json?free=perhaps', 400, '(free)'],
    ['/events/not-there.json', 404, 'Diese Seite gibt es nicht'],
  ])('answers %s with %i in plain text', async (path, status, words) => {
    const response = await fetch(site.url + path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toContain(words);
  });

  it('is not there in a language that the site does not have', async () => {
    expect((await fetch(`${site.url}/xx/events.json`)).status).toBe(404);
  });

  it('of a moved event is as expected', async () => {
    const read: unknown = await (await fetch(`${site.url}/events/laenderreise.json`)).json();
    await expect(`${JSON.stringify(read, null, 2)}\n`).toMatchFileSnapshot('../expected/laenderreise.json');
  });
});

test('a withdrawn event stays, with its dates cancelled', async () => {
  const app = await temporaryCatalogue();
  await app.apply('test', { kind: 'withdraw', event: 'suppenduell-lutherplatz' });
  const snapshot = await app.catalogue.snapshot();
  const { event } = (await snapshot.event('suppenduell-lutherplatz'))!;
  const feed = valid(
    jsonFeed(eventFeed(snapshot, event, 'https://ikw.example', app.translations.de), app.translations.de),
  );
  expect(feed.events[0]).toMatchObject({ withdrawn: true, dates: [{ status: 'cancelled' }] });
});

test('any text comes back as it was, whole surrogate pairs given', async () => {
  const app = await temporaryCatalogue();
  const snapshot = await app.catalogue.snapshot();
  const { event } = (await snapshot.event('laenderreise'))!;
  const anyText = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(anyText, (title) => {
      const typed = { ...event, texts: { de: { ...event.texts['de']!, title } }, funding: title };
      const feed = eventFeed(snapshot, typed, 'https://ikw.example', app.translations.de);
      const read = valid(jsonFeed(feed, app.translations.de));
      expect(read.events[0]!.text['title']).toBe(title.toWellFormed());
    }),
  );
  const half = { ...event, funding: 'half \ud83c' };
  expect(
    jsonFeed(eventFeed(snapshot, half, 'https://ikw.example', app.translations.de), app.translations.de),
  ).toContain('"funding":"half \ufffd"');
});
