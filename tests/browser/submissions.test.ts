import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { openApp, type App } from '#src/server/app.ts';
import type { LinkPurpose } from '#src/submissions/secret-links.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { EVENT_VALUES, submitted, tokenOf, type Stage, type Submitted } from '../fixtures/submission.ts';

const STAGES: readonly Stage[] = [
  ...(['unconfirmed', 'new', 'asked', 'answered', 'rejected', 'withdrawn', 'published', 'cancelled'] as const),
];

let site: Site;
let app: App;
const made = new Map<Stage | 'correcting', Submitted>();
beforeAll(async () => {
  site = await startSite();
  app = await openApp(settingsWith(site.dataDir));
  for (const stage of STAGES) made.set(stage, await make(stage));
  const { id: submission, slug } = await make('published');
  await app.apply('organiser', { kind: 'correct', submission, formKey: 'k', values: { ...EVENT_VALUES, capacity: 7 } });
  made.set('correcting', { id: submission, slug, number: 0 });
});
afterAll(() => app.close());

let senders = 0;
const make = (stage: Stage) =>
  submitted(app, stage, { contact: { name: 'Olena', email: `olena-${++senders}@example.org`, phone: null } });

async function addressOf({ id }: Submitted, language: LanguageCode = 'de', purpose: LinkPurpose = 'view') {
  return site.url + path(language, `submissions/${await tokenOf(app, id, purpose)}`);
}

describe.each([true, false])('with scripts: %s, an organiser by keyboard', (javaScriptEnabled) => {
  const options = { javaScriptEnabled, viewport: { width: 360, height: 740 } };

  it('confirms, answers and withdraws', async () => {
    const submission = await make('unconfirmed');
    const page = await visit(await addressOf(submission, 'de', 'confirm'), options);
    await press(page, 'Ja, Adresse bestätigen');
    await page.getByRole('heading', { name: 'Ihre Adresse ist bestätigt' }).waitFor();
    await app.apply('desk', { kind: 'ask', event: submission.slug, message: 'Gibt es eine Rampe?' });
    const link = page.getByRole('link', { name: 'Zu Ihrem Eintrag' });
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Ihre Antwort').focus();
    await page.keyboard.type('Ja, am Hintereingang.');
    await press(page, 'Antwort senden');
    await page.getByText('Danke, Ihre Antwort ist angekommen.').waitFor();
    await open(page, 'Eintrag zurückziehen');
    await page.getByLabel('Ja, ich möchte diesen Eintrag zurückziehen.').focus();
    await page.keyboard.press('Space');
    await press(page, 'Zurückziehen');
    await page.getByRole('heading', { name: 'Zurückgezogen' }).waitFor();
  });

  it('cancels one date of two, and then gets a new link', async () => {
    const submission = await make('published');
    const page = await visit(await addressOf(submission), options);
    await open(page, 'Diesen Termin absagen: Dienstag, 24. September 2024');
    await press(page, 'Ja, absagen');
    await page.getByText('Die Absage gilt und steht im Programm.').waitFor();
    expect(await page.getByText('Diesen Termin absagen: Dienstag').count()).toBe(0);
    await open(page, 'Der Link ist in falsche Hände geraten');
    await press(page, 'Neuen Link schicken');
    await page.getByRole('heading', { name: 'Ein neuer Link ist unterwegs' }).waitFor();
  });
});

it('with scripts the secret link is copied by a button', async () => {
  const address = await addressOf(made.get('new')!);
  const page = await visit(`${address}?sent`, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('button', { name: 'Link kopieren' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('/submissions/');
});

describe.each(LANGUAGES.map(({ code }) => code))('in %s', (language) => {
  it('axe finds nothing in any state at both widths, light and dark', async () => {
    const view = (stage: Stage | 'correcting') => addressOf(made.get(stage)!, language);
    const addresses = await Promise.all([...made.keys()].map(view));
    const confirmations = await Promise.all(
      (['unconfirmed', 'new', 'withdrawn'] as const).map((stage) => addressOf(made.get(stage)!, language, 'confirm')),
    );
    const all = [
      ...[...addresses, ...confirmations, site.url + path(language, 'submissions/renewed')],
      ...[`${await view('unconfirmed')}?sent`, `${await view('answered')}?done=answered`],
    ];
    const page = await visit(all[0]!);
    for (const address of all) {
      await page.goto(address);
      // The language menu lies over the page, and is looked at elsewhere.
      await page.evaluate(() =>
        document.querySelectorAll<HTMLDetailsElement>('main details').forEach((details) => (details.open = true)),
      );
      await findNothing(page, address.slice(-60), language);
    }
  });

  it('axe finds nothing where an answer was refused, and nothing scrolls sideways at 320 px', async () => {
    const page = await visit(await addressOf(made.get('asked')!, language), {
      expectedFailures: [400],
      javaScriptEnabled: true,
    });
    await page.locator('#answer').evaluate((field: HTMLTextAreaElement) => (field.required = false));
    await page.locator('button[value=answer]').click();
    await page.locator('[role=alert] a').waitFor();
    await findNothing(page, 'refused', language);
    for (const stage of made.keys()) {
      await page.goto(await addressOf(made.get(stage)!, language));
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), stage).toBe(320);
    }
  });
});

/** On all screens in German and Arabic; on phones in the other languages, whose pages are built alike. */
async function findNothing(page: Page, what: string, language: LanguageCode): Promise<void> {
  const isLookedAtClosely = language === 'de' || language === 'ar';
  for (const width of isLookedAtClosely ? [360, 1280] : [360]) {
    for (const colorScheme of isLookedAtClosely ? (['light', 'dark'] as const) : (['light'] as const)) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page), `${what} ${width} ${colorScheme}`).toEqual([]);
    }
  }
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).locator('visible=true').first().focus();
  await page.keyboard.press('Enter');
}

async function open(page: Page, name: string): Promise<void> {
  await page.locator('summary', { hasText: name }).focus();
  await page.keyboard.press('Enter');
}
