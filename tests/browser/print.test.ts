import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { textIn } from '#src/catalogue/types.ts';
import { LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import { eventPath, path } from '#src/paths/paths.ts';
import { openApp, type App } from '#src/server/app.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const hasPdfReader = spawnSync('pdftotext', ['-v']).error === undefined;
/** A4 in points, and where the margin with the page's number begins. */
const PAPER = { width: 595, textEnd: 796 };

let site: Site;
let app: App;
beforeAll(async () => {
  site = await startSite();
  app = await openApp(settingsWith(site.dataDir));
});
afterAll(() => app.close());

function needPdfReader({ skip }: TestContext): void {
  if (!hasPdfReader && !process.env['CI']) skip('needs pdftotext (Debian: poppler-utils)');
}

/** Prints a page as a visitor does, into a file. */
async function printed(address: string): Promise<string> {
  const page = await visit(site.url + address);
  const file = join(temporaryFolder(), 'page.pdf');
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  return file;
}

/** Letters and digits only: lines break, words are hyphenated, and Arabic letters have forms. */
const lettersOf = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');

const textOf = (file: string, ...options: string[]) =>
  execFileSync('pdftotext', [...options, file, '-'], { encoding: 'utf8' });

/** The same for words and lines whose letters are the same in whatever order: of joined Arabic ones readers change it. */
const bagOf = (text: string) => [...lettersOf(text)].sort().join('');

/** Whether a text is on paper. Of Arabic each word must be there, also where the reader sees a gap in it. */
function isSaid(wanted: string, paper: string): boolean {
  if (lettersOf(paper).includes(lettersOf(wanted))) return true;
  // Where the direction changes, it has no space but a sign for that.
  const words = paper.split(/[\s\u202a-\u202e]+/);
  const known = new Set(words.flatMap((word, position) => [bagOf(word), bagOf(word + (words[position + 1] ?? ''))]));
  return /\p{Script=Arabic}/u.test(wanted) && wanted.split(/\s+/).every((word) => known.has(bagOf(word)));
}

/** The last line of each column of each page. */
function lastLines(file: string): string[] {
  const half = PAPER.width / 2;
  return [0, half].flatMap((x) =>
    textOf(file, '-x', `${Math.round(x)}`, '-y', '0', '-W', `${Math.round(half)}`, '-H', `${PAPER.textEnd}`)
      .split('\f')
      .flatMap((column) => column.split('\n').map(bagOf).filter(Boolean).slice(-1)),
  );
}

async function programme() {
  return (await (await app.catalogue.snapshot()).programme('2024'))!;
}

describe.each(['de', 'ar', 'uk'] as const)('the programme on paper in %s', (language) => {
  it('has the title of every event, and no day’s name alone at the end of a column', async (context) => {
    needPdfReader(context);
    const { events, dates } = await programme();
    const file = await printed(path(language, 'print'));
    const paper = textOf(file);
    const titles = events.map((event) => textIn(event, language).title);
    expect(titles.filter((title) => !isSaid(title, paper))).toEqual([]);

    const days = [...new Set(dates.flatMap(({ occurrence }) => occurrence.days))];
    const headings = days.map((day) => app.translations[language].dates.medium(day));
    expect(headings.filter((heading) => !isSaid(heading, paper))).toEqual([]);
    const last = lastLines(file);
    expect(last.length).toBeGreaterThan(10);
    expect(last.filter((line) => headings.map(bagOf).includes(line))).toEqual([]);
  });
});

it('an event’s page on paper ends with its address, without the way back and what is near', async (context) => {
  needPdfReader(context);
  const text = textOf(await printed(eventPath('de', 'laenderreise')));
  expect(text).toMatch(/\/events\/laenderreise/);
  expect(text).not.toContain('Zum Programm');
  expect(text).not.toContain('in der Nähe');
});

describe.each(LANGUAGES.map(({ code }) => code))('the sheet on the screen in %s', (language: LanguageCode) => {
  it('gives axe nothing to find, light and dark, with and without results, and fits 320 px', async () => {
    for (const query of ['?day=2024-09-26&day=2024-09-27', '?place=atlantis&day=2024-09-26']) {
      const page = await visit(site.url + path(language, 'print', query));
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeFindings(page), `${query} ${colorScheme}`).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    }
  });
});

describe('the button', () => {
  it('prints, and takes the place of the sentence', async () => {
    const page = await visit(`${site.url}/print?place=eisenach`);
    await page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }));
    expect(await page.locator('print-page p').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Drucken' }).click();
    expect(await page.evaluate(() => 'printed' in window)).toBe(true);
  });

  it('is not there without scripts, where the sentence is', async () => {
    const page = await visit(`${site.url}/print?place=eisenach`, { javaScriptEnabled: false });
    expect(await page.locator('print-page button').isVisible()).toBe(false);
    expect(await page.locator('print-page p').isVisible()).toBe(true);
  });
});

it('nothing on paper depends on colours: dark on white in a dark browser, too', async () => {
  const page = await visit(`${site.url}/events`, { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const worn = await page.evaluate(() => {
    const shown = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility());
    return [
      ...new Set(
        shown.map((element) => `${getComputedStyle(element).color} on ${getComputedStyle(element).backgroundColor}`),
      ),
    ];
  });
  expect(worn).toEqual(['rgb(0, 0, 0) on rgba(0, 0, 0, 0)']);
});
