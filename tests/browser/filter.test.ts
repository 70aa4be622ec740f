import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { visit } from '../fixtures/browser.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

const titles = (page: Page) => page.locator('.entry-title').allTextContents();
const count = async (page: Page) => Number((await page.locator('[data-event-count]').textContent())!.match(/\d+/)![0]);
const offeredBy = async (page: Page, choice: string) =>
  Number(await page.locator(`[data-count="${choice}"] > [aria-hidden]`).textContent());
const openFacet = async (page: Page, name: string) => page.locator(`#facet-${name} > summary`).click();

describe('the filter without scripts', () => {
  const options = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } };

  it('is a form that finds events by day and place, and says how many each choice would show', async () => {
    const page = await visit(`${site.url}/events`, options);
    await page.locator('.filter-panel > summary').click();
    await page.locator('[name=day][value="2024-09-26"]').check();
    await openFacet(page, 'place');
    await page.locator('[name=place][value="eisenach"]').check();
    await page.locator('.filter-actions button').click();
    const url = new URL(page.url());
    expect(url.searchParams.get('day')).toBe('2024-09-26');
    expect(url.searchParams.get('place')).toBe('eisenach');
    expect(await count(page)).toBeGreaterThan(0);
    expect(await page.locator('.agenda-heading').allTextContents()).toEqual([expect.stringContaining('26. September')]);
    const offered = await offeredBy(page, 'place=eisenach');
    expect(offered).toBe(await count(page));
  });

  it('shows as many events as the count beside a choice promised', async () => {
    const page = await visit(`${site.url}/events?language=uk`, options);
    const promised = await offeredBy(page, 'category=food');
    await page.goto(`${site.url}/events?language=uk&category=food`);
    expect(await count(page)).toBe(promised);
  });

  it('says that nothing matches and leads to the nearest wider filters', async () => {
    const page = await visit(`${site.url}/events?day=2024-09-26&place=atlantis`, options);
    expect(await count(page)).toBe(0);
    await page.getByRole('link', { name: /ohne „atlantis“/ }).click();
    expect(new URL(page.url()).search).toBe('?day=2024-09-26');
    expect(await count(page)).toBeGreaterThan(0);
  });

  it('has a button in sight for the days', async () => {
    const page = await visit(`${site.url}/events`, options);
    await page.locator('[name=day][value="2024-09-26"]').check();
    await page.locator('.filter-go').click();
    expect(new URL(page.url()).search).toContain('day=2024-09-26');
    expect(await page.locator('.agenda-heading').count()).toBe(1);
  });

  it('leaves the programme on the first screen of a phone', async () => {
    const page = await visit(`${site.url}/events`, options);
    const box = await page.locator('.agenda-heading').first().boundingBox();
    expect(box!.y).toBeLessThan(740);
  });
});

describe('the filter with scripts', () => {
  const options = { viewport: { width: 1280, height: 900 } };

  it('changes the result in place; the address follows and the focus stays', async () => {
    const page = await visit(`${site.url}/events`, options);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    const day = page.locator('[name=day][value="2024-09-27"]');
    await day.focus();
    await page.keyboard.press('Space');
    await page.waitForURL('**/events?day=2024-09-27');
    await expect.poll(() => page.locator('.agenda-heading').count()).toBe(1);
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
    expect(await day.evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it('says the new number to screen readers', async () => {
    const page = await visit(`${site.url}/events`, options);
    await page.locator('[name=day][value="2024-09-27"]').check();
    await page.waitForURL('**/events?day=2024-09-27');
    const status = page.getByRole('status');
    await expect.poll(() => status.textContent()).toMatch(/^\d+ Veranstaltungen$/);
    expect(await status.textContent()).toContain(String(await count(page)));
  });

  it('goes back and forward through the choices', async () => {
    const page = await visit(`${site.url}/events`, options);
    const all = await count(page);
    await page.locator('[name=day][value="2024-09-27"]').check();
    await page.waitForURL('**/events?day=2024-09-27');
    await expect.poll(() => count(page)).toBeLessThan(all);
    const friday = await count(page);
    await page.goBack();
    await expect.poll(() => count(page)).toBe(all);
    expect(await page.locator('[name=day][value="2024-09-27"]').isChecked()).toBe(false);
    await page.goForward();
    await expect.poll(() => count(page)).toBe(friday);
    expect(await page.locator('[name=day][value="2024-09-27"]').isChecked()).toBe(true);
  });

  it('searches while one types and keeps what is typed', async () => {
    const page = await visit(`${site.url}/events`, options);
    await page.getByRole('searchbox').pressSequentially('tanz', { delay: 30 });
    await page.waitForURL('**/events?q=tanz');
    await expect.poll(() => titles(page)).toContainEqual(expect.stringContaining('Volkstanzabend'));
    expect(await page.getByRole('searchbox').inputValue()).toBe('tanz');
  });

  it('takes a chosen filter away by its chip, and the language switch keeps the filter', async () => {
    const page = await visit(`${site.url}/events?day=2024-09-27&language=uk`, options);
    await page.getByRole('link', { name: /Filter entfernen: Ukrainisch/ }).click();
    await page.waitForURL('**/events?day=2024-09-27');
    await expect.poll(() => page.locator('.chip').count()).toBe(1);
    await page.locator('.language-switch > summary').click();
    await page.getByRole('link', { name: 'العربية' }).click();
    await page.waitForURL('**/ar/events?day=2024-09-27');
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  });

  it('takes who presses the button on a phone to the count, out of the panel that covered it', async () => {
    const page = await visit(`${site.url}/events`, { viewport: { width: 360, height: 740 } });
    await page.locator('.filter-panel > summary').click();
    await openFacet(page, 'place');
    await page.locator('[name=place][value="eisenach"]').check();
    await page.locator('.filter-actions button').click();
    const heading = page.locator('[data-event-count]');
    await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
    const { y } = (await heading.boundingBox())!;
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(740);
  });

  describe('on a slow line', () => {
    const slowly = async (page: Page, milliseconds: number) =>
      page.route('**/events?*', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        await route.continue().catch(() => undefined);
      });

    it('shows what the address says, after Back and Forward at once', async () => {
      const page = await visit(`${site.url}/events`, options);
      await page.locator('[name=day][value="2024-09-22"]').check();
      await page.waitForURL('**/events?day=2024-09-22');
      await page.locator('[name=day][value="2024-09-23"]').check();
      await page.waitForURL('**/events?day=2024-09-22&day=2024-09-23');
      await slowly(page, 400);
      await page.evaluate(() => history.back());
      await page.waitForURL('**/events?day=2024-09-22');
      await page.evaluate(() => history.forward());
      await page.waitForURL('**/events?day=2024-09-22&day=2024-09-23');
      await expect.poll(() => page.locator('[data-results]').getAttribute('aria-busy')).toBe(null);
      expect(await page.locator('.chip').count()).toBe(2);
      expect(await page.locator('[name=day]:checked').count()).toBe(2);
    });

    it('keeps what is typed while an answer is on its way', async () => {
      const page = await visit(`${site.url}/events`, options);
      await slowly(page, 400);
      await page.locator('[name=day][value="2024-09-28"]').check();
      await page.getByRole('searchbox').pressSequentially('tanz', { delay: 120 });
      await page.waitForURL('**/events?day=2024-09-28&q=tanz');
      await expect.poll(() => page.locator('[data-results]').getAttribute('aria-busy')).toBe(null);
      expect(await page.getByRole('searchbox').inputValue()).toBe('tanz');
      expect(await page.locator('.chip').count()).toBe(2);
    });

    it('means what was chosen before the script came', async () => {
      const page = await visit('about:blank', options);
      await page.route('**/_astro/*.js', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 700));
        await route.continue();
      });
      await page.goto(`${site.url}/events`, { waitUntil: 'commit' });
      await page.locator('[name=day][value="2024-09-22"]').check();
      await page.waitForURL('**/events?day=2024-09-22');
      await expect.poll(() => page.locator('.chip').count()).toBe(1);
    });

    it('forgets a choice that the visitor left before its answer came', async () => {
      const page = await visit(`${site.url}/events`, options);
      await slowly(page, 1500);
      await page.locator('[name=day][value="2024-09-23"]').check();
      await page.locator('.entry-title a:visible').first().click();
      await page.waitForURL('**/events/*');
      await page.goBack();
      await page.waitForURL('**/events');
      await expect.poll(() => page.locator('[name=day]:checked').count()).toBe(0);
      expect(await page.locator('.chip').count()).toBe(0);
    });
  });

  it('works by keyboard alone, from the address bar to an event', async () => {
    const page = await visit(`${site.url}/events`, options);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const seen: string[] = [];
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(
        () => document.activeElement?.getAttribute('name') ?? document.activeElement?.className ?? '',
      );
      seen.push(name);
      if (await page.evaluate(() => document.activeElement?.matches('.entry-title a') ?? false)) break;
    }
    expect(seen).toContain('day');
    expect(seen).toContain('q');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/events/*');
    expect(await page.locator('h1').count()).toBe(1);
  });
});
