import { describe, expect, test } from 'vitest';
import { signIn } from '../fixtures/coordinator.ts';
import { holdLock } from '../fixtures/processes.ts';
import { startSite } from '../fixtures/site.ts';
import { catalogueJson } from '../fixtures/command-line.ts';

const site = await startSite({ LOG_LEVEL: 'info' });
const PASSWORD = 'sieben wache Igel am Bach';

/** Posts a form as a page of the site does. */
function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const own = { origin: site.url, ...headers };
  return fetch(site.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: own,
    body: new URLSearchParams(fields),
  });
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(site.url + path, { redirect: 'manual', headers });
}

function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}

describe('signing in', () => {
  test('by the link that the command line prints, once, and with the password that is chosen there', async () => {
    const { url } = await catalogueJson<{ url: string }>(site.dataDir, 'coordinator', 'add', 'Erste@Desk.example');
    const path = new URL(url).pathname;
    const page = await get(path);
    expect(page.status).toBe(200);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.getSetCookie()).toEqual([]);
    expect((await post(path, { newPassword: 'kurz' })).status).toBe(422);
    const answer = await post(path, { newPassword: PASSWORD });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk']);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^desk\.session_token=[^;]+; Max-Age=1209600; Path=\/desk; HttpOnly; SameSite=Lax$/i),
    ]);
    expect((await get(path)).status).toBe(410);
    expect((await post(path, {})).status).toBe(410);
    const typed = { email: ' ERSTE@desk.example', password: PASSWORD, next: '/desk/accounts?x=1' };
    const again = await post('/desk/sign-in', typed);
    expect([again.status, again.headers.get('location')]).toEqual([303, '/desk/accounts?x=1']);
    expect((await get('/desk/not-allowed', { cookie: cookieOf(again) })).status).toBe(403);
  });
});

test('who is not signed in is led to sign in, and back', async () => {
  const answer = await get('/desk/not-allowed?x=1');
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    '/desk/sign-in?next=%2Fdesk%2Fnot-allowed%3Fx%3D1',
  ]);
  const { cookie } = await signIn(site);
  expect((await get('/desk/sign-in?next=/desk/venues', { cookie })).headers.get('location')).toBe('/desk/venues');
});

test('a link is no business of the log, and its page, which sends no referrer, is believed', async () => {
  await catalogueJson(site.dataDir, 'coordinator', 'add', 'log@desk.example');
  const { url } = await catalogueJson<{ url: string }>(site.dataDir, 'coordinator', 'link', 'log@desk.example');
  const path = new URL(url).pathname;
  for (const spelling of [path, path.replace('/desk/link', '//%64esk/link'), `${path}?x`]) await get(spelling);
  expect((await post(path, {}, { origin: 'https://evil.example' })).status).toBe(403);
  const answer = await post(path, {}, { origin: 'null' });
  expect([answer.status, answer.headers.get('referrer-policy')]).toEqual([303, 'no-referrer']);
  expect(site.output()).toContain('"/desk/link/…"');
  expect(site.output()).not.toContain(path.slice(-20));
});

test('nobody is led away from the desk', async () => {
  const { cookie } = await signIn(site);
  const elsewhere = ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/events'];
  for (const next of [...elsewhere, '/desk/../events', '/desk@evil.example', '/desk/sign-in', '/desk/sign-out', '']) {
    const answer = await get(`/desk/sign-in?next=${encodeURIComponent(next)}`, { cookie });
    expect([next, answer.headers.get('location')]).toEqual([next, '/desk']);
  }
});

test('whether there is an account is not told', async () => {
  await signIn(site, { email: 'known@desk.example' });
  const said = async (email: string, action: string) => {
    const answer = await post('/desk/sign-in', { email, password: 'wrong wrong wrong', action });
    const text = (await answer.text()).replaceAll(email, '…');
    return { status: answer.status, location: answer.headers.get('location'), text };
  };
  for (const action of ['password', 'link']) {
    const known = await said('known@desk.example', action);
    expect(await said('nobody@desk.example', action)).toEqual(known);
  }
});

test('what somebody sends who is signed in no longer waits until they are again', async () => {
  const text = 'Zeile 1\r\n"Zeile" <2>';
  const refused = await post('/desk/not-allowed?y', { text, action: 'save', password: 'secret' });
  expect(refused.status).toBe(401);
  const page = await refused.text();
  expect(page).not.toContain('secret');
  const unsent = JSON.stringify([
    [
      ['text', text],
      ['action', 'save'],
    ],
    false,
  ]);
  expect(page).toContain('name="unsent"');

  const carried = { unsent, next: '/desk/not-allowed?y' };
  const asked = await post('/desk/sign-in', { ...carried, email: 'nobody@desk.example', action: 'link' });
  expect(asked.status).toBe(200);
  expect(await asked.text()).toContain('Lassen Sie diese Seite offen');
  // By the link, in another tab.
  const { cookie } = await signIn(site);
  const again = await post('/desk/sign-in', { ...carried, email: '', action: 'password' }, { cookie });
  const form = await again.text();
  expect(form).toContain('action="/desk/not-allowed?y"');
  expect(form).toMatch(/<input type="hidden" name="text" value="Zeile 1\r?\n&quot;Zeile&quot; <2>">/);
});

test('while the catalogue is locked, pages are shown; signing in says that it has to wait, with what was typed', async () => {
  const { headers } = await signIn(site);
  const lock = await holdLock(site.dataDir, 17_000);
  const waiting = post('/desk/sign-in', { email: 'eva@desk.example', password: PASSWORD });
  const start = performance.now();
  expect((await get('/desk/account', headers)).status).toBe(200);
  expect(performance.now() - start).toBeLessThan(5000);
  const answer = await waiting;
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
  const page = await answer.text();
  expect(page).toContain('value="eva@desk.example"');
  expect(page).not.toContain(PASSWORD);
  await lock.finished;
});

test('the pages of accounts say what is wrong, and where', async () => {
  const administrator = await signIn(site, { administrator: true });
  const plain = await signIn(site);
  const list = (fields: Record<string, string>) => post('/desk/accounts', fields, administrator.headers);
  const own = (fields: Record<string, string>) => post('/desk/account', fields, plain.headers);
  const cases: [Promise<Response>, number, string][] = [
    [list({ action: 'add', email: 'kein' }), 422, 'Das ist keine E-Mail-Adresse.'],
    [list({ action: 'add', email: plain.email.toUpperCase() }), 422, 'Diese Person hat schon ein Konto.'],
    [list({ action: 'remove', coordinator: 'x' }), 409, 'Dieses Konto gibt es nicht mehr.'],
    [list({ action: 'invite', coordinator: 'x' }), 409, 'Dieses Konto gibt es nicht mehr.'],
    [list({ action: 'x' }), 400, 'Diese Seite kann das nicht.'],
    [own({ action: 'name', name: ' ' }), 422, 'Bitte geben Sie einen Namen ein.'],
    [own({ action: 'password', next: 'kurz' }), 422, 'Das neue Passwort muss 12 bis 128 Zeichen lang sein'],
    [own({}), 400, 'Diese Seite kann das nicht.'],
  ];
  for (const [sent, status, said] of cases) {
    const answer = await sent;
    expect([answer.status, (await answer.text()).includes(said)], said).toEqual([status, true]);
  }
});
