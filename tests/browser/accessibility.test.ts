import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { alfaFindings } from '../fixtures/alfa.ts';
import { beyondTheWindow } from '../fixtures/beyond-the-window.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { KINDS_OF_PAGES } from '../fixtures/public-pages.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

/** Those whose layout has most to lose. */
const THREE_PAGES = ['events', 'events/laenderreise', 'submit'];
const SCREENS = [360, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ viewport: { width, height: 800 }, colorScheme })),
);

describe.each(LANGUAGES.map(({ code }) => code))('in %s', (language) => {
  it.each(THREE_PAGES)('axe and Alfa find nothing on /%s at both widths, light and dark', async (page) => {
    const opened = await visit(site.url + path(language, page));
    for (const { viewport, colorScheme } of SCREENS) {
      await opened.setViewportSize(viewport);
      await opened.emulateMedia({ colorScheme });
      const screen = `${viewport.width} ${colorScheme}`;
      expect(await axeFindings(opened), screen).toEqual([]);
      expect(await alfaFindings(opened), screen).toEqual([]);
    }
  });

  it('axe finds nothing where nothing matches, where a value is malformed, and where there is no page', async () => {
    for (const [query, status] of [
      ['events?place=atlantis&q=tanz', 200],
      ['events?day=2024-13-99', 400],
      ['nowhere', 404],
    ] as const) {
      const [page = '', search] = query.split('?');
      const address = path(language, page, search === undefined ? '' : `?${search}`);
      const opened = await visit(site.url + address, { expectedFailures: [status] });
      expect(await axeFindings(opened), query).toEqual([]);
      await opened.close();
    }
  });
});

it.each(KINDS_OF_PAGES)('axe finds nothing on /%s at both widths, light and dark', async (page) => {
  const opened = await visit(site.url + path('de', page));
  for (const { viewport, colorScheme } of SCREENS) {
    await opened.setViewportSize(viewport);
    await opened.emulateMedia({ colorScheme });
    expect(await axeFindings(opened), `${viewport.width} ${colorScheme}`).toEqual([]);
  }
});

it('axe finds nothing with the language menu open, another language offered, and mistakes in the form for barriers', async () => {
  const opened = await visit(`${site.url}/ar/events/laenderreise`, { locale: 'uk-UA', expectedFailures: [422] });
  await opened.locator('language-offer a').waitFor();
  await opened.locator('.language-switch > summary').click();
  for (const width of [360, 1280]) {
    await opened.setViewportSize({ width, height: 800 });
    expect(await axeFindings(opened), String(width)).toEqual([]);
  }
  await opened.goto(`${site.url}/ar/accessibility/feedback`);
  await opened.locator('form.form button').click();
  await opened.locator('[data-error-summary]').waitFor();
  expect(await axeFindings(opened)).toEqual([]);
});

it('no event page scrolls sideways at 320 px, nor at 360 px with text twice as large (WCAG 1.4.10, 1.4.4)', async () => {
  const opened = await visit(`${site.url}/events`);
  const slugs = await opened
    .locator('.entry-title a')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')!))]);
  expect(slugs.length).toBeGreaterThan(64);
  const wide: string[] = [];
  for (const address of slugs.flatMap((slug) => [slug, `/ar${slug}`])) {
    await opened.setViewportSize({ width: 320, height: 640 });
    await opened.goto(site.url + address);
    const overflows = () => opened.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    if (await overflows()) wide.push(`${address} at 320`);
    await opened.setViewportSize({ width: 360, height: 640 });
    await opened.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('html { font-size: 200% }');
      document.adoptedStyleSheets = [sheet];
    });
    if (await overflows()) wide.push(`${address} at 200 %`);
  }
  expect(wide).toEqual([]);
});

it.each(KINDS_OF_PAGES)('nothing is cut off or scrolls sideways at 320 px on /%s', async (page) => {
  for (const { code } of LANGUAGES) {
    const opened = await visit(site.url + path(code, page), { viewport: { width: 320, height: 640 } });
    expect(await opened.evaluate(() => document.documentElement.scrollWidth), code).toBe(320);
    // What the page clips at its edge makes nothing scroll.
    expect(await opened.evaluate(beyondTheWindow), code).toEqual([]);
  }
});

it('every interactive element of the programme is at least 24 px in size (WCAG 2.5.8)', async () => {
  const opened = await visit(`${site.url}/events`, { viewport: { width: 360, height: 800 } });
  await opened.locator('.filter-panel > summary').click();
  const small = await opened.evaluate(() =>
    // A title's link covers its whole entry; a label without a box inside is no target.
    [
      ...document.querySelectorAll(
        'main a:not(.entry-title a), main button, main summary, main label:has(input), main [type=search]',
      ),
    ]
      .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent?.trim() ?? '' }))
      .filter(({ box }) => box.width > 1 && box.height > 0 && (box.height < 24 || box.width < 24))
      .map(({ text }) => text),
  );
  expect(small).toEqual([]);
});
