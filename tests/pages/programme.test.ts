import { beforeAll, describe, expect, it } from 'vitest';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

async function get(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(site.url + path);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const eventLinks = (text: string) => [
  ...new Set([...text.matchAll(/href="(?:\/\w\w)?\/events\/([a-z0-9-]+)"/g)].map(([, slug]) => slug)),
];

describe('the programme', () => {
  it('lists every public event of the edition', async () => {
    const { text } = await get('/events');
    expect(eventLinks(text)).toHaveLength(81);
    expect(text).toContain('81 Veranstaltungen');
  });

  it('lists an exhibition on each of its days, behind what begins that day', async () => {
    const { text } = await get('/events?day=2024-09-25');
    expect(text).toContain('Läuft an diesem Tag weiter');
    expect(text.indexOf('/events/ausstellung-angekommen')).toBeGreaterThan(text.lastIndexOf('class="entry-title"'));
  });

  it('lists an event over midnight on the day it starts', async () => {
    expect(eventLinks((await get('/events?day=2024-09-28')).text)).toContain('tanznacht-hoerselberghalle');
    expect(eventLinks((await get('/events?day=2024-09-29')).text)).not.toContain('tanznacht-hoerselberghalle');
  });

  it.each([
    ['tanz', 'volkstanzabend-marksuhl'],
    ['grusse', 'gruesse-in-vielen-sprachen'],
    ['grüsse', 'gruesse-in-vielen-sprachen'],
    ['GRÜẞE', 'gruesse-in-vielen-sprachen'],
    ['volkstanz marksuhl', 'volkstanzabend-marksuhl'],
  ])('finds "%s" in %s', async (words, slug) => {
    expect(eventLinks((await get(`/events?q=${encodeURIComponent(words)}`)).text)).toContain(slug);
  });

  it('finds the districts of a town with the town', async () => {
    const town = eventLinks((await get('/events?place=bad-salzungen')).text);
    const district = eventLinks((await get('/events?place=tiefenort')).text);
    expect(district.length).toBeGreaterThan(0);
    expect(town).toEqual(expect.arrayContaining(district));
  });
});

describe('a filter that cannot be meant', () => {
  it('is a 400 that names the field, keeps the valid parts and shows the programme', async () => {
    const { status, text, headers } = await get('/events?day=2024-13-99&place=eisenach&access=step-free&free=yes');
    expect(status).toBe(400);
    expect(headers.get('cache-control')).not.toMatch(/max-age=[1-9]/);
    expect(text).toMatch(/Tag: „.?2024-13-99.?“ ist kein Tag/);
    expect(text).toMatch(/Kosten: „.?yes.?“/);
    expect(text).toMatch(/Filter entfernen: Eisenach/);
    expect(eventLinks(text).length).toBeGreaterThan(0);
  });

  it('names the field in the language of the page and lets nothing out of its quotes', async () => {
    const { status, text } = await get(`/en/events?day=${encodeURIComponent('<script>alert(1)</script>')}`);
    expect(status).toBe(400);
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;script&gt;');
  });

  it('is a 400 in plain text for a feed', async () => {
    const { status, text, headers } = await get('/events.ics?day=tomorrow');
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(text).toContain('(day)');
  });

  it('is a 200 with no results if it is only unknown', async () => {
    const { status, text } = await get('/events?place=atlantis&venue=nowhere&organiser=nobody');
    expect(status).toBe(200);
    expect(text).toContain('Keine Veranstaltung passt');
  });
});

describe('a page that is not there', () => {
  it.each([
    ['/nowhere', 'de'],
    ['/uk/nowhere', 'uk'],
    ['/ar/events/nowhere', 'ar'],
    ['/en/days/2024-13-99', 'en-GB'],
    ['/days/2023-09-22', 'de'],
    ['/xx/events', 'de'],
    ['/de/events', 'de'],
    ['/places/atlantis', 'de'],
  ])('%s is a 404 page in %s with a way on', async (path, tag) => {
    const { status, text } = await get(path);
    expect(status).toBe(404);
    expect(text).toContain(`<html lang="${tag}"`);
    expect(text).toMatch(/href="(\/\w\w)?\/events"/);
  });
});

describe('every link of a page', () => {
  it.each(['/', '/events', '/uk/events/laenderreise', '/en/places/eisenach', '/ar/organisers/stadt-eisenach'])(
    'on %s leads somewhere',
    async (path) => {
      const { text } = await get(path);
      const links = new Set(
        [...text.matchAll(/href="(\/[^"]*)"/g)].map(([, link]) =>
          link!.replaceAll('&#38;', '&').replaceAll('&amp;', '&'),
        ),
      );
      expect(links.size).toBeGreaterThan(5);
      const dead: string[] = [];
      for (const link of links) {
        const response = await fetch(site.url + link);
        await response.arrayBuffer();
        if (!response.ok) dead.push(`${response.status} ${link}`);
      }
      expect(dead).toEqual([]);
    },
  );
});
