import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { plainText } from '#src/feeds/calendar-lines.ts';
import { csvTable } from '#src/feeds/csv-feed.ts';
import { startSite, type Site } from '../fixtures/site.ts';

type Row = Record<string, string>;

/** Any line end that is not quoted ends a row: spreadsheets take each of them for one. */
const READING = { bom: true, record_delimiter: ['\r\n', '\n', '\r'] };

const readTable = (text: string) => parse(text, READING);

describe('the table of a site', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });

  async function textOf(path: string): Promise<string> {
    const response = await fetch(site.url + path);
    expect(response.status).toBe(200);
    // As bytes: text() would take the mark at the beginning away.
    return Buffer.from(await response.arrayBuffer()).toString();
  }

  async function rowsOf(path: string): Promise<Row[]> {
    return parse<Row>(await textOf(path), { ...READING, columns: true });
  }

  it('begins with the mark of UTF-8 and a header, and ends its lines with CRLF', async () => {
    const text = await textOf('/events.csv');
    expect(text.startsWith('\ufeffuid,status,start_day,start_time,')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it('has one row for each date, in the order of the JSON feed', async () => {
    const { events } = (await (await fetch(`${site.url}/events.json`)).json()) as {
      events: { dates: { uid: string }[] }[];
    };
    const uids = events.flatMap(({ dates }) => dates.map(({ uid }) => uid));
    expect((await rowsOf('/events.csv')).map(({ uid }) => uid)).toEqual(uids);
  });

  it('tells days and times apart, of whole days the last one', async () => {
    const [night] = await rowsOf('/events.csv?event=tanznacht-hoerselberghalle');
    expect(night).toMatchObject({
      start_day: '2024-09-28',
      start_time: '20:00',
      end_day: '2024-09-29',
      end_time: '01:30',
      start_utc: '2024-09-28T18:00:00Z',
      all_day: 'false',
    });
    const [exhibition] = await rowsOf('/events.csv?event=ausstellung-angekommen');
    expect(exhibition).toMatchObject({ start_time: '', end_day: '2024-09-29', end_time: '', all_day: 'true' });
  });

  it('is written in the language of the path', async () => {
    const [row] = await rowsOf('/uk/events.csv?event=laenderreise');
    expect(row).toMatchObject({ text_language: 'uk', url: 'http://localhost:4321/uk/events/laenderreise' });
    expect(row!['languages']).toMatch(/українська/i);
  });

  it('has its header where nothing matches', async () => {
    const [header, ...rows] = readTable(await textOf('/events.csv?place=atlantis'));
    expect(header).toContain('changed_at');
    expect(rows).toEqual([]);
  });

  it('holds nothing that a spreadsheet would calculate', async () => {
    const rows = await rowsOf('/events.csv');
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it('comes as a table with a header, compressed, named after its filter, without the page number', async () => {
    const { headers } = await fetch(`${site.url}/events.csv?place=eisenach&language=uk&page=9`);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-encoding': 'gzip',
      'content-disposition': 'inline; filename="events-eisenach-uk.csv"',
      'access-control-allow-origin': '*',
    });
    const tag = (await fetch(`${site.url}/events.csv?language=uk&place=eisenach`)).headers.get('etag');
    expect(headers.get('etag')).toBe(tag);
  });

  it('names the field of a malformed filter', async () => {
    const response = await fetch(`${site.url}/events.csv?day=tomorrow`);
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
    expect(await response.text()).toContain('(day)');
  });

  it('of a moved event is as expected', async () => {
    await expect(await textOf('/events.csv?event=laenderreise')).toMatchFileSnapshot('../expected/laenderreise.csv');
  });
});

describe('a table', () => {
  test.each([
    ['quotes', 'the "Wartburg"', '"the ""Wartburg"""'],
    ['commas', 'soup, bread', '"soup, bread"'],
    ['line breaks', 'one\ntwo', '"one\ntwo"'],
    ['line breaks of other systems', 'one\r\ntwo\rthree', '"one\ntwo\nthree"'],
    ['a formula', '=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
    ['a formula behind white space', ' \t\n=1+1', "'=1+1"],
    ['a formula in wide characters', '＝1', "'＝1"],
    ['other beginnings of formulas', '@SUM(1)', "'@SUM(1)"],
    ['a telephone number', '+49 3695 61', "'+49 3695 61"],
    ['control characters', 'a\u0000b\u001b', 'ab'],
    ['a negative number', -1.5, '-1.5'],
    ['nothing', null, ''],
  ])('with %s', (_, cell, written) => {
    expect(csvTable(['a', 'b'], [[cell, 'x']])).toBe(`\ufeffa,b\r\n${written},x\r\n`);
  });

  test('gives any text back, but for an apostrophe before what could be a formula', () => {
    const anyRows = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })));
    fc.assert(
      fc.property(anyRows, (rows) => {
        const [header, ...read] = readTable(csvTable(['first', 'second'], rows));
        expect(header).toEqual(['first', 'second']);
        expect(read).toEqual(rows.map((row) => row.map((cell) => defused(plainText(cell).trim()))));
        expect(read.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
      }),
    );
  });
});

const defused = (cell: string) => (/^[=+\-@＝＋－＠]/.test(cell) ? `'${cell}` : cell);
