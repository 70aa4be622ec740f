import { beforeAll, describe, expect, test } from 'vitest';
import { openApp, type App } from '#src/server/app.ts';
import { deskAtWork, type DeskAtWork } from '../fixtures/desk-at-work.ts';
import { postFormsIn, type PageForm } from '../fixtures/html-form.ts';
import { everything } from '../fixtures/rows.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite } from '../fixtures/site.ts';

/** What is true of every form at the desk that changes something which is there already. */
const site = await startSite();
let app: App;
let desk: DeskAtWork;
beforeAll(async () => {
  desk = await deskAtWork(site);
  app = await openApp(settingsWith(site.dataDir));
  return () => app.close();
});

/** Buttons that need not know what was there: they add, look, or say the same whatever has changed. */
const WITHOUT_BASE = [
  ...[
    '/desk/exchange',
    '/desk/privacy',
    '/desk/account',
    '/desk/accounts',
    '/desk/sign-out',
    '/desk/sign-out?everywhere',
  ],
  ...['/desk/venues/new', '/desk/organisers/new', '/desk/editions/new', '/desk/events/new'],
  ...['/desk/editions/2025/copy?from=2024'],
];
const SHOW_EDITION = 'show';
/** What it was opened with, or the change that it takes back. */
const BASES = ['base', 'seen', 'change'];
const CHANGING = [
  ...['save', 'next', 'publish', 'remove', 'merge', 'apply', 'ask', 'reject', 'accept', 'decline', 'cancel', 'move'],
  ...['withdraw', 'note', 'undo', 'renew-link'],
];
/** Fields in which anything may be typed. */
const FREE = ['name', 'motto.de', 'easy', 'message', 'texts.0.title'];
const TYPED = 'Eben erst getippt';

async function get(path: string): Promise<string> {
  return (await fetch(site.url + path, { headers: desk.administrator.headers })).text();
}

async function post(path: string, fields: PageForm['fields']): Promise<{ status: number; text: string }> {
  const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
  const { headers } = desk.administrator;
  const answer = await fetch(site.url + path, { method: 'POST', redirect: 'manual', headers, body });
  return { status: answer.status, text: await answer.text() };
}

/** Every form of every page, with where it is sent. */
async function allForms(): Promise<(PageForm & { path: string; page: string })[]> {
  const pages = [...desk.addresses.values(), ...desk.others].filter((path) => !/^\/desk\/(?:sign-|link)/.test(path));
  const found = await Promise.all(
    pages.map(async (page) =>
      postFormsIn(await get(page)).map((form) => ({ ...form, page, path: form.action === null ? page : form.action })),
    ),
  );
  return found.flat().map((form) => ({
    ...form,
    path: form.path.startsWith('?') ? form.page.split('?')[0]! + form.path : form.path,
  }));
}

describe('every form at the desk that changes what is there', () => {
  test('says what it was opened with', async () => {
    const silent = (await allForms()).filter(
      ({ path, fields, buttons }) =>
        !fields.some(([name, value]) => BASES.includes(name) && value !== '') &&
        !WITHOUT_BASE.includes(path) &&
        !buttons.some(([, value]) => value === SHOW_EDITION || value === 'approve'),
    );
    expect(silent.map(({ path, buttons }) => [path, buttons])).toEqual([]);
  });

  test('is refused with 409 if something else is there by now, and keeps what was typed', async () => {
    const before = await everything(app);
    const tried: string[] = [];
    for (const { path, fields, buttons } of await allForms()) {
      if (WITHOUT_BASE.includes(path)) continue;
      for (const button of buttons) {
        if (button[0] !== 'action' || !CHANGING.includes(button[1])) continue;
        const stale = fields.map(([name, value]): [string, string] => {
          if (BASES.includes(name)) return [name, 'something-else'];
          return [name, FREE.includes(name) ? TYPED : value];
        });
        const answer = await post(path, [...stale, ['sure', '1'], button]);
        const name = `${path} ${button[1]}`;
        tried.push(name);
        expect([name, answer.status]).toEqual([name, 409]);
        const isTyped = stale.some(([, value]) => value === TYPED);
        if (isTyped) expect(answer.text, name).toContain(TYPED);
      }
    }
    const areas = ['venues', 'organisers', 'editions', 'translations', 'events', 'exchange/import'];
    for (const area of areas) {
      const found = tried.filter((name) => name.startsWith(`/desk/${area}/`));
      expect(found, area).not.toEqual([]);
    }
    expect(tried).toEqual(expect.arrayContaining(['/desk note', '/desk publish']));
    expect((await everything(app)) === before, 'nothing was written').toBe(true);
  });
});
