import ICAL from 'ical.js';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LanguageCode } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { openApp, type App } from '#src/server/app.ts';
import { visit } from '../fixtures/browser.ts';
import { fillIn, press } from '../fixtures/fill-in.ts';
import { FILLED_IN } from '../fixtures/filled-form.ts';
import { twoHalves } from '../fixtures/pictures.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { writtenMails } from '../fixtures/outbox-folder.ts';

let buffer: Buffer;
beforeAll(async () => {
  buffer = await twoHalves().png().toBuffer();
});

/** As the coordinators' command line has the same catalogue. */
async function coordinators(site: Site): Promise<App> {
  const app = await openApp(settingsWith(site.dataDir));
  onTestFinished(() => app.close());
  return app;
}

async function calendarDate(site: Site, slug: string) {
  const text = await (await fetch(`${site.url}/events/${slug}.ics`)).text();
  const [event] = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent');
  const value = (name: string) => event!.getFirstPropertyValue(name);
  return { status: value('status'), sequence: Number(value('sequence')), summary: String(value('summary')) };
}

describe.each<[LanguageCode, boolean]>([
  ['de', true],
  ['ar', false],
])('the whole way in %s, scripts: %s', (language, javaScriptEnabled) => {
  it('from the form to the programme, the map and the feed, corrected and cancelled', async () => {
    const site = await startSite();
    const app = await coordinators(site);
    const done = async (outcome: ReturnType<App['apply']>) => expect(await outcome).toMatchObject({ ok: true });
    const page = await visit(site.url + path(language, 'submit'), { javaScriptEnabled, expectedFailures: [422, 404] });

    // Submitted, with two mistakes and a picture on the way.
    await fillIn(page, ['contact.email', 'dates.0.startTime']);
    await page.setInputFiles('#picture-file', { name: 'bild.png', mimeType: 'image/png', buffer });
    await press(page, 'send');
    await page.waitForSelector('[data-error-summary]');
    await page.fill('#contact-email', FILLED_IN['contact.email']!);
    await page.fill('#dates-0-startTime', FILLED_IN['dates.0.startTime']!);
    await page.fill('#picture-alt', 'Zwei Farben');
    await page.fill('#picture-credit', 'Rana');
    await page.check('#picture-licence');
    await page.check('#picture-consent');
    await page.waitForTimeout(4500);
    await press(page, 'send');
    await page.waitForURL(/\/submissions\/[\w-]{44}\?sent$/);
    const own = page.url().replace('?sent', '');
    expect((await app.catalogue.snapshot()).version).toBe(1);

    // Confirmed by the link in the mail.
    // The server sends mails by itself, soon after.
    const confirm = await vi.waitFor(async () => {
      const mails = await writtenMails(app);
      return mails.find(({ template }) => template === 'confirm') ?? Promise.reject(new Error('no mail yet'));
    });
    const link = confirm.links.find((one) => !one.endsWith(new URL(own).pathname))!;
    await page.goto(site.url + link);
    await page.click('[name=action][value=confirm]');
    await page.waitForLoadState();

    // Published: on its page, on the map and in the feed.
    const slug = 'trommeln-am-fluss';
    await done(app.apply('coordinator', { kind: 'publish', event: slug }));
    await page.goto(site.url + path(language, `events/${slug}`));
    expect(await page.getByRole('img', { name: 'Zwei Farben' }).count()).toBe(1);
    const isLoaded = () => page.locator('figure img').evaluate((image: HTMLImageElement) => image.naturalWidth > 0);
    if (javaScriptEnabled) await expect.poll(isLoaded).toBe(true);
    await page.goto(site.url + path(language, 'map', `?event=${slug}`));
    expect(await page.locator('.venue-entry').textContent()).toContain('Trommeln am Fluss');
    expect(await calendarDate(site, slug)).toMatchObject({ sequence: 0 });

    // Corrected: the old version stays public until a coordinator has looked.
    await page.goto(`${own}/correct`);
    expect(await page.inputValue('#texts-0-title')).toBe('Trommeln am Fluss');
    await page.fill('#dates-0-startTime', '17:00');
    await page.waitForTimeout(4000);
    await press(page, 'send');
    await page.waitForURL(/\?done=proposed$/);
    expect((await calendarDate(site, slug)).sequence).toBe(0);
    await done(app.apply('coordinator', { kind: 'accept-revision', event: slug }));
    expect((await calendarDate(site, slug)).sequence).toBe(1);
    await page.goto(site.url + path(language, `events/${slug}`));
    expect(await page.locator('.event-date').textContent()).toContain('17:00');

    // Cancelled by the organiser, at once.
    await page.goto(own);
    await page.locator('.own-action:has([value=cancel]) summary').last().click();
    await page.locator('.own-action [value=cancel]:visible').last().click();
    await page.waitForURL(/\?done=cancelled$/);
    expect(await calendarDate(site, slug)).toMatchObject({ status: 'CANCELLED', sequence: 2 });
    await page.goto(site.url + path(language, `events/${slug}`));
    expect(await page.locator('h1 .status').count()).toBe(1);
    const wanted = ['submission-new', 'published', 'revision-new', 'revision-accepted', 'cancelled-by-organiser'];
    await expect
      .poll(async () => (await writtenMails(app)).map(({ template }) => template))
      .toEqual(expect.arrayContaining(wanted));
  });
});
