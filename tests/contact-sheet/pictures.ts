import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { LanguageCode } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { beyondTheWindow } from '../fixtures/beyond-the-window.ts';
import { VISITOR } from '../fixtures/chromium.ts';
import type { Faults } from './faults.ts';
import type { Options, Scheme } from './options.ts';
import type { Scene } from './scenes.ts';
import type { Template } from './templates.ts';

/** A picture of a page. */
export interface Picture {
  readonly template: Template;
  readonly language: LanguageCode;
  readonly scheme: Scheme;
  /** Of the window, in CSS pixels. */
  readonly width: number;
  /** From the output folder: `de/map-360-dark.png`. */
  readonly file: string;
  /** The same page as it is printed, with its number of sheets of paper. */
  readonly paper?: { readonly file: string; readonly sheets: number };
}

/** A4 at 96 dots per inch. */
const PAPER_WIDTH = 794;
/** What phones, tablets and laptops of about that width show at once. */
const SCREENS = [
  { upTo: 500, height: 740 },
  { upTo: 1000, height: 1024 },
  { upTo: Infinity, height: 800 },
];
/** The sign-in is for those who are not. */
const SIGNED_OUT = ['desk-sign-in'];

/**
 * Opens a template in one language and takes its pictures in every scheme and width; none where its route is not there.
 * What is wrong with the page goes into `faults`, also where it could not be opened at all.
 */
export async function takePictures(
  browser: Browser,
  scene: Scene,
  { template, language }: { template: Template; language: LanguageCode },
  options: Options,
  faults: Faults,
): Promise<Picture[]> {
  const where = `${template.name} ${language}`;
  const isSignedIn = scene.storageState !== undefined && !SIGNED_OUT.includes(template.name);
  const context = await browser.newContext({
    ...VISITOR,
    ...(isSignedIn ? { storageState: scene.storageState } : {}),
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    faults.watch(page, where, template.mayBeMissing ? [404] : (template.statuses ?? []));
    await mkdir(join(options.output, language), { recursive: true });
    const pictures: Picture[] = [];
    for (const { width, schemes } of windowsFor(options)) {
      await page.setViewportSize({ width, height: SCREENS.find(({ upTo }) => width <= upTo)!.height });
      // Maps and the like fit themselves into the window once. What was typed and sent stays as it is.
      const isToBeOpened = pictures.length === 0 || template.steps === undefined;
      if (isToBeOpened && !(await open(page, scene, template, language, faults))) return [];
      for (const scheme of schemes) {
        const file = `${language}/${template.name}-${width}-${scheme}.png`;
        await writeFile(join(options.output, file), await photographed(page, scheme, options.isFull));
        if (scheme !== 'print') await noticeWidth(page, where, width, faults);
        const paper = scheme === 'print' ? await printed(page, options.output, file) : undefined;
        pictures.push({ template, language, scheme, width, file, ...(paper ? { paper } : {}) });
      }
    }
    return pictures;
  } catch (error) {
    faults.add(where, `could not be opened: ${(error as Error).message.split('\n')[0]}`);
    return [];
  } finally {
    await context.close();
  }
}

async function noticeWidth(page: Page, where: string, width: number, faults: Faults): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (excess > 0) faults.add(where, `is ${excess} px wider than a window of ${width}`);
  for (const cut of await page.evaluate(beyondTheWindow)) faults.add(where, `at ${width} px is cut off: ${cut}`);
}

function windowsFor({ widths, schemes }: Options): { width: number; schemes: readonly Scheme[] }[] {
  const onScreens = schemes.filter((scheme) => scheme !== 'print');
  return [
    ...(onScreens.length > 0 ? widths.map((width) => ({ width, schemes: onScreens })) : []),
    ...(schemes.includes('print') ? [{ width: PAPER_WIDTH, schemes: ['print'] as const }] : []),
  ];
}

/** @returns whether there is such a page */
async function open(
  page: Page,
  { url, addresses, mails }: Scene,
  { name, page: named, statuses = [200], mayBeMissing, steps }: Template,
  language: LanguageCode,
  faults: Faults,
): Promise<boolean> {
  const where = `${name} ${language}`;
  const mail = mails.get(where);
  if (mail !== undefined) {
    await page.setContent(mail);
    return true;
  }
  const address = named === undefined ? addresses.get(where) : path(language, named);
  if (address === undefined) throw new Error('nothing in the scene has its name');
  const answer = await page.goto(url + address);
  const status = answer?.status() ?? 0;
  if (mayBeMissing && status === 404) return false;
  if (!statuses.includes(status)) faults.add(where, `${address} answers ${status}`);
  await steps?.(page);
  await page.evaluate(async () => {
    // Whole pages hold pictures that nobody has scrolled to.
    for (const image of document.images) image.loading = 'eager';
    await Promise.allSettled([...document.images].map((image) => image.decode()));
    await document.fonts.ready;
  });
  return true;
}

async function photographed(page: Page, scheme: Scheme, isFull: boolean): Promise<Buffer> {
  const isPrint = scheme === 'print';
  await page.emulateMedia({ media: isPrint ? 'print' : 'screen', colorScheme: scheme === 'dark' ? 'dark' : 'light' });
  await page.evaluate(() => window.scrollTo(0, 0));
  return page.screenshot({ fullPage: isFull || isPrint, animations: 'disabled' });
}

async function printed(page: Page, output: string, picture: string): Promise<{ file: string; sheets: number }> {
  const file = picture.replace(/png$/, 'pdf');
  const pdf = await page.pdf({
    path: join(output, file),
    format: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
  });
  return { file, sheets: pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0 };
}
