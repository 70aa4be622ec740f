import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openApp, type App } from '#src/server/app.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { signIn, type SignedIn } from '../fixtures/coordinator.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite } from '../fixtures/site.ts';
import { confirmed, done, published, valuesOf } from '../fixtures/submissions.ts';

const site = await startSite();
let app: App;
let coordinator: SignedIn;
beforeAll(async () => {
  app = await openApp(settingsWith(site.dataDir));
  coordinator = await signIn(site);
  return () => app.close();
});

let number = 0;
const titled = (title: string, language = 'de') => ({
  ...TANDEM,
  texts: { [language]: { ...TANDEM.texts['de']!, title } },
});

describe('the public page beside the form', () => {
  test('keeps up with what is typed, and with mistakes stays as it was', async () => {
    const { slug } = await confirmed(app, titled('Beim Tippen'), ++number);
    const page = await open(slug, { width: 1280, expectedFailures: [422] });
    const side = page.locator('.event-side');
    await page.locator('[name="texts.0.title"]').fill('Beim Schreiben');
    await side.getByText('Noch nicht gespeichert').waitFor();
    await side.locator('.event-page-title').getByText('Beim Schreiben').waitFor();
    await page.locator('[name="texts.0.title"]').fill('');
    await page.waitForResponse((answer) => answer.status() === 422);
    expect(await side.locator('.event-page-title').textContent()).toContain('Beim Schreiben');
    expect((await valuesOf(app, slug)).texts['de']!.title).toBe('Beim Tippen');
  });
});

describe('every state of the page of an event', () => {
  test('is accessible and fits, on a phone and at a table', async () => {
    const long = await confirmed(app, titled('لقاء '.repeat(30), 'ar'), ++number);
    const corrected = await published(app, { ...titled('Mit Korrektur'), dates: dates() }, ++number);
    const values = await valuesOf(app, corrected.slug);
    const { de } = values.texts;
    const texts = { de: { ...de!, summary: 'Ganz anders, als es einmal war.' } };
    await done(app, { kind: 'correct', submission: corrected.id, formKey: 'k', values: { ...values, texts } });
    const cancelled = await published(app, titled('Abgesagt'), ++number);
    await done(app, { kind: 'cancel-own', submission: cancelled.id });
    const rejected = await confirmed(app, titled('Abgelehnt'), ++number);
    await done(app, { kind: 'reject', event: rejected.slug, message: 'Nein, leider.' });
    const withdrawn = await published(app, titled('Zurückgezogen'), ++number);
    await done(app, { kind: 'withdraw', event: withdrawn.slug });
    const page = await open(long.slug, { width: 390, expectedFailures: [422] });
    for (const slug of [long.slug, corrected.slug, cancelled.slug, rejected.slug, withdrawn.slug, 'new']) {
      await page.goto(`${site.url}/desk/events/${slug}`);
      await page.locator('details').evaluateAll((all) => {
        for (const details of all) (details as HTMLDetailsElement).open = true;
      });
      for (const [width, colorScheme] of WAYS) await expectFitting(page, slug, width, colorScheme);
    }
    await page.goto(`${site.url}/desk/events/${long.slug}`);
    await page.locator('[name="dates.0.endTime"]').fill('01:00');
    await page.locator('[name="texts.0.summary"]').fill('');
    await page.locator('[name=action][value=save]').click();
    await page.getByRole('alert').waitFor();
    for (const [width, colorScheme] of WAYS) await expectFitting(page, 'with mistakes', width, colorScheme);
  });
});

const WAYS = [
  [390, 'light'],
  [1280, 'dark'],
] as const;

const dates = () => [
  ...['2024-09-23', '2024-09-24', '2024-09-25'].map((day) => date(`${day}T17:00`, `${day}T19:00`)),
  date('2024-09-26T00:00', '2024-09-29T00:00', { allDay: true }),
];

function open(slug: string, { width, expectedFailures }: { width: number; expectedFailures: number[] }): Promise<Page> {
  const { storageState } = coordinator;
  return visit(`${site.url}/desk/events/${slug}`, {
    ...{ storageState, expectedFailures, viewport: { width, height: 800 } },
  });
}

async function expectFitting(page: Page, name: string, width: number, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
  expect(await axeFindings(page), `${name} ${width}`).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${name} ${width}`).toBeLessThanOrEqual(0);
}
