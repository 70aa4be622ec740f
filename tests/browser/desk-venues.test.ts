import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '#src/server/app.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { signIn, type SignedIn } from '../fixtures/coordinator.ts';
import { duplicateVenue } from '../fixtures/duplicates.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { startTileUpstream, type FakeUpstream } from '../fixtures/tile-upstream.ts';

let upstream: FakeUpstream;
let site: Site;
let coordinator: SignedIn;
let twice: string;
beforeAll(async () => {
  upstream = await startTileUpstream();
  site = await startSite({ TILE_UPSTREAM: upstream.template });
  coordinator = await signIn(site);
  const app = await openApp(settingsWith(site.dataDir));
  twice = (await duplicateVenue(app)).slug;
  await app.close();
});
afterAll(() => upstream.stop());

const PHONE = { width: 360, height: 740 };
const open = (path: string, options: Parameters<typeof visit>[1] = {}) =>
  visit(site.url + path, { viewport: PHONE, storageState: coordinator.storageState, ...options });

const marker = (page: Page) => page.getByRole('button', { name: 'Markierung, mit Pfeiltasten verschieben' });
const valuesOf = async (page: Page) =>
  Promise.all(['latitude', 'longitude'].map(async (name) => Number(await page.inputValue(`[name=${name}]`))));

describe('putting a venue on the map', () => {
  it('by keyboard alone: from the middle of its town, with arrow keys, saved', async () => {
    const page = await open('/desk/venues/new');
    await page.getByLabel('Name').fill('Haus der Tasten');
    await page.getByLabel('Postleitzahl').fill('36404');
    await page.getByLabel('Ort oder Ortsteil').selectOption('vacha');
    await page.getByRole('button', { name: 'Markierung in die Ortsmitte setzen' }).focus();
    await page.keyboard.press('Enter');
    await marker(page).waitFor();
    const [latitude = 0, longitude = 0] = await valuesOf(page);
    expect(latitude).toBeCloseTo(50.83, 1);
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('venue-marker-icon');
    const view = () => page.locator('.leaflet-map-pane').evaluate((pane) => getComputedStyle(pane).transform);
    const before = await view();
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    const [north = 0, east = 0] = await valuesOf(page);
    expect(north).toBeGreaterThan(latitude);
    expect(east - longitude).toBeGreaterThan((north - latitude) * 3);
    expect(await view(), 'the map stays where it is').toBe(before);
    expect(await page.locator('[data-picker-status]').textContent()).toBe(
      `Markierung bei ${north.toFixed(5)} Breite, ${east.toFixed(5)} Länge`,
    );
    await page.getByRole('button', { name: 'Anlegen' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Der Eintrag ist angelegt.').waitFor();
    expect(await valuesOf(page)).toEqual([north, east]);
  });

  it('by mouse: a click and dragging move the marker, and the fields with it', async () => {
    const page = await open('/desk/venues/pressenwerk', { viewport: { width: 1280, height: 900 } });
    await page.getByRole('button', { name: 'Auf der Karte zeigen' }).click();
    await marker(page).waitFor();
    await page.locator('.leaflet-tile-loaded').first().waitFor();
    const [latitude = 0, longitude = 0] = await valuesOf(page);
    const map = (await page.locator('.place-map').boundingBox())!;
    await page.mouse.click(map.x + map.width / 2 - 100, map.y + map.height / 2 - 60);
    const [clickedNorth = 0, clickedWest = 0] = await valuesOf(page);
    expect(clickedNorth).toBeGreaterThan(latitude);
    expect(clickedWest).toBeLessThan(longitude);
    expect(await marker(page).count()).toBe(1);
    const box = (await marker(page).boundingBox())!;
    await page.mouse.move(box.x + 18, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x + 118, box.y + 92, { steps: 5 });
    await page.mouse.up();
    const [draggedNorth = 0, draggedEast = 0] = await valuesOf(page);
    expect(draggedNorth).toBeLessThan(clickedNorth);
    expect(draggedEast).toBeGreaterThan(clickedWest);
  });

  it('by typing or pasting: the marker follows the fields', async () => {
    const page = await open('/desk/venues/pressenwerk');
    await page.getByRole('button', { name: 'Auf der Karte zeigen' }).click();
    await marker(page).waitFor();
    await page.getByLabel('Geografische Breite').fill('https://www.openstreetmap.org/#map=17/50.97481/10.31956');
    expect(await valuesOf(page)).toEqual([50.97481, 10.31956]);
    const map = (await page.locator('.place-map').boundingBox())!;
    await expect
      .poll(async () => {
        const box = (await marker(page).boundingBox())!;
        return Math.abs(box.x + 18 - (map.x + map.width / 2)) + Math.abs(box.y + 36 - (map.y + map.height / 2));
      })
      .toBeLessThan(8);
    await page.getByLabel('Geografische Länge').fill('');
    await expect.poll(() => marker(page).count()).toBe(0);
  });

  it('needs no script: a pasted link is taken as it is', async () => {
    const page = await open('/desk/venues/landratsamt', { javaScriptEnabled: false });
    expect(await page.getByRole('button', { name: 'Auf der Karte zeigen' }).count()).toBe(0);
    await page.getByLabel('Geografische Breite').fill('geo:50.8125,10.2309');
    await page.getByLabel('Geografische Länge').fill('');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Gespeichert.').waitFor();
    expect(await valuesOf(page)).toEqual([50.8125, 10.2309]);
  });
});

describe('on the pages of venues and organisers', () => {
  const PAGES = [
    '/desk/venues',
    '/desk/venues?show=duplicates',
    '/desk/venues/new',
    '/desk/venues/pressenwerk',
    '/desk/organisers',
    '/desk/organisers/new',
    '/desk/organisers/volkshochschule',
  ];
  it.each([...PAGES, 'merge'])('axe finds nothing on %s, nothing scrolls sideways, targets are large', async (path) => {
    const address = path === 'merge' ? `/desk/venues/${twice}/merge?into=pressenwerk` : path;
    const page = await open(address);
    for (const [width, colorScheme] of [
      [320, 'light'],
      [1280, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page), `${width} ${colorScheme}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select')]
          .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent?.trim() ?? '' }))
          .filter(({ box }) => box.width > 1 && (box.height < 24 || box.width < 24))
          .map(({ text }) => text),
      );
      expect(small).toEqual([]);
    }
  });

  it('axe finds nothing with the map open, nor where something is wrong', async () => {
    const page = await open('/desk/venues/pressenwerk', { expectedFailures: [422] });
    await page.getByRole('button', { name: 'Auf der Karte zeigen' }).click();
    await marker(page).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await page.getByLabel('Postleitzahl').fill('1');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Das hat nicht geklappt').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});
