import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApp, type App } from '#src/server/app.ts';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { signIn, type SignedIn } from '../fixtures/coordinator.ts';
import { NEXT_EDITION } from '../fixtures/edition-values.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
let coordinator: SignedIn;
let app: App;
beforeAll(async () => {
  site = await startSite();
  coordinator = await signIn(site);
  app = await openApp(settingsWith(site.dataDir));
  await app.apply('test', { kind: 'add-edition', edition: '2025', values: NEXT_EDITION });
});
afterAll(() => app.close());

const PAGES = [
  '/desk/editions',
  '/desk/editions/new',
  '/desk/editions/2025',
  '/desk/editions/2025/copy?from=2024&choose=all',
  '/desk/translations',
  '/desk/translations/laenderreise/ar',
  '/desk/translations/laenderreise/de',
  '/desk/privacy',
];

it.each(PAGES)(
  'axe finds nothing on %s, and it does not scroll sideways at 320 px',
  async (path) => {
    const page = await visit(site.url + path, { storageState: coordinator.storageState });
    for (const width of [320, 1280]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        expect(await axeFindings(page), `${width} ${colorScheme}`).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width}`).toBe(width);
    }
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('main a, main button, main label:has(input), main select')]
        .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent?.trim() ?? '' }))
        .filter(({ box }) => box.width > 1 && (box.height < 24 || box.width < 24))
        .map(({ text }) => text),
    );
    expect(small).toEqual([]);
  },
  180_000,
);

it('the roll-over works by keyboard and without scripts, on a phone', async () => {
  const phone = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };
  const page = await visit(`${site.url}/desk/editions/2025/copy?from=2024`, {
    ...phone,
    storageState: coordinator.storageState,
  });
  await page.locator('[name=event][value=laenderreise]').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Als Entwürfe übernehmen' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/done=copied$/);
  expect(await page.getByRole('status').textContent()).toContain('Entwürfe');
  await page.getByRole('checkbox', { name: 'Ja, diese Ausgabe soll gezeigt werden' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Ausgabe zeigen' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/done=shown$/);
  expect((await app.catalogue.snapshot()).shown!.slug).toBe('2025');
});
