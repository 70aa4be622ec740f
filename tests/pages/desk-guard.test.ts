import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openApp } from '#src/server/app.ts';
import { signIn, type SignedIn } from '../fixtures/coordinator.ts';
import { deskAtWork } from '../fixtures/desk-at-work.ts';
import { deskRoutes } from '../fixtures/desk-routes.ts';
import { postFormsIn } from '../fixtures/html-form.ts';
import { ROOT } from '../fixtures/modules.ts';
import { everything } from '../fixtures/rows.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite } from '../fixtures/site.ts';

/** The only pages that need no session. Another one here is a decision about safety. */
const OPEN = ['/desk/sign-in', '/desk/link/[token]', '/desk/sign-out'];
const FOR_ADMINISTRATORS = ['/desk/accounts'];

const site = await startSite();
const routes = deskRoutes();
const guarded = [...routes].filter(([route]) => !OPEN.includes(route));

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly cacheControl: string | undefined;
  readonly body: string;
}

/** Asks for exactly this address; `fetch` would put it in order first. */
function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(site.url);
  const isForm = method !== 'GET' && method !== 'HEAD';
  const form = isForm ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '8' } : {};
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path, headers: { ...form, ...headers } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode!,
          location: answer.headers.location,
          cacheControl: answer.headers['cache-control'],
          body,
        }),
      );
    });
    asked.on('error', reject);
    asked.end(isForm ? 'typed=it' : undefined);
  });
}

const own = { origin: site.url };
let administrator: SignedIn;
let coordinator: SignedIn;
/** Cookies that were good once. */
const ended: Record<string, string> = {};

beforeAll(async () => {
  administrator = await signIn(site, { administrator: true, email: 'chefin@desk.example' });
  coordinator = await signIn(site);
  const [out, removed, expired] = [await signIn(site), await signIn(site), await signIn(site)];
  await ask('POST', '/desk/sign-out', out.headers);
  const app = await openApp(settingsWith(site.dataDir));
  await app.apply('test', { kind: 'remove-coordinator', coordinator: removed.email });
  await app.database.write
    .updateTable('coordinator_session')
    .set({ expires_at: '2024-01-01T00:00:00.000Z' })
    .where('coordinator_id', '=', expired.id)
    .execute();
  await app.close();
  Object.assign(ended, {
    nobody: '',
    'who signed out': out.cookie,
    'who was removed': removed.cookie,
    'whose session is over': expired.cookie,
    'who forged a signature': coordinator.cookie.replace(/\.[^.]{6}/, '.AAAAAA'),
    'who knows the token only': coordinator.cookie.replace(/\..*$/, '').replace('desk=', 'desk.session_token='),
  });
});

test('there are pages, and the open ones are among them', () => {
  expect(guarded.length).toBeGreaterThan(2);
  for (const route of [...OPEN, ...FOR_ADMINISTRATORS]) expect(routes.has(route), route).toBe(true);
});

describe.each([...guarded])('%s', (_route, path) => {
  test('is closed to strangers, ended sessions and removed accounts, whatever they send', async () => {
    for (const [who, cookie] of Object.entries(ended)) {
      const headers = { ...own, ...(cookie === '' ? {} : { cookie }) };
      for (const method of ['GET', 'HEAD']) {
        const { status, location, cacheControl, body } = await ask(method, path, headers);
        expect({ who, method, status, cacheControl, body }).toEqual({
          ...{ who, method, status: 303, cacheControl: 'no-store', body: '' },
        });
        expect(location).toBe(`/desk/sign-in?next=${encodeURIComponent(path)}`);
      }
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const { status, cacheControl, body } = await ask(method, path, headers);
        expect({ who, method, status, cacheControl }).toEqual({ who, method, status: 401, cacheControl: 'no-store' });
        expect(body).toContain('<h1>Sie sind nicht mehr angemeldet</h1>');
      }
    }
  });

  test('takes no form from another site, whoever is signed in', async () => {
    const { cookie } = administrator;
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, {}] as Record<string, string>[]) {
      const { status } = await ask('POST', path, { cookie, ...headers });
      expect(status, JSON.stringify(headers)).toBe(403);
    }
    const crossSite = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await ask('POST', path, { cookie, ...crossSite })).status).toBe(403);
  });

  test('lets in who may come in, and nobody keeps the answer', async () => {
    const { status, location = '', cacheControl } = await ask('GET', path, administrator.headers);
    expect(location).not.toContain('sign-in');
    expect([401, 500]).not.toContain(status);
    expect(cacheControl).toBe('no-store');
  });
});

describe.each([...routes].filter(([route]) => FOR_ADMINISTRATORS.some((above) => route.startsWith(above))))(
  '%s',
  (_route, path) => {
    test('is for administrators only', async () => {
      for (const method of ['GET', 'POST']) {
        const { status, body } = await ask(method, path, coordinator.headers);
        expect([method, status]).toEqual([method, 403]);
        expect(body).not.toContain(administrator.email);
      }
    });
  },
);

test('every button of every page does nothing for strangers, removed accounts and other sites', async () => {
  const desk = await deskAtWork(site);
  const app = await openApp(settingsWith(site.dataDir));
  const actions = new Map<string, { path: string; body: URLSearchParams }>();
  for (const page of [...desk.addresses.values(), ...desk.others]) {
    if (OPEN.some((route) => page.startsWith(route.replace(/\[.*/, '')))) continue;
    const { body } = await ask('GET', page, desk.administrator.headers);
    for (const { action, fields, buttons } of postFormsIn(body)) {
      const path = action === null ? page : new URL(action, site.url + page).href.slice(site.url.length);
      if (path.startsWith('/desk/sign-out')) continue;
      for (const button of buttons.length > 0 ? buttons : [['action', '']]) {
        const sent = new URLSearchParams([...fields, button].map(([name, value]) => [name, value]));
        actions.set(`${path} ${button.join('=')}`, { path, body: sent });
      }
    }
  }
  const named = (value: string) => [...actions.keys()].filter((key) => key.endsWith(` action=${value}`));
  for (const known of ['save', 'publish', 'note', 'ask', 'reject', 'cancel', 'move', 'withdraw', 'apply', 'add']) {
    expect(named(known), known).not.toEqual([]);
  }
  const before = await everything(app);
  for (const [name, { path, body }] of actions) {
    const send = async (headers: Record<string, string>) =>
      (await fetch(site.url + path, { ...{ method: 'POST', redirect: 'manual', body }, headers })).status;
    expect([name, await send(own)]).toEqual([name, 401]);
    expect([name, await send({ ...own, cookie: ended['who was removed']! })]).toEqual([name, 401]);
    const { cookie } = administrator;
    expect([name, await send({ cookie, origin: 'https://evil.example' })]).toEqual([name, 403]);
    expect([name, await send({ cookie })]).toEqual([name, 403]);
  }
  expect((await everything(app)) === before, 'nothing was written').toBe(true);
  await app.close();
});

test.each(OPEN)('%s shows strangers nothing of the desk', async (route) => {
  const { status, body, cacheControl } = await ask('GET', routes.get(route)!);
  expect([200, 303, 410]).toContain(status);
  expect(cacheControl).toBe('no-store');
  expect(body).not.toContain('@desk.example');
  // What every page says to who is signed in.
  expect(body).not.toContain('/desk/sign-out');
});

test.each([
  ...['/%64esk/accounts', '//desk/accounts', '/x/../desk/accounts', '/desk//accounts', '/desk/./accounts'],
  ...[
    '/desk/accounts/',
    '/desk/accounts?x',
    '/desk/accounts#x',
    '/desk/%61ccounts',
    '/desk\\accounts',
    '/DESK/accounts',
  ],
  ...[
    '/desk%2Faccounts',
    '/desk;x/accounts',
    '/uk/desk/accounts',
    '/de/desk/accounts',
    '/uk/desk',
    '/desk/%2561ccounts',
  ],
  ...['/desk/sign-in/../accounts', '/desk/sign-in/..%2Faccounts', '/desk/auth/get-session', '/desk/auth/sign-up/email'],
  ...['/events/../desk/accounts', '/./desk/accounts', '/desk/accounts.html', '/desk/accounts/index', '/desk/nothing'],
])('no spelling leads around the guard: %s', async (path) => {
  for (const cookie of ['', coordinator.cookie]) {
    for (const method of ['GET', 'POST']) {
      const { status, body } = await ask(method, path, { ...own, ...(cookie === '' ? {} : { cookie }) });
      expect([303, 301, 308, 400, 401, 403, 404, 405], `${method} ${status}`).toContain(status);
      expect(body).not.toContain(administrator.email);
    }
  }
});

test('what is for coordinators is shown by pages of the desk only', () => {
  const files = readdirSync(join(ROOT, 'src/pages'), { recursive: true, encoding: 'utf8' });
  const stray = files
    .filter((file) => /\.(?:astro|ts)$/.test(file) && !file.startsWith('desk/'))
    .filter((file) => {
      const text = readFileSync(join(ROOT, 'src/pages', file), 'utf8');
      return /layouts\/Desk\.astro|locals\.(?:coordinator|deskSession)|components\/desk\/|#src\/(?:desk|coordinators)\//.test(
        text,
      );
    });
  expect(stray, 'Move it to src/pages/desk, where the guard stands before it').toEqual([]);
});

test('no page of the desk is made ahead of time, when there is no guard', () => {
  const made = [...routes.keys()].flatMap((route) => {
    const files = [`${route}.astro`, `${route}.ts`, `${route}/index.astro`].map((file) =>
      join(ROOT, 'src/pages', file),
    );
    return files.filter((file) => {
      try {
        return /\bprerender\b/.test(readFileSync(file, 'utf8'));
      } catch {
        return false;
      }
    });
  });
  expect(made).toEqual([]);
});
