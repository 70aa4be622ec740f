import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signIn } from '../fixtures/coordinator.ts';
import { startSite } from '../fixtures/site.ts';

const site = await startSite({}, { mayFail: true });

/** Does something while a table of the catalogue is not there. */
async function without<Result>(table: string, run: () => Promise<Result>): Promise<Result> {
  const database = new Database(join(site.dataDir, 'catalogue.sqlite'));
  database.exec(`alter table ${table} rename to lost`);
  try {
    return await run();
  } finally {
    database.exec(`alter table lost rename to ${table}`);
    database.close();
  }
}

test('a form of the desk that fails after it was read gets the page that says so, and is logged once', async () => {
  const { headers } = await signIn(site);
  const send = () =>
    fetch(`${site.url}/desk/privacy`, { method: 'POST', headers, body: new URLSearchParams({ confirm: '' }) });
  const before = site.output().length;
  const answer = await without('rate_limit', send);
  expect(answer.status).toBe(500);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const page = await answer.text();
  expect(page).toContain('<html lang="de"');
  expect(page).toContain('Etwas ist schiefgegangen');
  const logged = site.output().slice(before);
  expect(logged.match(/no such table: rate_limit/g)?.length, logged).toBeGreaterThan(0);
  expect(logged.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(logged)).toMatchObject({ level: 50, path: '/desk/privacy', msg: 'a page could not be rendered' });
  expect((await send()).status, 'and works again afterwards').toBe(422);
});

test('so does a form of organisers, in their language', async () => {
  const headers = { origin: site.url };
  const body = new URLSearchParams({ action: 'preview', 'texts.0.title': 'Tanz' });
  const answer = await without('category_text', async () => {
    const database = new Database(join(site.dataDir, 'catalogue.sqlite'));
    database.exec('update catalogue set version = version + 1');
    database.close();
    return fetch(`${site.url}/uk/submit`, { method: 'POST', headers, body });
  });
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain('<html lang="uk"');
});
