import { describe, expect, test } from 'vitest';
import { signIn } from '../fixtures/coordinator.ts';
import { startSite } from '../fixtures/site.ts';
import { catalogueJson } from '../fixtures/command-line.ts';

const site = await startSite();
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

test('what somebody sends who is signed in no longer waits until they are again', async () => {
  const text = 'Zeile 1\r\n"Zeile" <2>';
  const refused = await post('/desk/not-allowed?y', { text, action: 'save', password: 'secret' });
  expect(refused.status).toBe(401);
  const page = await refused.text();
  expect(page).not.toContain('secret');
  expect(page).toContain('name="unsent"');
});
