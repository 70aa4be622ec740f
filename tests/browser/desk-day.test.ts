import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { EventValues } from '#src/changes/event-values.ts';
import { openApp, type App } from '#src/server/app.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { signIn } from '../fixtures/coordinator.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { confirmed, done, mails, valuesOf } from '../fixtures/submissions.ts';

const TEXT = TANDEM.texts['de']!;
const titled = (title: string, more: Partial<EventValues> = {}, languages = ['de']): EventValues => ({
  ...TANDEM,
  texts: Object.fromEntries(
    languages.map((code) => [code, { ...TEXT, title: code === languages[0] ? title : `${code} ${title.length}` }]),
  ),
  ...more,
});
const at = (time: string, more: Parameters<typeof date>[2] = {}) => ({ dates: [date(time, null, more)] });
const NEW_VENUE = { name: 'Pressen-Werk', street: null, postcode: '36433', place: 'bad-salzungen' };

/** What came in overnight: of every kind one. */
const SUBMISSIONS = {
  faultless: titled('Quittengelee kochen', at('2024-09-25T07:00'), ['de', 'uk', 'ar', 'en']),
  ukrainian: titled('Танці разом', at('2024-09-25T09:00'), ['uk']),
  questionable: titled('Fest ohne Namen', at('2024-09-25T11:00')),
  advertising: titled('Teppiche billig', at('2024-09-25T13:00')),
  newVenue: titled('Lesung am Kamin', at('2024-09-25T15:00', { venue: NEW_VENUE })),
  wrongWeekday: titled('Kochen am Montag, 26.09.2024', at('2024-09-26T07:00')),
  exhibition: titled('Bilder der Flucht', {
    dates: [
      date('2024-09-23T00:00', '2024-09-28T00:00', { allDay: true, venue: { slug: 'volkshochschule-eisenach' } }),
    ],
  }),
  online: titled(
    'Sprechstunde im Netz',
    at('2024-09-26T18:00', { venue: null, onlineUrl: 'https://example.org/raum' }),
  ),
  corrected: titled('Chor der Welt', at('2024-09-26T10:00')),
  cancelled: titled('Picknick am See', at('2024-09-26T12:00')),
};
type Name = keyof typeof SUBMISSIONS;

describe.each([
  { javaScriptEnabled: true, width: 1280 },
  { javaScriptEnabled: false, width: 390 },
])(
  'a day at the desk by keyboard, $width px wide, with scripts: $javaScriptEnabled',
  ({ javaScriptEnabled, width }) => {
    test('ends with a right programme and an empty queue', async () => {
      const site = await startSite();
      const app = await openApp(settingsWith(site.dataDir));
      const sent = await submitAll(app);
      const { storageState } = await signIn(site);
      const page = await visit(`${site.url}/desk`, {
        ...{ storageState, javaScriptEnabled, viewport: { width, height: 800 } },
        expectedFailures: [422],
      });
      const open = (name: Name) => openEvent(page, site, sent[name].slug);

      expect(await page.title()).toContain('(10) Eingang');
      await press(page, /^Veröffentlichen ?: Quittengelee/);
      await said(page, '„Quittengelee kochen“ ist veröffentlicht.');

      await open('ukrainian');
      await page.getByText('Der deutsche Text fehlt').waitFor();
      await press(page, 'Text in einer weiteren Sprache');
      await page.locator('[name="texts.1.language"]').selectOption('de');
      await type(page, 'texts.1.title', 'Tanzen zu zweit');
      await type(page, 'texts.1.summary', 'Alle tanzen mit.');
      await type(page, 'texts.1.description', 'Schuhe nicht vergessen.');
      await publish(page);

      await open('questionable');
      await unfold(page, 'Rückfrage stellen');
      await press(page, 'Rückfrage stellen');
      await page.getByRole('alert').getByText('Bitte schreiben Sie, was Sie wissen möchten.').waitFor();
      await typeInto(page, 'Ihre Frage', 'Wie heißt das Fest?');
      await press(page, 'Rückfrage stellen');
      await said(page, 'Die Rückfrage ist unterwegs.');
      await done(app, { kind: 'answer', submission: sent.questionable.id, answer: 'Fest der Nachbarn' });
      await open('questionable');
      await page.getByText('Fest der Nachbarn').waitFor();
      await type(page, 'texts.0.title', 'Fest der Nachbarn');
      await publish(page);

      await open('advertising');
      await unfold(page, 'Ablehnen');
      await typeInto(page, 'Begründung', 'Das ist Werbung.');
      await press(page, 'Ablehnen');
      await said(page, 'Abgelehnt.');

      await open('newVenue');
      await page.getByText('Neuer Veranstaltungsort: Pressen-Werk').waitFor();
      await publish(page);
      await mergeVenue(page, site);

      await open('wrongWeekday');
      await page.getByText('Der 26.09.2024 ist aber ein Donnerstag.').waitFor();
      await type(page, 'texts.0.title', 'Kochen am Donnerstag');
      await press(page, 'Vorschau aktualisieren', '.form-actions');
      await page.getByText('Noch nicht gespeichert').waitFor();
      await publish(page);

      for (const name of ['exhibition', 'online', 'corrected', 'cancelled'] as const) {
        await open(name);
        await publish(page);
      }

      await correctAndCancel(app, sent);
      await open('corrected');
      await page.getByLabel('Übernehmen: Förderung').focus();
      await page.keyboard.press('Space');
      await press(page, 'Angekreuztes übernehmen');
      await said(page, 'Übernommen: Die Seite zeigt es schon.');
      await open('cancelled');
      await press(page, 'Zur Kenntnis genommen');
      await said(page, 'Zur Kenntnis genommen.');

      await open('online');
      await unfold(page, 'Diesen Termin verlegen');
      await page.getByLabel('Tag', { exact: true }).last().fill('2024-09-27');
      await typeInto(page, 'Nachricht dazu (freiwillig)', 'Einen Tag später, weil das Netz gewartet wird.', 1);
      await press(page, /^Diesen Termin verlegen/);
      await said(page, 'Verlegt:');

      await open('faultless');
      await unfold(page, 'Veranstaltung absagen');
      await typeInto(page, 'Nachricht dazu (freiwillig)', 'Die Quitten sind nicht reif.');
      await press(page, /^Veranstaltung absagen/);
      await said(page, 'Abgesagt:');
      await page.getByText('Die Quitten sind nicht reif.').first().waitFor();
      await press(page, 'Rückgängig machen');
      await said(page, 'Rückgängig gemacht.');
      if (javaScriptEnabled) expect(await axeFindings(page)).toEqual([]);

      await page.goto(`${site.url}/desk`);
      expect(await page.title()).toMatch(/^Eingang/);
      await expectRight(page, site, app, sent);
      await app.close();
    });
  },
);

async function submitAll(app: App): Promise<Record<Name, { id: string; slug: string }>> {
  const entries: [string, { id: string; slug: string }][] = [];
  for (const [name, values] of Object.entries(SUBMISSIONS)) {
    entries.push([name, await confirmed(app, values, entries.length + 1)]);
  }
  return Object.fromEntries(entries) as Record<Name, { id: string; slug: string }>;
}

async function openEvent(page: Page, site: Site, slug: string): Promise<void> {
  await page.goto(`${site.url}/desk/events/${slug}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function press(page: Page, name: string | RegExp, within = 'main'): Promise<void> {
  const exact = typeof name === 'string';
  await page.locator(within).getByRole('button', { name, exact }).last().focus();
  await Promise.all([page.waitForLoadState('load'), page.keyboard.press('Enter')]);
}

/** Which may give it its address. */
async function publish(page: Page): Promise<void> {
  await press(page, 'Speichern und veröffentlichen');
  await said(page, 'Gespeichert und veröffentlicht');
}

async function unfold(page: Page, title: string): Promise<void> {
  await page.locator('summary', { hasText: title }).first().focus();
  await page.keyboard.press('Enter');
}

function said(page: Page, words: string): Promise<void> {
  return page.locator('main > [role=status]').getByText(words).waitFor();
}

async function type(page: Page, name: string, text: string): Promise<void> {
  await page.locator(`[name="${name}"]`).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

async function typeInto(page: Page, label: string, text: string, at = 0): Promise<void> {
  await page.getByLabel(label).nth(at).focus();
  await page.keyboard.type(text);
}

async function mergeVenue(page: Page, site: Site): Promise<void> {
  await page.goto(`${site.url}/desk/venues`);
  await page.getByRole('link', { name: 'Pressen-Werk', exact: true }).focus();
  await Promise.all([page.waitForURL(/venues\/.*pressen/), page.keyboard.press('Enter')]);
  const { pathname } = new URL(page.url());
  await page.getByLabel('Bleiben soll').selectOption('pressenwerk');
  await press(page, 'Vorschau ansehen');
  await press(page, 'Jetzt zusammenführen');
  await said(page, 'Zusammengeführt.');
  const old = await fetch(site.url + pathname.replace('/desk', ''), { redirect: 'manual' });
  expect([old.status, old.headers.get('location')]).toEqual([301, '/venues/pressenwerk']);
}

/** Meanwhile, two organisers use their links. */
async function correctAndCancel(app: App, sent: Record<Name, { id: string; slug: string }>): Promise<void> {
  const { id, slug } = sent.corrected;
  const values = { ...(await valuesOf(app, slug)), capacity: 40, funding: 'Sparkasse' };
  await done(app, { kind: 'correct', submission: id, formKey: 'correction', values });
  await done(app, { kind: 'cancel-own', submission: sent.cancelled.id });
}

async function expectRight(
  page: Page,
  site: Site,
  app: App,
  sent: Record<Name, { id: string; slug: string }>,
): Promise<void> {
  const feed = await (await fetch(`${site.url}/events.json`)).text();
  const titles = ['Quittengelee kochen', 'Tanzen zu zweit', 'Fest der Nachbarn', 'Lesung am Kamin'];
  for (const title of [...titles, 'Kochen am Donnerstag', 'Bilder der Flucht', 'Chor der Welt']) {
    expect(feed).toContain(title);
  }
  expect(feed).not.toContain('Teppiche billig');
  expect(await valuesOf(app, sent.corrected.slug)).toMatchObject({ capacity: 40, funding: null });
  const moved = await (await fetch(`${site.url}/events/${sent.online.slug}.ics`)).text();
  expect(moved).toContain('DTSTART;TZID=Europe/Berlin:20240927T180000');
  const undone = await (await fetch(`${site.url}/events/${sent.faultless.slug}.ics`)).text();
  expect(undone).toMatch(/SEQUENCE:2/);
  expect(undone).not.toContain('STATUS:CANCELLED');
  expect((await mails(app)).map(({ template }) => template)).toContain('event-moved');
  await page.goto(`${site.url}/events/${sent.cancelled.slug}`);
  await page.getByText('Abgesagt').first().waitFor();
}
