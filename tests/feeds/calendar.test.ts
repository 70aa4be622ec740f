import ICAL from 'ical.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

async function feed(path: string): Promise<string> {
  const response = await fetch(site.url + path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  return response.text();
}

function eventsOf(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

describe('the calendar of the week', () => {
  it('holds every public date once, under a uid of its own', async () => {
    const events = eventsOf(await feed('/events.ics'));
    const uids = new Set(events.map(({ uid }) => uid));
    expect(events.length).toBeGreaterThanOrEqual(90);
    expect(uids.size).toBe(events.length);
  });

  it('has lines of at most 75 octets, ended by CRLF, the last one too', async () => {
    const text = await feed('/ar/events.ics');
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    const lines = text.split('\r\n');
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('takes every filter of the programme', async () => {
    const page = await (await fetch(`${site.url}/events?place=eisenach&language=uk`)).text();
    const promised = Number(page.match(/data-event-count[^>]*>\s*(\d+)/)![1]);
    const events = eventsOf(await feed('/events.ics?place=eisenach&language=uk'));
    const urls = new Set(events.map(({ component }) => component.getFirstPropertyValue('url')));
    expect(urls.size).toBe(promised);
  });

  it('says its filter in words', async () => {
    expect(await feed('/events.ics?place=eisenach&language=uk')).toContain(
      'X-WR-CALNAME:Interkulturelle Woche 2024 – Eisenach\\, Ukrainisch',
    );
  });

  it('is valid, named and empty where nothing matches', async () => {
    const text = await feed('/events.ics?place=atlantis');
    expect(eventsOf(text)).toEqual([]);
    expect(text).toContain('X-WR-CALNAME:');
  });

  it('writes times in the festival’s zone and stamps in UTC', async () => {
    const text = await feed('/events/tanznacht-hoerselberghalle.ics');
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20240928T200000');
    expect(text).toContain('DTEND;TZID=Europe/Berlin:20240929T013000');
    expect(text).toContain('BEGIN:VTIMEZONE');
    expect(text).toMatch(/DTSTAMP:\d{8}T\d{6}Z/);
  });

  it('writes whole days as dates with the end excluded', async () => {
    const text = await feed('/events/ausstellung-angekommen.ics');
    expect(text).toContain('DTSTART;VALUE=DATE:20240916');
    expect(text).toContain('DTEND;VALUE=DATE:20240930');
  });

  it('has no end where none was stated', async () => {
    expect(await feed('/events/lagerfeuer-mit-geschichten.ics')).not.toMatch(/^(DTEND|DURATION)/m);
  });

  it('tells cancelled and moved dates by status, title and sequence', async () => {
    const cancelled = await feed('/events/grillduell-an-der-werra.ics');
    expect(cancelled).toContain('STATUS:CANCELLED');
    expect(cancelled).toContain('SUMMARY:Abgesagt: ');
    const [moved] = eventsOf(await feed('/events/laenderreise.ics'));
    expect(moved!.sequence).toBe(1);
    expect(moved!.description).toContain('Angekündigt war: Nachbarschaftszentrum Eisenach');
    expect(moved!.location).toBe('Volkshochschule Wartburgkreis, Schmelzerstr. 19, 99817 Eisenach');
  });

  it('loses no text on the way: ical.js reads back titles and descriptions as they are on the page', async () => {
    const [event] = eventsOf(await feed('/uk/events/laenderreise.ics'));
    const page = await (await fetch(`${site.url}/uk/events/laenderreise`)).text();
    expect(page).toContain(event!.summary);
    expect(event!.description).toMatch(/http:\/\/localhost:4321\/uk\/events\/laenderreise$/);
  });

  it('is the same to the byte from a server started later', async () => {
    const other = await startSite();
    expect(await (await fetch(`${other.url}/events.ics`)).text()).toBe(await feed('/events.ics'));
  });

  it('answers 304 to a subscriber who has it already, and tells when the catalogue changed', async () => {
    const first = await fetch(`${site.url}/events.ics`);
    const [etag, lastModified] = [first.headers.get('etag')!, first.headers.get('last-modified')!];
    await first.arrayBuffer();
    expect(Date.parse(lastModified)).not.toBeNaN();
    const byTag = await fetch(`${site.url}/events.ics`, { headers: { 'if-none-match': etag } });
    const byDate = await fetch(`${site.url}/events.ics`, { headers: { 'if-modified-since': lastModified } });
    expect([byTag.status, byDate.status]).toEqual([304, 304]);
    for (const { headers } of [first, byTag, byDate]) expect(headers.get('access-control-allow-origin')).toBe('*');
    const head = await fetch(`${site.url}/events.ics`, { method: 'HEAD' });
    expect(head.headers.get('etag')).toBe(etag);
    expect(await head.text()).toBe('');
  });

  it('lets scripts of other sites ask, also conditionally, and says to programs in plain text what is not there', async () => {
    const preflight = await fetch(`${site.url}/events.ics`, {
      method: 'OPTIONS',
      headers: { origin: 'https://other.example', 'access-control-request-headers': 'if-none-match' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('If-None-Match');
    for (const [path, status] of [
      ['/events.ics?day=tomorrow', 400],
      ['/xx/events.ics', 404],
      ['/xx/events/laenderreise.ics', 404],
      ['/events/nope.ics', 404],
    ] as const) {
      const response = await fetch(site.url + path);
      expect(response.status, path).toBe(status);
      expect(response.headers.get('content-type'), path).toBe('text/plain; charset=utf-8');
      expect(response.headers.get('access-control-allow-origin'), path).toBe('*');
    }
  });
});

describe('golden files', () => {
  it.each([
    'laenderreise',
    'sternenspaziergang-ruhla',
    'grillduell-an-der-werra',
    'ausstellung-angekommen',
    'tanznacht-hoerselberghalle',
    'zweimal-vorlesen-unterbreizbach',
    'abschluesse-anerkennen-lassen',
    'lagerfeuer-mit-geschichten',
    'wie-wollen-wir-wohnen',
    'trommeln-an-drei-abenden',
  ])('%s.ics is as expected', async (slug) => {
    await expect(await feed(`/events/${slug}.ics`)).toMatchFileSnapshot(`../expected/${slug}.ics`);
  });

  it.each([
    ['ar', 'laenderreise'],
    ['uk', 'grillduell-an-der-werra'],
    ['uk', 'wimpelwerkstatt'],
  ])('in %s, %s.ics is as expected', async (language, slug) => {
    const text = await feed(`/${language}/events/${slug}.ics`);
    await expect(text).toMatchFileSnapshot(`../expected/${slug}.${language}.ics`);
  });
});
