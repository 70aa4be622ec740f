import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textIn } from '#src/catalogue/types.ts';
import type { EventDate } from '#src/catalogue/programme.ts';
import { readFilter } from '#src/catalogue/former-slugs.ts';
import { LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { openApp, type App } from '#src/server/app.ts';
import { toLocal } from '#src/time/festival-time.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
let app: App;
beforeAll(async () => {
  site = await startSite();
  app = await openApp(settingsWith(site.dataDir));
});
afterAll(() => app.close());

async function get(address: string, init?: RequestInit): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(site.url + address, init);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function datesOf(query: string): Promise<readonly EventDate[]> {
  const snapshot = await app.catalogue.snapshot();
  const { filter } = readFilter(snapshot, new URLSearchParams(query));
  return (await snapshot.programme('2024'))!.select(filter).dates;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
};

/** The words of a piece of HTML, with single spaces. */
const wordsOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&[^;]+;/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();

const entriesIn = (page: string) =>
  page
    .split('<li class="printed-entry')
    .slice(1)
    .map((html) => ({ slug: /\/events\/([a-z0-9-]+)"/.exec(html)?.[1], words: wordsOf(html) }));

describe.each(['', '?place=eisenach&language=uk', '?day=2024-09-25', '?free=1&access=step-free'])(
  'the printed programme of "%s"',
  (query) => {
    it.each(LANGUAGES.map(({ code }) => code))(
      'has every date once with time, title, summary, venue and organisers, in %s',
      async (language) => {
        const dates = await datesOf(query);
        const { status, text } = await get(path(language, 'print', query));
        const entries = entriesIn(text);
        expect(status).toBe(200);
        expect(dates.length).toBeGreaterThan(0);
        expect(entries.map(({ slug }) => slug).sort()).toEqual(dates.map(({ event }) => event.slug).sort());
        for (const date of dates) {
          const found = entries.some(({ slug, words }) => slug === date.event.slug && says(words, date, language));
          expect(found, `${date.event.slug} of ${date.occurrence.start}`).toBe(true);
        }
      },
    );
  },
);

function says(words: string, { event, occurrence }: EventDate, language: LanguageCode): boolean {
  const { title, summary } = textIn(event, language);
  const { venue, start, allDay } = occurrence;
  return [
    ...[title, summary].map((text) => text.replace(/\s+/g, ' ')),
    ...(allDay ? [] : [start.slice(11)]),
    ...(venue ? [venue.name, venue.street ?? '', `${venue.postcode} ${venue.place.name}`] : []),
    ...event.organisers.flatMap(({ name, phone }) => [name, phone ?? '']),
    ...(event.registration.kind === 'none' ? [] : [event.registration.phone ?? '', event.registration.email ?? '']),
  ].every((part) => words.includes(part));
}

describe('the sheet', () => {
  it('says the title, the motto, the filter in words, and when the catalogue was changed last', async () => {
    const { text } = await get('/print?place=eisenach&language=uk');
    const snapshot = await app.catalogue.snapshot();
    const head = wordsOf(/<header class="sheet-head.*?<\/header>/s.exec(text)![0]);
    expect(head).toContain('Interkulturelle Woche im Wartburgkreis 2024');
    expect(head).toContain('Neue Räume');
    expect(head).toContain('Eisenach, Ukrainisch');
    expect(head).toContain(app.translations.de.dates.date(toLocal(snapshot.changedAt).slice(0, 10)));
  });

  it('bears its own address, as a code and written out', async () => {
    const { text } = await get('/ar/print?language=uk&place=eisenach');
    const head = /<header class="sheet-head.*?<\/header>/s.exec(text)![0];
    expect(head).toContain('class="qr-code"');
    expect(wordsOf(head)).toContain('/ar/print?place=eisenach&language=uk');
  });

  it('has days that are over, and is never parted into pages', async () => {
    const { text } = await get('/print');
    expect(text).toContain('id="day-2024-08-28"');
    expect(text).not.toMatch(/<details(?! class="language-switch")|class="pagination/);
    expect((await get('/print?page=2')).text).toBe(text);
  });

  it('tells of an exhibition once, with its span, and names it on its other days', async () => {
    const { text } = await get('/print');
    const told = entriesIn(text).filter(({ slug }) => slug === 'ausstellung-angekommen');
    expect(told).toHaveLength(1);
    expect(told[0]!.words).toContain('16.–29. September 2024');
    const named = [...text.matchAll(/class="printed-ongoing.*?<\/div>/gs)].filter(([block]) =>
      block.includes('Angekommen'),
    );
    expect(named.length).toBeGreaterThan(5);
  });

  it('tells in full of what runs on, where its first day was not asked for', async () => {
    const { text } = await get('/print?day=2024-09-25&day=2024-09-26');
    expect(entriesIn(text).filter(({ slug }) => slug === 'ausstellung-angekommen')).toHaveLength(1);
    expect(text.match(/class="printed-ongoing/g)).toHaveLength(1);
  });

  it('says in words what was cancelled, postponed and moved, and what was announced before', async () => {
    const events = ['grillduell-an-der-werra', 'sternenspaziergang-ruhla', 'laenderreise'];
    const { text } = await get(`/print?${events.map((slug) => `event=${slug}`).join('&')}`);
    const words = new Map(entriesIn(text).map((entry) => [entry.slug, entry.words]));
    expect(words.get(events[0])).toContain('Abgesagt');
    expect(words.get(events[1])).toMatch(/Verschoben.*Angekündigt war: /);
    expect(words.get(events[2])).toMatch(/Anderer Ort.*Angekündigt war: /);
  });

  it('needs no script: a sentence says how to print, and the button is hidden', async () => {
    const { text } = await get('/print');
    expect(wordsOf(/<print-page.*?<\/print-page>/s.exec(text)![0])).toContain('Öffnen Sie das Menü Ihres Browsers');
    expect(text).toMatch(/<print-page[^>]*>\s*<button type="button" hidden/);
  });

  it('offers a way out where nothing matches', async () => {
    const { status, text } = await get('/print?place=atlantis&day=2024-09-26');
    expect(status).toBe(200);
    expect(entriesIn(text)).toEqual([]);
    expect(text).toContain('href="/print?day=2024-09-26"');
    expect(text).not.toContain('<print-page');
  });
});

describe('the address of the printed programme', () => {
  it('is a 400 that names the field where the filter cannot be meant, and shows what the rest finds', async () => {
    const { status, text } = await get('/print?day=2024-13-99&place=eisenach');
    expect(status).toBe(400);
    expect(wordsOf(text)).toMatch(/Tag: „.?2024-13-99.?“ ist kein Tag/);
    expect(entriesIn(text).length).toBe((await datesOf('?place=eisenach')).length);
  });

  it('is kept under one address, answers HEAD, and 304 to whoever has it', async () => {
    const { headers, text } = await get('/uk/print?utm_source=mail&language=uk&place=eisenach');
    const { renders } = await site.counters();
    expect((await get('/uk/print?place=eisenach&language=uk')).text).toBe(text);
    const head = await get('/uk/print?place=eisenach&language=uk', { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
    const again = await get('/uk/print?place=eisenach&language=uk', {
      headers: { 'if-none-match': headers.get('etag')! },
    });
    expect(again.status).toBe(304);
    expect((await site.counters()).renders).toBe(renders);
  });

  it('leads search engines to the programme, and readers to other languages of the sheet', async () => {
    const { text } = await get('/uk/print?place=eisenach');
    expect(text).toMatch(/<link rel="canonical" href="[^"]+\/uk\/events\?place=eisenach"/);
    expect(text).toMatch(/<a[^>]+href="\/ar\/print\?place=eisenach"/);
    expect((await get('/sitemap.xml')).text).not.toContain('/print');
  });

  it.each(['/events?place=eisenach', '/places/eisenach'])('is linked from %s with the same filter', async (page) => {
    expect((await get(page)).text).toContain('href="/print?place=eisenach"');
  });
});
