import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventValues } from '#src/changes/event-values.ts';
import { plainText } from '#src/feeds/calendar-lines.ts';
import { openApp } from '#src/server/app.ts';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { catalogue } from '../fixtures/command-line.ts';
import { date, submitted, TANDEM } from '../fixtures/event-values.ts';
import { HOSTILE_STRINGS } from '../fixtures/hostile-strings.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { done, published } from '../fixtures/submissions.ts';

/** Each of them in every text that an organiser may write: 500 events in one published programme. */
let site: Site;
const slugs: string[] = [];

beforeAll(async () => {
  const dataDir = await demonstrationFolder(afterAll);
  const app = await openApp(settingsWith(dataDir));
  for (const [at, text] of HOSTILE_STRINGS.entries()) {
    slugs.push((await published(app, hostile(text), at + 2)).slug);
  }
  // One that waits, and one that waits to be corrected: for the command line.
  const { id } = await done(app, submitted(hostile(ALL), 1000, { note: ALL }));
  await done(app, { kind: 'confirm-submission', submission: id! });
  const open = await published(app, TANDEM, 1001);
  await done(app, { kind: 'correct', submission: open.id, formKey: ALL, values: hostile(ALL) });
  await app.close();
  site = await startSite({ DATA_DIR: dataDir });
});

const ALL = HOSTILE_STRINGS.filter((text) => text.length < 60).join(' ');

function hostile(text: string): EventValues {
  const words = { title: text, summary: text, description: text, easy: text, participation: text };
  const venue = { name: text, street: text, postcode: '36404', place: 'vacha' };
  return {
    ...TANDEM,
    texts: { de: words, ar: words },
    organisers: [{ name: text }],
    dates: [date('2024-09-24T17:00', '2024-09-24T19:00', { venue })],
    registration: { kind: 'required', until: null, email: null, phone: text, url: null },
    funding: text,
    picture: { hash: 'abcdefghijklmnopqrstuv', width: 800, height: 600, alt: text, credit: text, licence: 'cc-by' },
  };
}

/** What the catalogue gives back: halves of surrogate pairs are no text. */
const stored = (text: string) => text.toWellFormed();
/** What stands in a cell: see `csvTable`. */
const inCell = (text: string) => plainText(text).trim();

async function get(path: string): Promise<string> {
  const response = await fetch(site.url + path);
  const body = await response.text();
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return body;
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Of a script. */
  readonly content: string;
}

const TOKEN =
  /<!doctype html>|<!--[^<>]*-->|<\/[a-z][a-z0-9-]*>|<([a-z][a-z0-9-]*)((?:\s+[a-z][\w:-]*(?:="[^"]*")?)*)\s*\/?>|[^<]+/iy;

/** The tags of a page, read as strictly as our own pages are written: whatever else begins with `<` is a breach. */
function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < html.length;) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(html);
    if (!token) throw new Error(`No tag of ours: ${html.slice(at, at + 120)}`);
    const [, name, attributes = ''] = token;
    if (name === undefined) continue;
    // As browsers do: such an element goes on until its end tag, whatever comes before.
    const begin = TOKEN.lastIndex;
    const end = /^(?:script|style)$/.test(name) ? html.indexOf(`</${name}`, begin) : begin;
    TOKEN.lastIndex = end;
    const pairs = [...attributes.matchAll(/\s([a-z][\w:-]*)(?:="([^"]*)")?/gi)];
    const content = html.slice(begin, end);
    tags.push({ name, content, attributes: new Map(pairs.map(([, attribute, value = '']) => [attribute!, value])) });
  }
  return tags;
}

/** Nothing in a page does anything that we have not written. */
function expectInert(html: string): void {
  for (const { name, attributes, content } of tagsOf(html)) {
    expect(name).not.toMatch(/^(?:iframe|base|object|embed|noscript)$/);
    // The one of ours: a venue's address, to be copied.
    if (name === 'textarea') expect(attributes.get('id')).toBe('address');
    if (name === 'meta') expect([...attributes.keys()]).not.toContain('http-equiv');
    if (name === 'script') {
      expect(attributes.get('src') ?? '/_astro/').toMatch(/^\/_astro\//);
      if (attributes.get('type')?.includes('json')) JSON.parse(content);
      else expect(content).not.toContain('alert(1)');
    }
    for (const [attribute, value] of attributes) {
      expect(attribute).not.toMatch(/^on|^style$|^srcdoc$/);
      if (/^(?:href|src|action)$/.test(attribute))
        expect(value).toMatch(/^(?:[/#?]|https?:|mailto:|tel:|geo:|webcal:)/);
    }
  }
}

test('event pages, in both languages, hold them as text', async () => {
  for (const [at, slug] of slugs.entries()) {
    // Every one in German; the same texts in Arabic now and then.
    for (const prefix of at % 10 === 0 ? ['', '/ar'] : ['']) {
      const html = await get(`${prefix}/events/${slug}`);
      expectInert(html);
      const [, json] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)!;
      expect((JSON.parse(json!) as { name: string }).name).toBe(stored(HOSTILE_STRINGS[at]!));
    }
  }
});

test('programme, map and their lists hold them as text', async () => {
  const surfaces = ['/events?day=2024-09-24', '/map', '/ar/events?place=vacha', '/places/vacha', '/days/2024-09-24'];
  const { organiser, venue } = { organiser: '/organisers/', venue: '/venues/' };
  const own = (await get(`/events/${slugs[20]}`)).match(/\/(?:organisers|venues)\/[^"]+/g)!;
  expect(own.some((path) => path.startsWith(organiser)) && own.some((path) => path.startsWith(venue))).toBe(true);
  for (const path of [...surfaces, ...new Set(own)]) expectInert(await get(path));
});

test('a calendar program reads each as it is, cleaned of what is no text', async () => {
  const text = await get('/events.ics');
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const calendar = new ICAL.Component(ICAL.parse(text) as never[]);
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  const summaries = new Map(events.map((event) => [event.component.getFirstPropertyValue('url') as string, event]));
  for (const [at, slug] of slugs.entries()) {
    const event = summaries.get(`http://localhost:4321/events/${slug}`)!;
    const expected = plainText(HOSTILE_STRINGS[at]!);
    expect(event.summary).toBe(expected);
    expect(event.description).toContain(expected);
    expect(event.location.startsWith(expected)).toBe(true);
  }
  expect(text).not.toMatch(/^(?:ATTACH|UID:evil)/m);
});

test('JSON, CSV and Atom hold each as it is', async () => {
  const json = JSON.parse(await get('/events.json')) as { events: { slug: string; text: Record<string, string> }[] };
  const bySlug = new Map(json.events.map((event) => [event.slug, event]));
  const rows = parse<Record<string, string>>(await get('/events.csv'), { columns: true, bom: true });
  const rowOf = new Map(rows.map((row) => [row['event'], row]));
  for (const [at, slug] of slugs.entries()) {
    const text = stored(HOSTILE_STRINGS[at]!);
    expect(bySlug.get(slug)!.text['title']).toBe(text);
    const row = rowOf.get(slug)!;
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    expect(row['title']!.replace(/^'/, '')).toBe(inCell(HOSTILE_STRINGS[at]!).replace(/^'/, ''));
  }
  const atom = await get('/events.atom');
  expect(atom).not.toMatch(/<(?:script|img|svg|iframe)|<!\[CDATA|[^\P{Cc}\n\t]|[\ufffe\uffff]/u);
});

test('the command line shows none of them to the terminal', async () => {
  const commands = [
    ['list'],
    ['pending'],
    ['revisions'],
    ['log', '--limit', '2000'],
    ['revisions', '--json'],
    ['show', slugs[40]!],
    ['show', slugs.at(-1)!, '--contact'],
  ];
  for (const args of commands) {
    const { code, stdout, stderr } = await catalogue(site.dataDir, ...args);
    expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
    expect(stdout.length).toBeGreaterThan(200);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  }
});
