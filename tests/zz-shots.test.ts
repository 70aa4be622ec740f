import { test } from 'vitest';
import { openApp } from '#src/server/app.ts';
import { visit } from './fixtures/browser.ts';
import { signIn } from './fixtures/coordinator.ts';
import { TANDEM } from './fixtures/event-values.ts';
import { settingsWith } from './fixtures/settings.ts';
import { startSite } from './fixtures/site.ts';
import { confirmed, done, published, valuesOf } from './fixtures/submissions.ts';

const site = await startSite();
test('shots', async () => {
  const app = await openApp(settingsWith(site.dataDir));
  const one = await confirmed(app, { ...TANDEM, organisers: [{ name: 'Ein neuer Verein mit langem Namen' }] }, 1);
  const two = await published(app, TANDEM, 2);
  const current = await valuesOf(app, two.slug);
  await done(app, { kind: 'correct', submission: two.id, formKey: 'x', values: { ...current, capacity: 20, texts: { de: { ...current.texts['de']!, summary: 'Zu zweit spazieren und dabei eine neue Sprache ganz nebenbei lernen.' } } } });
  await done(app, { kind: 'cancel-own', submission: two.id });
  const { storageState } = await signIn(site);
  const page = await visit(`${site.url}/desk`, { storageState });
  for (const [name, path] of [['draft', `/desk/events/${one.slug}`], ['published', `/desk/events/${two.slug}`], ['new', '/desk/events/new']]) {
    for (const [width, colorScheme] of [[390, 'light'], [1280, 'light'], [1280, 'dark']] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(site.url + path);
      await page.screenshot({ path: `/tmp/shot-${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await app.close();
}, 120_000);
