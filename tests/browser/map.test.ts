import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { startTileUpstream, type FakeUpstream } from '../fixtures/tile-upstream.ts';

let upstream: FakeUpstream;
let site: Site;
beforeAll(async () => {
  upstream = await startTileUpstream();
  site = await startSite({
    TILE_UPSTREAM: upstream.template,
    TILE_ATTRIBUTION_URL: 'https://tiles.example/?a&b',
  });
});
afterAll(() => upstream.stop());

const PHONE = { viewport: { width: 360, height: 740 } };
const DESK = { viewport: { width: 1280, height: 900 } };

const markers = (page: Page) => page.locator('.venue-marker-icon');
const entries = (page: Page) => page.locator('.venue-entry');
const card = (page: Page) => page.getByRole('dialog');
const count = async (page: Page) => Number((await page.locator('[data-event-count]').textContent())!.match(/\d+/)![0]);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

/** How many events are counted twice, since they are at venues of two markers. */
function inTwoGroups(page: Page): Promise<number> {
  return page.evaluate(() => {
    const venues = [...document.querySelectorAll<HTMLElement>('[data-venue]')];
    const all = venues.flatMap((venue) =>
      [...venue.querySelectorAll<HTMLAnchorElement>('[data-events] a')].map((a) => a.href),
    );
    const counts = [...document.querySelectorAll<HTMLElement>('.venue-marker > [data-number]')].map((b) =>
      Number(b.dataset['number']),
    );
    const online = Number(/\d+/.exec(document.querySelector('.results > .quiet')?.textContent ?? '0')![0]);
    return counts.reduce((a, b) => a + b, 0) - new Set(all).size - online;
  });
}

async function opened(address: string, options: Parameters<typeof visit>[1] = DESK): Promise<Page> {
  const page = await visit(site.url + address, options);
  await markers(page).first().waitFor();
  return page;
}

describe('the map without scripts', () => {
  it('is a drawn overview that leads to the towns, and a list of all venues', async () => {
    const page = await visit(`${site.url}/map?day=2024-09-26`, { ...PHONE, javaScriptEnabled: false });
    expect(await page.locator('svg.overview a[href^="/places/"]').count()).toBeGreaterThan(15);
    expect(await entries(page).count()).toBeGreaterThan(5);
    expect(await page.locator('venue-map button:visible, .venue-entry button:visible').count()).toBe(0);
    await page.getByRole('link', { name: /^\W*Eisenach\W*:/ }).click();
    expect(new URL(page.url()).pathname).toBe('/places/eisenach');
  });

  it('counts in each town what the filter finds', async () => {
    const page = await visit(`${site.url}/map?place=eisenach`, { ...PHONE, javaScriptEnabled: false });
    const label = await page.getByRole('link', { name: /^\W*Eisenach\W*:/ }).getAttribute('aria-label');
    expect(Number(label!.match(/\d+/)![0])).toBe(await count(page));
    expect(await page.getByRole('link', { name: /^\W*Vacha\W*:/ }).getAttribute('aria-label')).toMatch(/\b0\b/);
  });
});

describe('the street map', () => {
  it('takes the place of the drawn one without moving anything', async () => {
    const page = await visit(`${site.url}/map`, PHONE);
    await markers(page).first().waitFor();
    await page.locator('.leaflet-tile-loaded').first().waitFor();
    const shift = await page.evaluate(() => {
      const observer = new PerformanceObserver(() => {});
      observer.observe({ type: 'layout-shift', buffered: true });
      const shifts = observer.takeRecords() as unknown as { value: number }[];
      return shifts.reduce((sum, { value }) => sum + value, 0);
    });
    const height = (selector: string) => page.locator(selector).evaluate((it) => it.getBoundingClientRect().height);
    const [box, drawn] = [await height('[data-map-box]'), await height('svg.overview')];
    expect(shift).toBeLessThan(0.01);
    expect(box - drawn).toBeLessThan(8);
  });

  it('has each venue of the list in one marker, with a spoken name', async () => {
    const page = await opened('/map');
    const labels = await markers(page).evaluateAll((icons) => icons.map((icon) => icon.getAttribute('aria-label')!));
    expect(labels.every((label) => /^\D+.*, \d+ Veranstaltung(en)?$/.test(label))).toBe(true);
    expect(labels).toContain('Rathaus Treffurt, 2 Veranstaltungen');
    const told = labels.map((label) => Number(/(\d+) Veranstaltung/.exec(label)![1])).reduce((a, b) => a + b);
    // No event of the demonstration is at venues of two markers; what is online only has none.
    expect(told).toBe((await count(page)) + (await inTwoGroups(page)));
    expect(await page.locator('.venue-marker-icon[role=button]').count()).toBe(labels.length);
  });

  it('shows names only where they keep clear of each other, of markers and of the zoom', async () => {
    for (const options of [PHONE, DESK]) {
      const page = await opened('/map', options);
      const { names, others } = await page.evaluate(() => {
        const boxes = (selector: string) =>
          [...document.querySelectorAll(selector)]
            .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent }))
            .filter(({ box }) => box.width > 0)
            .map(({ box: { left, right, top, bottom }, text }) => ({ left, right, top, bottom, text }));
        return { names: boxes('.venue-marker-name'), others: boxes('.leaflet-control, .venue-marker-icon') };
      });
      type Box = (typeof names)[number];
      const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      expect(names.length).toBeGreaterThan(3);
      expect(
        names.flatMap((name, at) =>
          [...names.slice(at + 1), ...others]
            // A name is part of its marker's text.
            .filter((other) => meet(name, other) && other.text !== name.text)
            .map((other) => `${name.text} / ${other.text}`),
        ),
      ).toEqual([]);
    }
  });

  it('tells all venues that share a point, at the last zoom step, too', async () => {
    const page = await visit('about:blank', DESK);
    await page.route('**/map', async (route) => {
      const body = (await (await route.fetch()).text()).replace(/data-point="[^"]+"/g, 'data-point="50.98,10.31"');
      await route.fulfill({ body, contentType: 'text/html' });
    });
    await page.goto(`${site.url}/map`);
    await page.evaluate(() => (location.hash = '#map=18/50.98/10.31'));
    await page.reload();
    await markers(page).first().waitFor();
    expect(await markers(page).count()).toBe(1);
    await markers(page).first().click();
    expect(await card(page).getByRole('heading').count()).toBe(await entries(page).count());
  });

  it('says nothing in English on a German page', async () => {
    const page = await opened('/map');
    const words = await page
      .locator('.street-map [title], .street-map [aria-label], .street-map')
      .evaluateAll((all) => all.flatMap((one) => [one.getAttribute('title'), one.getAttribute('aria-label')]));
    expect(words.join(' ')).not.toMatch(/zoom|close|popup|marker|map\b/i);
    expect(await page.locator('.leaflet-control-attribution').textContent()).toBe(
      'Leaflet | © basemap.de / BKG, CC BY 4.0',
    );
    expect(await page.locator('.leaflet-control-attribution a').getAttribute('href')).toBe(
      'https://tiles.example/?a&b',
    );
  });

  it('has buttons that a finger can hit (WCAG 2.5.5)', async () => {
    const page = await opened('/map', PHONE);
    for (const name of ['Näher heran', 'Weiter weg']) {
      const { width, height } = (await page.getByRole('button', { name }).boundingBox())!;
      expect(Math.min(width, height), name).toBeGreaterThanOrEqual(44);
    }
  });

  it('asks only this host for tiles', async () => {
    const page = await visit('about:blank', DESK);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${site.url}/map`);
    await page.locator('.leaflet-tile-loaded').first().waitFor();
    expect(asked.filter((url) => /\/tiles\/\d+\/\d+\/\d+\.png$/.test(url)).length).toBeGreaterThan(3);
    expect(asked.every((url) => url.startsWith(site.url))).toBe(true);
  });
});

describe.each([
  ['on a phone, as a sheet', PHONE],
  ['on a desktop, as a popup', DESK],
])('what is on at a venue is told %s', (_, options) => {
  it('by Enter and by Space; Escape leads back to the marker', async () => {
    const page = await opened('/map?venue=rathaus-treffurt', options);
    for (const key of ['Enter', 'Space']) {
      await markers(page).first().focus();
      await page.keyboard.press(key);
      await card(page).waitFor();
      expect(await card(page).getByRole('link').count()).toBeGreaterThanOrEqual(3);
      expect(await card(page).evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
      expect(await entries(page).first().getAttribute('aria-current')).toBe('true');
      await page.keyboard.press('Escape');
      await card(page).waitFor({ state: 'detached' });
      expect(await focused(page)).toBe('Rathaus Treffurt, 2 Veranstaltungen');
      expect(await entries(page).first().getAttribute('aria-current')).toBe(null);
    }
  });

  it('from the list, and leads back there', async () => {
    const page = await opened('/map', options);
    const button = page.getByRole('button', { name: /Auf der Karte zeigen Pressenwerk/ });
    await button.focus();
    await page.keyboard.press('Enter');
    await card(page).waitFor();
    expect(await card(page).getAttribute('aria-label')).toContain('Pressenwerk, Bad Salzungen');
    await card(page).getByRole('button', { name: 'Schließen' }).click();
    await card(page).waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('axe finds nothing while it is open, in any language, light and dark', async () => {
    for (const { code } of LANGUAGES) {
      const page = await opened(path(code, 'map', '?venue=rathaus-treffurt'), options);
      await markers(page).first().click();
      await card(page).waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeFindings(page), `${code} ${colorScheme}`).toEqual([]);
      }
      await page.close();
    }
  });
});

describe('a phone that is turned', () => {
  it('keeps what is told in sight, as a sheet and as a popup', async () => {
    const page = await opened('/map?venue=rathaus-treffurt', { viewport: { width: 640, height: 360 } });
    expect((await page.locator('[data-map-box]').boundingBox())!.height).toBeLessThan(360);
    await markers(page).first().click();
    expect(await page.locator('.leaflet-popup .venue-card').count()).toBe(1);
    await page.setViewportSize({ width: 360, height: 640 });
    await page.locator('.map-box > .venue-card').waitFor();
    expect(await page.locator('.leaflet-popup').count()).toBe(0);
    expect(await card(page).evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  });
});

describe('the map by keyboard alone', () => {
  it('is no trap: Tab leads into it, through its markers and out again', async () => {
    const page = await opened('/map?place=vacha');
    await page.locator('.street-map').focus();
    const total = await markers(page).count();
    for (let i = 0; i < total + 6; i++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.street-map') === null)).toBe(true);
  });

  it('takes a group apart and keeps the focus in it', async () => {
    const page = await opened('/map');
    const inEisenach = page.getByRole('button', { name: /Eisenach.*, \d+ Veranstaltung/ });
    const before = await inEisenach.count();
    await page.getByRole('button', { name: /^Eisenach, / }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.matches('.venue-marker-icon'))).toBe(true);
    expect(await inEisenach.count()).toBeGreaterThan(before);
    expect(new URL(page.url()).hash).toMatch(/^#map=\d+(\.\d)?\/50\.\d+\/10\.\d+$|^#map=\d+(\.\d)?\/51\.\d+\/10\.\d+$/);
  });
});

describe('the map and the filter', () => {
  it('change together in place, forward and back, and fit to what is found', async () => {
    const page = await opened('/map');
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    const all = await entries(page).count();
    await page.locator('.day-doors [name=day][value="2024-09-26"]').check();
    await page.waitForURL('**/map?day=2024-09-26');
    await expect.poll(() => entries(page).count()).toBeLessThan(all);
    // All of them in the colour of that day.
    await expect
      .poll(() => page.locator('.venue-marker').evaluateAll((all) => all.map((one) => one.getAttribute('data-hue'))))
      .toSatisfy((hues: string[]) => hues.length > 0 && hues.every((hue) => hue === '5'));
    const isWhole = async () => {
      expect(await entries(page).locator('h3 a').count()).toBe(await entries(page).count());
      expect(await page.locator('.venue-entry:not(:has([data-events] a))').count()).toBe(0);
      expect(await page.locator('.venue-marker-icon:not([role=button])').count()).toBe(0);
    };
    await isWhole();
    await markers(page).first().focus();
    await page.keyboard.press('Enter');
    await page.goBack();
    await expect.poll(() => entries(page).count()).toBe(all);
    await isWhole();
    expect(await card(page).count()).toBe(0);
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  });

  it('keep the view in the address, for whoever gets the link', async () => {
    const page = await opened('/map#map=17/50.9765/10.3155');
    // Near enough to tell the venues of one town apart.
    await page.getByRole('button', { name: /^Volkshochschule Wartburgkreis, Eisenach/ }).waitFor();
    expect(new URL(page.url()).hash).toBe('#map=17/50.9765/10.3155');
  });
});

describe('a street map whose script does not come', () => {
  it('leaves the drawn one, says so, sorts by distance all the same, and is tried again', async () => {
    const page = await visit('about:blank', {
      ...DESK,
      geolocation: { latitude: 50.9807, longitude: 10.3152 },
      permissions: ['geolocation'],
      expectedFaults: [/ERR_FAILED/],
    });
    await page.route('**/street-map.*.js', (route) => route.abort());
    await page.goto(`${site.url}/map`);
    await page.getByText('Die Straßenkarte ist gerade nicht erreichbar.').waitFor();
    expect(await page.locator('svg.overview').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'In meiner Nähe' }).click();
    await expect.poll(() => entries(page).first().getAttribute('data-town')).toBe('Eisenach');
    await page.getByRole('button', { name: 'Nach Orten sortieren' }).waitFor();
    await page.unroute('**/street-map.*.js');
    await page.getByRole('button', { name: 'Straßenkarte laden' }).click();
    await markers(page).first().waitFor();
  });
});

describe('near me', () => {
  const EISENACH = { geolocation: { latitude: 50.9807, longitude: 10.3152 }, permissions: ['geolocation'] };

  it('sorts the list by distance and back, and tells nobody where the visitor is', async () => {
    const page = await opened('/map', { ...DESK, ...EISENACH });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const first = () => entries(page).first().getAttribute('data-town');
    const before = await first();
    await page.getByRole('button', { name: 'In meiner Nähe' }).click();
    await expect.poll(first).toBe('Eisenach');
    expect(await entries(page).first().locator('[data-distance]').textContent()).toMatch(/^\d+(,\d)? km Luftlinie$/);
    const metres = await page
      .locator('[data-distance]')
      .evaluateAll((all) =>
        all.map((one) => Number(one.textContent.replace(',', '.').split(' ')[0]!.split('\u00a0')[0])),
      );
    expect(metres).toEqual(metres.toSorted((a, b) => a - b));
    expect(asked.filter((url) => /50[.,]98|10[.,]315/.test(url))).toEqual([]);
    await page.getByRole('button', { name: 'Nach Orten sortieren' }).click();
    expect(await first()).toBe(before);
  });

  it('says what to do where the device does not tell', async () => {
    const page = await opened('/map');
    await page.getByRole('button', { name: 'In meiner Nähe' }).click();
    await page.getByText('Ihr Gerät gibt den Standort nicht frei.').waitFor();
  });

  it('asks for no position unless it is pressed', async () => {
    const page = await visit('about:blank', DESK);
    await page.addInitScript(() => {
      navigator.geolocation.getCurrentPosition = () => document.documentElement.setAttribute('data-asked', '');
    });
    await page.goto(`${site.url}/map`);
    await markers(page).first().waitFor();
    expect(await page.locator('html').getAttribute('data-asked')).toBe(null);
  });
});

describe('tiles that do not come', () => {
  it('leave the drawn area, all markers and a sentence', async () => {
    const broken = await startTileUpstream();
    broken.behaviour = 'failing';
    const elsewhere = await startSite({ TILE_UPSTREAM: broken.template });
    const page = await visit(`${elsewhere.url}/map`, { ...DESK, expectedFailures: [503] });
    await page.getByText('Die Straßenkarte ist gerade nicht erreichbar.').waitFor();
    expect(await markers(page).count()).toBeGreaterThan(10);
    expect(await page.locator('path.street-map-area').getAttribute('d')).toMatch(/^M-?\d+/);
    await broken.stop();
  });

  it('are not asked for where the operator has none', async () => {
    const without = await startSite();
    const page = await visit(`${without.url}/map`, DESK);
    await markers(page).first().waitFor();
    expect(await page.locator('.leaflet-tile').count()).toBe(0);
  });
});

describe('a venue’s page', () => {
  it('shows the street map when it is asked for, not before', async () => {
    const page = await visit(`${site.url}/venues/pressenwerk`, PHONE);
    expect(await page.locator('.street-map').count()).toBe(0);
    await page.getByRole('button', { name: 'Straßenkarte laden' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Karte der Veranstaltungsorte');
    await page.getByRole('img', { name: 'Pressenwerk, Bad Salzungen' }).waitFor();
    expect(new URL(page.url()).hash).toBe('');
    expect(await axeFindings(page)).toEqual([]);
  });

  it('leads to the device’s own map and to route planners, which are asked nothing before', async () => {
    const page = await visit(`${site.url}/venues/pressenwerk`, PHONE);
    const hrefs = await page
      .locator('.getting-there a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(hrefs).toEqual([
      'https://www.openstreetmap.org/directions?to=50.809%2C10.225',
      'https://www.google.com/maps/dir/?api=1&travelmode=transit&destination=50.809%2C10.225',
      'geo:50.809,10.225?q=50.809%2C10.225(Pressenwerk)',
    ]);
  });
});
