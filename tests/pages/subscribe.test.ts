import ICAL from 'ical.js';
import { correction, generate } from 'lean-qr';
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { qrCode } from '#src/paths/qr-code.ts';
import { startSite, type Site } from '../fixtures/site.ts';

const SITE_URL = 'https://ikw.example:8443';

let site: Site;
beforeAll(async () => {
  site = await startSite({ SITE_URL, ALLOWED_HOSTS: '127.0.0.1' });
});

async function get(address: string): Promise<{ status: number; text: string }> {
  const response = await fetch(site.url + address);
  return { status: response.status, text: unescaped(await response.text()) };
}

const unescaped = (html: string) =>
  html
    .replace(/&(?:#38|amp);/g, '&')
    .replace(/&(?:#34|quot);/g, '"')
    .replace(/&(?:#39|apos);/g, '’');
const hrefs = (text: string) => [...text.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!);
const countIn = (text: string) => Number(/data-event-count[^>]*>\s*(\d+)/.exec(text)![1]);
const nameIn = (text: string) => /<strong>\s*<bdi>([^<]*)<\/bdi>/.exec(text)![1];

describe('the subscribe page', () => {
  it('gives the whole programme’s calendar under every address', async () => {
    const { status, text } = await get('/subscribe');
    expect(status).toBe(200);
    expect(hrefs(text)).toEqual(
      expect.arrayContaining([
        'webcal://ikw.example:8443/events.ics',
        'https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Fikw.example%3A8443%2Fevents.ics',
        '/events.ics',
      ]),
    );
    expect(text).toContain('>https://ikw.example:8443/events.ics</textarea>');
    expect(text).toContain('download');
  });

  it.each(LANGUAGES.map(({ code }) => code))('keeps the filter in every address, in %s', async (language) => {
    const query = '?place=eisenach&language=uk';
    const { text } = await get(path(language, 'subscribe', query));
    const feed = path(language, 'events.ics', query);
    expect(hrefs(text)).toContain(`webcal://ikw.example:8443${feed}`);
    expect(text).toContain(`>${SITE_URL}${feed}</textarea>`);
    expect(hrefs(text).filter((href) => href.includes(encodeURIComponent(feed)))).toHaveLength(2);
  });

  it.each(['', '?place=eisenach&language=uk', '?day=2024-09-25', '?free=1&audience=children', '?q=tanz'])(
    'says the calendar’s name and how many events it holds, for "%s"',
    async (query) => {
      const { text } = await get(`/subscribe${query}`);
      const feed = await (await fetch(`${site.url}/events.ics${query}`)).text();
      const calendar = new ICAL.Component(ICAL.parse(feed) as unknown[]);
      const urls = calendar.getAllSubcomponents('vevent').map((event) => event.getFirstPropertyValue('url'));
      expect(countIn(text)).toBe(new Set(urls).size);
      // ical.js leaves the text of properties that it does not know escaped.
      const name = String(calendar.getFirstPropertyValue('x-wr-calname')).replace(/\\(.)/g, '$1');
      expect(nameIn(text)).toBe(name);
    },
  );

  it('stays on the page with its form, its chips and its way back to everything', async () => {
    const { text } = await get('/uk/subscribe?place=eisenach&free=1&organiser=stadt-eisenach');
    expect(text).toMatch(/<form[^>]* action="\/uk\/subscribe"/);
    expect(text).toContain('<input type="hidden" name="organiser" value="stadt-eisenach"');
    const filterLinks = [...text.matchAll(/<a[^>]*href="([^"]*)"[^>]*data-filter-link/g)].map(([, href]) => href);
    expect(filterLinks).toHaveLength(4);
    expect(filterLinks).toContain('/uk/subscribe');
    expect(filterLinks).toContain('/uk/subscribe?organiser=stadt-eisenach&free=1');
    expect(filterLinks.filter((href) => !href!.startsWith('/uk/subscribe'))).toEqual([]);
  });

  it('is a 400 that names the field and keeps the valid parts where a value is malformed', async () => {
    const { status, text } = await get('/subscribe?day=2024-13-99&place=eisenach');
    expect(status).toBe(400);
    expect(text).toMatch(/Tag: „.?2024-13-99.?“ ist kein Tag/);
    expect(hrefs(text)).toContain('webcal://ikw.example:8443/events.ics?place=eisenach');
  });

  it('says that nothing matches, leads to wider filters and can be subscribed to all the same', async () => {
    const { status, text } = await get('/subscribe?place=atlantis&day=2024-09-26');
    expect(status).toBe(200);
    expect(countIn(text)).toBe(0);
    expect(text).toContain('Keine Veranstaltung passt');
    expect(hrefs(text)).toContain('/subscribe?day=2024-09-26');
    expect(hrefs(text)).toContain('webcal://ikw.example:8443/events.ics?day=2024-09-26&place=atlantis');
  });

  it('loads nothing from other sites and tells them nothing but what is in the link', async () => {
    const { text } = await get('/subscribe');
    expect([...text.matchAll(/\ssrc="(?!\/_astro\/)/g)]).toEqual([]);
    const foreign = [...text.matchAll(/<a [^>]*href="https:\/\/([^/"]+)[^>]*>([^<]*)/g)];
    expect(foreign.map(([, host]) => host)).toEqual(['calendar.google.com', 'outlook.live.com']);
    for (const [link, host, words] of foreign) {
      expect(link).toContain('rel="noopener"');
      expect(words, 'the link says where it leads').toContain(host);
    }
  });

  it.each(['/', '/events?place=eisenach', '/places/eisenach', '/days/2024-09-25'])(
    'is what %s leads to',
    async (address) => {
      const { text } = await get(address);
      expect(hrefs(text)).toContain('/subscribe');
      expect(hrefs(text.slice(text.indexOf('<main'))).filter((href) => href.endsWith('.ics'))).toEqual([]);
    },
  );

  it.each([
    ['/events?place=eisenach', '/subscribe?place=eisenach'],
    ['/uk/places/eisenach', '/uk/subscribe?place=eisenach'],
    ['/days/2024-09-25', '/subscribe?day=2024-09-25'],
    ['/organisers/stadt-eisenach', '/subscribe?organiser=stadt-eisenach'],
    ['/venues/mehrgenerationenhaus-bad-salzungen', '/subscribe?venue=mehrgenerationenhaus-bad-salzungen'],
  ])('has the filter of %s', async (from, to) => {
    expect(hrefs((await get(from)).text)).toContain(to);
  });
});

describe('the QR code', () => {
  it('holds the address of the page with its filter, dark on white with a quiet zone', async () => {
    const { text } = await get('/ar/subscribe?place=eisenach');
    const [, svg] = /<svg class="qr-code"([\s\S]*?)<\/svg>/.exec(text)!;
    const expected = generate(`${SITE_URL}/ar/subscribe?place=eisenach`, { minCorrectionLevel: correction.M });
    const [, d] = /<path d="([^"]*)" fill="#000"/.exec(svg!)!;
    expect(modulesOf(d!, expected.size)).toEqual(
      squareOf(expected.size, (x, y) => (expected.get(x, y) ? 'dark' : 'light')),
    );
    const side = expected.size + 8;
    expect(svg).toContain(`viewBox="-4 -4 ${side} ${side}"`);
    expect(svg).toContain(`<rect x="-4" y="-4" width="${side}" height="${side}" fill="#fff"`);
    expect(svg).toMatch(/role="img" aria-label="[^"]+"/);
    expect(text).not.toMatch(/\sstyle=/);
  });

  it('is made for every address that a camera can read, and for none beyond', () => {
    const address = (length: number) => `https://ikw.example/subscribe?event=`.padEnd(length, 'a');
    expect(qrCode(address(990))!.size).toBeLessThanOrEqual(117);
    expect(qrCode(address(991))).toBeUndefined();
  });

  it('is left out where a personal selection is too long for it', async () => {
    const selection = Array.from({ length: 60 }, (_, number) => `event=a-rather-long-event-${number}`).join('&');
    const { status, text } = await get(`/subscribe?${selection}`);
    expect(status).toBe(200);
    expect(text).not.toContain('class="qr-code"');
  });
});

/** Each module of a drawn code: inside the path (even-odd) or outside, looked at in its middle. */
function modulesOf(d: string, size: number): string[] {
  const outlines = d
    .split('Z')
    .filter((outline) => outline !== '')
    .map((outline) =>
      outline
        .slice(1)
        .split('L')
        .map((point) => point.split(' ').map(Number) as [number, number]),
    );
  const edges = outlines.flatMap((points) =>
    points.map((from, index) => [from, points[(index + 1) % points.length]!] as const),
  );
  const isDark = (x: number, y: number) =>
    edges.filter(([[x1, y1], [, y2]]) => x1 < x + 0.5 && y1 > y + 0.5 !== y2 > y + 0.5).length % 2 === 1;
  return squareOf(size, (x, y) => (isDark(x, y) ? 'dark' : 'light'));
}

function squareOf(size: number, module: (x: number, y: number) => string): string[] {
  return Array.from({ length: size * size }, (_, index) => module(index % size, Math.floor(index / size)));
}
