import { expect, test } from 'vitest';
import { openApp } from '#src/server/app.ts';
import { signIn } from '../fixtures/coordinator.ts';
import { insertEdition } from '../fixtures/edition.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite } from '../fixtures/site.ts';

const site = await startSite();
const coordinator = await signIn(site);

async function get(path: string) {
  const response = await fetch(site.url + path, { headers: { cookie: coordinator.cookie } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('the page counts the shown edition, compares it with the one before and draws each number', async () => {
  const alone = (await get('/desk/numbers')).text;
  expect(alone).not.toContain('count-before');
  const app = await openApp(settingsWith(site.dataDir));
  await insertEdition(app, { slug: '2023', event: 'altes-fest', state: 'published' });
  await app.close();
  const { status, text } = await get('/desk/numbers');
  expect(status).toBe(200);
  expect(text).toContain('Veranstaltungen 2023');
  for (const title of ['Nach Art', 'Nach Stadt oder Gemeinde', 'Nach Veranstalter', 'Nach Eintritt', 'Nach Tag']) {
    expect(text).toContain(`>${title}</h2>`);
  }
  const bars = text.match(/<svg[^>]*count-bars[^>]*>/g) ?? [];
  expect(bars.length).toBeGreaterThan(50);
  expect(bars.every((bar) => bar.includes('aria-hidden="true"'))).toBe(true);
  expect(text).not.toContain(' style=');
  expect((await get('/desk/numbers?edition=2023')).text).toContain('<option value="2023" selected');
  expect((await get('/desk/numbers?edition=')).status).toBe(200);
  expect((await get('/desk/numbers?edition=1999')).status).toBe(404);
});

test('the file says the same', async () => {
  const { status, headers, text } = await get('/desk/numbers.csv?edition=2024');
  expect(status).toBe(200);
  expect(headers.get('content-disposition')).toBe('attachment; filename="zahlen-2024.csv"');
  expect(headers.get('cache-control')).toContain('no-store');
  expect(text).toMatch(/^\uFEFF?Gliederung,Was,Veranstaltungen 2024/);
  expect(text).toMatch(/\r\nNach gesprochener Sprache,Deutsch,\d+/);
  expect((await get('/desk/numbers.csv?edition=1999')).status).toBe(404);
});
