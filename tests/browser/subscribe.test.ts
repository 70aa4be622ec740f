import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

const address = (page: Page) => page.locator('copy-address textarea').inputValue();
const webcal = (page: Page) => page.locator('a[href^="webcal:"]').getAttribute('href');
const count = async (page: Page) => Number((await page.locator('[data-event-count]').textContent())!.match(/\d+/)![0]);

describe('subscribing without scripts', () => {
  const options = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };

  it('is a form that leads to the calendar of what was chosen', async () => {
    const page = await visit(`${site.url}/uk/subscribe`, options);
    const all = await count(page);
    await page.locator('[name=day][value="2024-09-27"]').check();
    await page.locator('.filter-go').click();
    await page.waitForURL('**/uk/subscribe?*');
    expect(await count(page)).toBeLessThan(all);
    expect(await address(page)).toMatch(/\/uk\/events\.ics\?day=2024-09-27$/);
    expect(await webcal(page)).toMatch(/^webcal:.*\/uk\/events\.ics\?day=2024-09-27$/);
  });

  it('shows the address to be copied by hand, and no button that would do nothing', async () => {
    const page = await visit(`${site.url}/subscribe`, options);
    const field = page.getByLabel('Adresse des Kalenders');
    expect(await field.isVisible()).toBe(true);
    expect(await field.isEditable()).toBe(false);
    expect(await page.locator('copy-address button').isVisible()).toBe(false);
  });

  it('downloads the file that will not change', async () => {
    const page = await visit(`${site.url}/subscribe?place=eisenach`, options);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Datei herunterladen' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.ics$/);
    expect(new URL(download.url()).search).toBe('?place=eisenach');
  });
});

describe('subscribing with scripts', () => {
  const options = { viewport: { width: 1280, height: 900 } };

  it('changes the addresses in place with the filter, forward and back', async () => {
    const page = await visit(`${site.url}/subscribe`, options);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    const code = () => page.locator('.qr-code path').getAttribute('d');
    const before = await code();
    await page.locator('[name=day][value="2024-09-27"]').check();
    await page.waitForURL('**/subscribe?day=2024-09-27');
    await expect.poll(() => address(page)).toMatch(/\/events\.ics\?day=2024-09-27$/);
    expect(await webcal(page)).toMatch(/\/events\.ics\?day=2024-09-27$/);
    expect(await code()).not.toBe(before);
    expect(await page.locator('.subscription-name').textContent()).toContain('27. Sept.');
    await page.goBack();
    await expect.poll(() => address(page)).toMatch(/\/events\.ics$/);
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  });

  it('takes a filter away by its chip and stays on the page', async () => {
    const page = await visit(`${site.url}/subscribe?day=2024-09-27&language=uk`, options);
    await page.getByRole('link', { name: /Filter entfernen: Ukrainisch/ }).click();
    await page.waitForURL('**/subscribe?day=2024-09-27');
    await expect.poll(() => address(page)).toMatch(/\/events\.ics\?day=2024-09-27$/);
  });

  it('copies the address and says so, by keyboard and after the filter was changed, too', async () => {
    const page = await visit(`${site.url}/subscribe`, {
      ...options,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    const button = page.getByRole('button', { name: 'Adresse kopieren' });
    await button.click();
    await expect.poll(() => page.locator('copy-address [role=status]').textContent()).toBe('Adresse kopiert');
    expect(await copied()).toBe(await address(page));
    await page.locator('[name=day][value="2024-09-27"]').check();
    await expect.poll(() => address(page)).toMatch(/\?day=2024-09-27$/);
    await page.locator('copy-address textarea').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(copied).toMatch(/\/events\.ics\?day=2024-09-27$/);
  });

  it('marks the address where the browser does not let it be copied', async () => {
    const page = await visit(`${site.url}/subscribe`, options);
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.getByRole('button', { name: 'Adresse kopieren' }).click();
    await expect.poll(() => page.locator('copy-address [role=status]').textContent()).toContain('von Hand');
    const marked = await page
      .locator('copy-address textarea')
      .evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd));
    expect(marked).toBe(await address(page));
  });
});

describe.each(LANGUAGES.map(({ code }) => code))('the subscribe page in %s', (language) => {
  it('gives axe nothing to find, at both widths, light and dark, with and without results', async () => {
    for (const query of ['', '?place=atlantis&day=2024-09-26']) {
      const page = await visit(site.url + path(language, 'subscribe', query));
      for (const width of [360, 1280]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme });
          expect(await axeFindings(page), `${query} ${width} ${colorScheme}`).toEqual([]);
        }
      }
    }
  });

  it('does not scroll sideways at 320 px, and its ways fit at 360 px with text twice as large', async () => {
    const page = await visit(site.url + path(language, 'subscribe', '?place=eisenach&language=uk'), {
      viewport: { width: 320, height: 640 },
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.setViewportSize({ width: 360, height: 640 });
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('html { font-size: 200% }');
      document.adoptedStyleSheets = [sheet];
    });
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('.results *')]
        .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent.trim() }))
        .filter(({ box }) => box.width > 1 && (box.left < 0 || box.right > innerWidth))
        .map(({ text }) => text),
    );
    expect(wide).toEqual([]);
  });
});

it('every interactive element is at least 24 px in size (WCAG 2.5.8)', async () => {
  const page = await visit(`${site.url}/subscribe?place=eisenach&language=uk`, {
    viewport: { width: 360, height: 800 },
  });
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('.results a, .results button, .results input')]
      .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent.trim() }))
      .filter(({ box }) => box.height < 24 || box.width < 24)
      .map(({ text }) => text),
  );
  expect(small).toEqual([]);
});

it('prints the ways without the form', async () => {
  const page = await visit(`${site.url}/subscribe`);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('form.filter').isVisible()).toBe(false);
  expect(await page.locator('.qr-code').isVisible()).toBe(true);
});
