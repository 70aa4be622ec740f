import { expect, test } from 'vitest';
import { openApp } from '#src/server/app.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { signIn } from '../fixtures/coordinator.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite } from '../fixtures/site.ts';
import { confirmed, done, published } from '../fixtures/submissions.ts';

const site = await startSite();

test('the queue and the list of events are accessible and fit on a phone, without scripts, too', async () => {
  const app = await openApp(settingsWith(site.dataDir));
  const text = TANDEM.texts['de']!;
  const odd = { uk: { ...text, title: 'Танці разом' }, ar: { ...text, title: 'رقص '.repeat(30) } };
  await confirmed(app, { ...TANDEM, texts: odd, organisers: [{ name: 'Ein neuer Verein mit langem Namen' }] }, 1);
  const cancelled = await published(app, TANDEM, 2);
  await done(app, { kind: 'cancel-own', submission: cancelled.id });
  const languages = Object.fromEntries(['de', 'uk', 'ar', 'en'].map((code) => [code, { ...text, title: `${code} 1` }]));
  await confirmed(app, { ...TANDEM, texts: languages, dates: [date('2024-09-25T07:00', '2024-09-25T07:30')] }, 3);
  await app.close();
  const { storageState } = await signIn(site);

  const opened = await visit(`${site.url}/desk`, { storageState, javaScriptEnabled: true });
  for (const path of ['/desk', '/desk/events', '/desk/events?state=rejected&q=x']) {
    await opened.goto(site.url + path);
    for (const [width, colorScheme] of [
      [390, 'light'],
      [1280, 'dark'],
    ] as const) {
      await opened.setViewportSize({ width, height: 800 });
      await opened.emulateMedia({ colorScheme });
      expect(await axeFindings(opened), `${path} ${width}`).toEqual([]);
      const overflow = await opened.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} ${width}`).toBeLessThanOrEqual(0);
    }
  }

  const plain = await visit(`${site.url}/desk`, {
    ...{ storageState, javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
  });
  await plain.getByRole('button', { name: /^Zur Kenntnis genommen ?: Sprachtandem im Park/ }).focus();
  await plain.keyboard.press('Enter');
  await plain.getByRole('status').getByText('Die Absage von „Sprachtandem im Park“').waitFor();
  await plain.getByRole('button', { name: /^Veröffentlichen ?: de 1/ }).focus();
  await plain.keyboard.press('Enter');
  await plain.getByRole('status').getByText('„de 1“ ist veröffentlicht.').waitFor();
});
