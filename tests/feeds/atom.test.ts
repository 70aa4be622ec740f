import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { atomFeed } from '#src/feeds/atom-feed.ts';
import { plainText } from '#src/feeds/calendar-lines.ts';
import { eventFeed } from '#src/feeds/data-feed.ts';
import { xml, xmlDocument } from '#src/feeds/xml.ts';
import { visit } from '../fixtures/browser.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { startSite, type Site } from '../fixtures/site.ts';

/** An element as the parser of a browser read it: its attributes, what is in it, and its text. */
interface Read {
  name: string;
  attributes: Record<string, string>;
  children: Read[];
  text: string;
}

/** What this file uses of a browser's document. */
interface Parsed {
  readonly nodeName: string;
  readonly attributes: Iterable<{ name: string; value: string }>;
  readonly children: Iterable<Parsed>;
  readonly textContent: string;
  querySelector(selector: string): Parsed | null;
}

/** Reads documents with a browser's own parser, which takes nothing that is not well-formed. */
async function readXml(documents: string[]): Promise<Read[]> {
  const page = await visit('about:blank');
  return page.evaluate((texts) => {
    const { DOMParser } = globalThis as unknown as {
      DOMParser: new () => { parseFromString(text: string, type: string): Parsed & { documentElement: Parsed } };
    };
    const read = (element: Parsed): Read => ({
      name: element.nodeName,
      attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
      children: [...element.children].map(read),
      text: element.textContent,
    });
    return texts.map((text) => {
      const parsed = new DOMParser().parseFromString(text, 'application/xml');
      const fault = parsed.querySelector('parsererror');
      if (fault) throw new Error(`${fault.textContent}\n${text}`);
      return read(parsed.documentElement);
    });
  }, documents);
}

const entriesOf = (feed: Read) => feed.children.filter(({ name }) => name === 'entry');
const child = (element: Read, name: string) => element.children.find((one) => one.name === name)!;

describe('the news of a site', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });

  async function textOf(path: string): Promise<string> {
    const response = await fetch(site.url + path);
    expect(response.status).toBe(200);
    return response.text();
  }

  async function feed(path: string): Promise<Read> {
    const [read] = await readXml([await textOf(path)]);
    return read!;
  }

  it('is Atom: every feed and entry with what RFC 4287 demands', async () => {
    for (const path of ['/events.atom', '/ar/events.atom', '/events.atom?place=eisenach&free=1']) {
      const read = await feed(path);
      expect(read.attributes['xmlns']).toBe('http://www.w3.org/2005/Atom');
      for (const name of ['id', 'title', 'updated']) expect(child(read, name).text).not.toBe('');
      const entries = entriesOf(read);
      expect(entries.length).toBeGreaterThan(5);
      for (const entry of entries) {
        const names = entry.children.map(({ name }) => name);
        for (const name of ['id', 'title', 'updated', 'author', 'link', 'content']) expect(names).toContain(name);
      }
      expect(new Set(entries.map((entry) => child(entry, 'id').text)).size).toBe(entries.length);
    }
  });

  it('has at most 100 entries, last changed first', async () => {
    const read = await feed('/events.atom');
    const updated = entriesOf(read).map((entry) => child(entry, 'updated').text);
    expect(updated).toEqual(updated.toSorted().reverse());
    expect(updated.length).toBeLessThanOrEqual(100);
    expect(child(read, 'updated').text).toBe(updated[0]);
  });

  it('leads to itself and to the pages that show the same', async () => {
    const read = await feed('/uk/events.atom?language=uk&place=eisenach');
    const links = read.children.filter(({ name }) => name === 'link').map(({ attributes }) => attributes);
    expect(links).toContainEqual({
      rel: 'self',
      type: 'application/atom+xml',
      href: 'http://localhost:4321/uk/events.atom?place=eisenach&language=uk',
    });
    expect(links).toContainEqual({
      rel: 'alternate',
      type: 'text/html',
      hreflang: 'uk',
      href: 'http://localhost:4321/uk/events?place=eisenach&language=uk',
    });
  });

  it('says in the title what is cancelled, and where and when the rest is', async () => {
    const entries = entriesOf(await feed('/events.atom?event=grillduell-an-der-werra&event=laenderreise'));
    const titles = entries.map((entry) => child(entry, 'title').text);
    expect(titles).toContain('Abgesagt: Grillduell an der Werra');
    const moved = entries.find((entry) => !child(entry, 'title').text.startsWith('Abgesagt'))!;
    expect(child(moved, 'content').text).toMatch(/^Anderer Ort: \S+, \d+\. September 2024, .* Uhr, Volkshochschule/);
    expect(child(moved, 'content').text).toContain('Angekündigt war: Nachbarschaftszentrum Eisenach');
    expect(child(moved, 'content').text).toMatch(/http:\/\/localhost:4321\/events\/laenderreise$/);
  });

  it('says which entries are in another language', async () => {
    const read = await feed('/uk/events.atom');
    expect(read.attributes['xml:lang']).toBe('uk');
    const languages = new Set(entriesOf(read).map(({ attributes }) => attributes['xml:lang']));
    expect(languages).toEqual(new Set([undefined, 'de']));
  });

  it('has identifiers that stay when the site moves to another host', async () => {
    const other = await startSite({ SITE_URL: 'https://ikw.example', ALLOWED_HOSTS: '127.0.0.1' });
    const [here, there] = await readXml([
      await textOf('/events.atom'),
      await (await fetch(`${other.url}/events.atom`)).text(),
    ]);
    const ids = (read: Read) => [read, ...entriesOf(read)].map((element) => child(element, 'id').text);
    expect(ids(there!)).toEqual(ids(here!));
    for (const id of ids(here!)) expect(id).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-/);
  });

  it('is a feed without entries where nothing matches', async () => {
    const read = await feed('/events.atom?place=atlantis');
    expect(entriesOf(read)).toEqual([]);
    expect(child(read, 'updated').text).toMatch(/^\d{4}-.*Z$/);
  });

  it('comes as Atom, compressed, named after its filter, without the page number', async () => {
    const { headers } = await fetch(`${site.url}/events.atom?place=eisenach&page=2`);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/atom+xml; charset=utf-8',
      'content-encoding': 'gzip',
      'content-disposition': 'inline; filename="events-eisenach.atom"',
      'access-control-allow-origin': '*',
    });
    const tag = (await fetch(`${site.url}/events.atom?place=eisenach`)).headers.get('etag');
    expect(headers.get('etag')).toBe(tag);
  });

  it('names the field of a malformed filter', async () => {
    const response = await fetch(`${site.url}/events.atom?language=klingon`);
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
    expect(await response.text()).toContain('(language)');
  });

  it('of a moved event is as expected', async () => {
    await expect(await textOf('/events.atom?event=laenderreise')).toMatchFileSnapshot('../expected/laenderreise.atom');
  });
});

test('a withdrawn event is told as cancelled', async () => {
  const app = await temporaryCatalogue();
  await app.apply('test', { kind: 'withdraw', event: 'suppenduell-lutherplatz' });
  const snapshot = await app.catalogue.snapshot();
  const { event } = (await snapshot.event('suppenduell-lutherplatz'))!;
  const feed = eventFeed(snapshot, event, 'https://ikw.example', app.translations.en);
  const text = atomFeed(feed, app.translations.en);
  expect(text).toContain('<title>Cancelled: ');
  expect(text).toContain(`<updated>${event.changedAt}</updated>`);
});

describe('XML', () => {
  test('takes any text and gives it back, but for what XML cannot hold', async () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 100 });
    const texts = [
      ...fc.sample(anyText, 300),
      ...[
        '</title><script>',
        ']]>',
        '&amp;',
        '"><x y="',
        '\u0000\u0008\u000b\ufffe',
        '\ud800',
        'a\r\nb\rc\u2028d',
        '🧵',
      ],
    ];
    const read = await readXml(texts.map((text) => xmlDocument(xml('a', { b: text }, text))));
    for (const [index, { attributes, text, children }] of read.entries()) {
      const expected = plainText(texts[index]!);
      expect(children).toEqual([]);
      expect(text).toBe(expected);
      // Parsers make spaces of line breaks in attributes.
      expect(attributes).toEqual({ b: expected.replaceAll('\n', ' ') });
    }
  });

  test('writes elements that hold elements on lines of their own', () => {
    expect(xmlDocument(xml('a', { b: null, c: '' }, xml('d'), null, xml('e', {}, 'f & ', 'g')))).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<a c="">\n<d/>\n<e>f &amp; g</e>\n</a>\n',
    );
  });
});
