import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { deskAtWork, type DeskAtWork } from '../fixtures/desk-at-work.ts';
import { startSite } from '../fixtures/site.ts';

/** All pages of the desk, with something of everything on them. */
const site = await startSite();
let desk: DeskAtWork;
beforeAll(async () => {
  desk = await deskAtWork(site);
});

const SCREENS = [
  [390, 'light'],
  [1280, 'light'],
  [1280, 'dark'],
] as const;

/** Nothing wrong, and nothing wider than the page, not even on the smallest phone. */
async function expectSound(page: Page): Promise<void> {
  const where = new URL(page.url()).pathname;
  for (const [width, colorScheme] of SCREENS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page), `${where}, ${width} px, ${colorScheme}`).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate('document.documentElement.scrollWidth'), `${where}, 320 px`).toBe(320);
}

const isFile = (address: string) => /\.\w+(?:\?|$)/.test(address);

test('axe finds nothing on any page, on phones and wide screens, light and dark', async () => {
  const page = await visit(`${site.url}/desk`, {
    storageState: desk.administrator.storageState,
    expectedFailures: [403],
  });
  for (const address of [...desk.addresses.values(), ...desk.others]) {
    if (isFile(address) || address === '/desk/sign-out') continue;
    const answer = await page.goto(site.url + address);
    expect([address, answer?.status()]).toEqual([address, address === '/desk/not-allowed' ? 403 : 200]);
    await expectSound(page);
  }
}, 480_000);

describe('a form that is refused', () => {
  /** Presses a button of a page and finds nothing wrong with what comes back. */
  async function refused(address: string, status: number, press: (page: Page) => Promise<void>): Promise<void> {
    const { storageState } = desk.administrator;
    const page = await visit(site.url + address, { storageState, expectedFailures: [status] });
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await press(page);
    expect((await answered).status()).toBe(status);
    await page.waitForLoadState();
    expect(await page.getByRole('alert').count()).toBeGreaterThan(0);
    await expectSound(page);
  }
  const button = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click();

  test.each([
    ['/desk/venues/new', 'Anlegen'],
    ['/desk/organisers/new', 'Anlegen'],
    ['/desk/accounts', 'Hinzufügen und einladen'],
    ['/desk/exchange', 'Prüfen'],
    ['/desk/privacy', 'Löschen'],
    ['/desk/events/new', 'Als Entwurf speichern'],
  ])('%s with nothing filled in', async (address, name) => {
    await refused(address, 422, button(name));
  });

  test('an edition without a name for its address', async () => {
    await refused('/desk/editions/new', 422, async (page) => {
      await page.locator('[name=slug]').fill('');
      await page.locator('main form button').click();
    });
  });

  test('a venue, an edition and a translation that were changed meanwhile', async () => {
    const stale = async (page: Page) =>
      page
        .locator('input[name=base]')
        .first()
        .evaluate((input: HTMLInputElement) => (input.value = 'another'));
    for (const address of ['/desk/venues/pressenwerk', '/desk/organisers/volkshochschule', '/desk/editions/2024']) {
      await refused(address, 409, async (page) => {
        await stale(page);
        await page.locator('button[value=save]').click();
      });
    }
    await refused('/desk/translations/laenderreise/ar', 409, async (page) => {
      await stale(page);
      await page.getByLabel('Titel').fill('رحلة أخرى');
      await page.locator('button[value=save]').click();
    });
  });
});

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('the menu, %o', (options) => {
  test('opens on a phone, says where one is, and stands open on a wide screen', async () => {
    const viewport = { width: 320, height: 640 };
    const { storageState } = desk.administrator;
    const page = await visit(`${site.url}/desk/venues/pressenwerk`, { ...options, storageState, viewport });
    const venues = page.getByRole('link', { name: 'Veranstaltungsorte', exact: true });
    expect(await venues.isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await venues.isVisible()).toBe(true);
    expect(await venues.getAttribute('aria-current')).toBe('true');
    if (options.javaScriptEnabled) expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Zahlen', exact: true }).click();
    await page.getByRole('heading', { name: 'Zahlen', exact: true }).waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await venues.isVisible()).toBe(true);
    expect(await page.locator('[aria-current=page]').innerText()).toBe('Zahlen');
    const { height } = (await page.locator('.desk-header').boundingBox())!;
    expect(height).toBeLessThan(90);
  });
});
