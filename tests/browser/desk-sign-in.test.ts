import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { catalogueJson } from '../fixtures/command-line.ts';
import { signIn } from '../fixtures/coordinator.ts';
import { startSite } from '../fixtures/site.ts';

const site = await startSite();
const PASSWORD = 'sieben wache Igel am Bach';
const PHONE = { viewport: { width: 320, height: 700 } };

/** Nothing wrong, and nothing wider than the page. */
async function expectSound(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
}

async function linkFor(email: string): Promise<string> {
  const { url } = await catalogueJson<{ url: string }>(site.dataDir, 'coordinator', 'add', email);
  return site.url + new URL(url).pathname;
}

/** Moves on by keyboard to what is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(
      `(({ labels, textContent }) => (labels?.[0] ?? {}).textContent || textContent)(document.activeElement)`,
    );
    if (name.test(String(focused))) return;
  }
  throw new Error(`The keyboard does not reach ${name}`);
}

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])('%o', (options) => {
  test('in by a link with a new password, out, and in again by keyboard alone', async () => {
    const email = `anna-${options.javaScriptEnabled}@desk.example`;
    const page = await visit(await linkFor(email), { ...PHONE, ...options });
    await page.getByLabel('Neues Passwort').fill(PASSWORD);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.goto(`${site.url}/desk/account`);
    await page.getByRole('heading', { name: 'Mein Konto' }).waitFor();
    await page.getByText('Menü', { exact: true }).click();
    await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
    await page.getByText('Sie sind abgemeldet.').waitFor();

    await page.goto(`${site.url}/desk/account`);
    await tabTo(page, /E-Mail-Adresse/);
    await page.keyboard.type(email);
    await tabTo(page, /Passwort/);
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Mein Konto' }).waitFor();
  });
});

test('what was typed before the session ended is sent after signing in again', async () => {
  const email = 'eva@desk.example';
  const page = await visit(await linkFor(email), { ...PHONE, expectedFailures: [401, 422] });
  await page.getByLabel('Neues Passwort').fill(PASSWORD);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.goto(`${site.url}/desk/account`);
  await page.getByLabel('Ihr Name').fill('Eva "die Erste" <3>');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Namen speichern' }).click();
  await page.getByRole('heading', { name: 'Sie sind nicht mehr angemeldet' }).waitFor();
  await expectSound(page);
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort').fill('wrong wrong wrong');
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await expectSound(page);
  await page.getByLabel('Passwort').fill(PASSWORD);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.getByRole('heading', { name: 'Sie sind wieder angemeldet' }).waitFor();
  await expectSound(page);
  await page.getByRole('button', { name: 'Eingaben jetzt absenden' }).click();
  await page.getByText('Ihr Name ist gespeichert.').waitFor();
  expect(await page.getByLabel('Ihr Name').inputValue()).toBe('Eva "die Erste" <3>');
});

test('an administrator adds, makes administrator and removes, without scripts on a phone', async () => {
  const { storageState } = await signIn(site, { administrator: true });
  const options = { ...PHONE, storageState, javaScriptEnabled: false, expectedFailures: [422] };
  const page = await visit(`${site.url}/desk/accounts`, options);
  const row = page.getByRole('row').filter({ hasText: 'neu@desk.example' });
  await page.getByLabel('E-Mail-Adresse').fill('neu');
  await page.getByRole('button', { name: 'Hinzufügen und einladen' }).click();
  // Browsers refuse it themselves.
  expect(page.url()).not.toContain('done');
  await page.getByLabel('E-Mail-Adresse').fill('neu@desk.example');
  await page.getByLabel('Name', { exact: true }).fill('Neue Kollegin');
  await page.getByRole('button', { name: 'Hinzufügen und einladen' }).click();
  await page.getByText('Die Einladung ist unterwegs.').waitFor();
  await row.getByRole('button', { name: 'Zur Administration machen' }).click();
  await row.getByText('Administration', { exact: true }).waitFor();
  await row.locator('summary').click();
  await row.getByRole('button', { name: 'Ja, Neue Kollegin entfernen' }).click();
  await page.getByText('Das Konto ist entfernt.').waitFor();
  expect(await row.count()).toBe(0);
});

test.each([320, 1280])('axe finds nothing on any of these pages, %i px wide', async (width) => {
  const { storageState } = await signIn(site, { administrator: true });
  const other = await signIn(site);
  const viewport = { width, height: 800 };
  const link = await linkFor(`axe-${width}@desk.example`);
  const page = await visit(`${site.url}/desk/sign-in`, { viewport, expectedFailures: [403, 410] });
  await expectSound(page);
  for (const address of ['/desk/sign-in?done=link', '/desk/sign-in?done=out', '/desk/link/over']) {
    await page.goto(site.url + address);
    await expectSound(page);
  }
  await page.goto(link);
  await expectSound(page);
  await page.context().addCookies(storageState.cookies);
  for (const address of ['/desk/account', '/desk/account?done=name', '/desk/accounts?done=added']) {
    await page.goto(site.url + address);
    await expectSound(page);
  }
  await page.context().clearCookies();
  await page.context().addCookies(other.storageState.cookies);
  await page.goto(`${site.url}/desk/accounts`);
  await page.getByRole('heading', { name: 'Nur für Administratorinnen' }).waitFor();
  await expectSound(page);
});
