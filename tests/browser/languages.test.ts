import { beforeAll, describe, expect, it } from 'vitest';
import { visit } from '../fixtures/browser.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

describe.each([true, false])('with scripts: %s, the language switch', (javaScriptEnabled) => {
  it('keeps the page and the filter', async () => {
    const page = await visit(`${site.url}/events?place=eisenach`, { javaScriptEnabled, locale: 'de-DE' });
    await page.locator('.language-switch > summary').click();
    await page.locator('.language-switch').getByRole('link', { name: 'العربية' }).click();
    await page.waitForURL('**/ar/events?place=eisenach');
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await page.locator('.entry-title a').first().click();
    await page.locator('.language-switch > summary').click();
    await page.locator('.language-switch').getByRole('link', { name: 'Українська' }).click();
    await page.waitForURL('**/uk/events/**');
    expect(await page.locator('html').getAttribute('lang')).toBe('uk');
  });
});

it('after a choice in place, the switch and the link for reports have the new filter', async () => {
  const page = await visit(`${site.url}/uk/events`, { viewport: { width: 1280, height: 900 }, locale: 'uk-UA' });
  await page.locator('#facet-place > summary').click();
  await page.locator('[name=place][value="eisenach"]').check();
  await page.waitForURL('**/uk/events?place=eisenach');
  await expect
    .poll(() => page.locator('.language-switch a[lang="ar"]').getAttribute('href'))
    .toBe('/ar/events?place=eisenach');
  expect(await page.locator('[data-feedback]').getAttribute('href')).toContain('place%3Deisenach');
});

describe('the browser’s language', () => {
  it('is offered in that language, by a link to the same page with the same filter, and never forced', async () => {
    const page = await visit(`${site.url}/events?place=eisenach`, { locale: 'uk-UA' });
    expect(page.url()).toMatch(/\/events\?place=eisenach$/);
    const offer = page.locator('language-offer a');
    expect(await offer.getAttribute('lang')).toBe('uk');
    await offer.click();
    await page.waitForURL('**/uk/events?place=eisenach');
    expect(await page.locator('language-offer a').count()).toBe(0);
  });

  it.each([
    ['de-DE', '/events', null],
    ['en-US', '/events', 'en-GB'],
    ['prs-AF', '/events', 'fa-AF'],
    ['fa-IR', '/', 'fa-AF'],
    ['de-AT', '/uk/events', 'de'],
    ['ja-JP', '/events', null],
  ])('%s on %s: %s', async (locale, address, offered) => {
    const page = await visit(site.url + address, { locale });
    await page.waitForLoadState('load');
    const links = page.locator('language-offer a');
    expect(await links.count()).toBe(offered === null ? 0 : 1);
    if (offered !== null) expect(await links.getAttribute('hreflang')).toBe(offered);
  });

  it('is not offered again to whoever refused; nothing is kept before', async () => {
    const page = await visit(`${site.url}/`, { locale: 'ar-SY' });
    const kept = () => page.evaluate(() => JSON.stringify(localStorage));
    expect(await kept()).toBe('{}');
    // The skip link comes first.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement!.closest('language-offer') !== null)).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('language-offer a').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement!.tagName)).toBe('MAIN');
    await page.reload();
    expect(await page.locator('language-offer a').count()).toBe(0);
    expect(await kept()).toBe('{"language-offer":"refused"}');
  });

  it('does not move the page when it is offered, and covers nothing that has the focus', async () => {
    const page = await visit(`${site.url}/events`, { locale: 'uk-UA', viewport: { width: 360, height: 740 } });
    await page.locator('language-offer a').waitFor();
    const shifts = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let total = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) total += (entry as unknown as { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(total), 300);
        }),
    );
    expect(shifts).toBe(0);
    const link = page.locator('.site-footer a').last();
    await link.focus();
    const [box, bar] = [await link.boundingBox(), await page.locator('language-offer > aside').boundingBox()];
    expect(box!.y + box!.height).toBeLessThanOrEqual(bar!.y + 1);
  });
});

describe('the language menu', () => {
  it('closes with Escape, which gives the focus back, on leaving it and on a press elsewhere', async () => {
    const page = await visit(`${site.url}/events/laenderreise`, { viewport: { width: 360, height: 740 } });
    const menu = page.locator('.language-switch');
    const isOpen = () => menu.evaluate((details: HTMLDetailsElement) => details.open);
    await menu.locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await isOpen()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await isOpen()).toBe(false);
    expect(await page.evaluate(() => document.activeElement!.tagName)).toBe('SUMMARY');
    await page.keyboard.press('Enter');
    for (let count = 0; count < 11; count++) await page.keyboard.press('Tab');
    expect(await isOpen()).toBe(false);
    await menu.locator('summary').click();
    await page.mouse.click(180, 700);
    expect(await isOpen()).toBe(false);
  });

  it('once it was used, no other language is offered', async () => {
    const page = await visit(`${site.url}/`, { locale: 'de-DE', viewport: { width: 360, height: 740 } });
    await page.locator('.language-switch > summary').click();
    await page.locator('.language-switch').getByRole('link', { name: 'العربية' }).click();
    await page.waitForURL('**/ar');
    await page.waitForLoadState('load');
    expect(await page.locator('language-offer a').count()).toBe(0);
  });

  it('takes the page that a barrier is on along to the form in another language', async () => {
    const page = await visit(`${site.url}/accessibility/feedback?page=%2Fevents`);
    await page.locator('.language-switch > summary').click();
    await page.locator('.language-switch').getByRole('link', { name: 'Українська' }).click();
    await page.waitForURL('**/uk/accessibility/feedback?page=%2Fevents');
    expect(await page.locator('#page').inputValue()).toBe('/events');
  });
});

describe('plain language', () => {
  it('is shown first on an event’s page, where it exists, and can be filtered for', async () => {
    const page = await visit(`${site.url}/events?access=easy-text`, { locale: 'de-DE' });
    await page.locator('.entry-title a:visible').first().click();
    await page.locator('.event-easy').waitFor();
    const order = await page.evaluate(() => {
      const [easy, summary] = ['.event-easy', '.event-summary'].map((selector) => document.querySelector(selector)!);
      return easy!.compareDocumentPosition(summary!) & Node.DOCUMENT_POSITION_FOLLOWING;
    });
    expect(order).toBeGreaterThan(0);
  });

  it('is explained on a page that the start page leads to', async () => {
    const page = await visit(`${site.url}/`, { locale: 'de-DE', javaScriptEnabled: false });
    await page.locator('.hero').getByRole('link', { name: 'Leichte Sprache' }).click();
    expect(await page.locator('.easy-topic').count()).toBe(14);
  });
});

describe.each([
  ['ar', 'rtl', 'ar-SY'],
  ['uk', 'ltr', 'uk-UA'],
] as const)('in %s', (language, dir, locale) => {
  it('people filter, open an event and find back', async () => {
    const page = await visit(`${site.url}/${language}/events`, { locale, viewport: { width: 360, height: 740 } });
    await page.locator('.filter-panel > summary').click();
    await page.locator('#facet-language > summary').click();
    await page.locator('[name=language][value="uk"]').check();
    await page.waitForURL(`**/${language}/events?language=uk`);
    await page.goBack();
    await page.goForward();
    await page.waitForURL(`**/${language}/events?language=uk`);
    await page.locator('.filter-panel > summary').click();
    await page.locator('.entry-title a:visible').first().click();
    await page.waitForURL(`**/${language}/events/**`);
    expect(await page.locator('html').getAttribute('dir')).toBe(dir);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it('a text that has no translation is marked as German, and said to be', async () => {
    const page = await visit(`${site.url}/${language}/events/lagerfeuer-mit-geschichten`, { locale });
    expect(await page.locator('h1 bdi').getAttribute('lang')).toBe('de');
    expect(await page.locator('.event-header > .quiet').count()).toBe(1);
    expect(await page.locator('.event-where bdi[lang="de"], .event-where [lang="de"]').count()).toBeGreaterThan(0);
    expect(await page.locator('.event-organisers bdi[lang="de"]').count()).toBeGreaterThan(0);
  });

  it('the form says what is missing in that language, and takes a text in it', async () => {
    const page = await visit(`${site.url}/${language}/submit`, { locale, expectedFailures: [422] });
    expect(await page.locator('select[name="texts.0.language"]').inputValue()).toBe(language);
    await page.locator('.form-actions button[value="send"]').click();
    await page.locator('[data-error-summary]').waitFor();
    const link = page.locator('[data-error-summary] a').first();
    expect(await link.textContent()).not.toMatch(/[a-z]{4}/i);
    await link.click();
    expect(await page.evaluate(() => document.activeElement!.id)).toBe((await link.getAttribute('href'))!.slice(1));
  });
});
