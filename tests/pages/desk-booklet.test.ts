import { expect, test } from 'vitest';
import { BOOKLET_TIMEOUT } from '../fixtures/booklets.ts';
import { signIn } from '../fixtures/coordinator.ts';
import { startSite } from '../fixtures/site.ts';

const site = await startSite();
const coordinator = await signIn(site);
const get = (path: string, headers: Record<string, string> = { cookie: coordinator.cookie }) =>
  fetch(site.url + path, { headers, redirect: 'manual' });

test(
  'a coordinator gets the booklet as a file, and pages are answered meanwhile',
  async () => {
    const page = await (await get('/desk/booklet')).text();
    expect(page).toContain('<h1>Programmheft</h1>');
    expect(page).toContain('content/logos/denk-bunt.svg');
    expect(page).toMatch(/Diese Website läuft unter http:\/\/(?:localhost|127\.0\.0\.1)/);
    expect(page).toMatch(/Im Impressum sind noch \d+ Stellen auszufüllen\./);
    expect(page).toContain('an der kurzen Kante wenden');
    expect(page).not.toContain(' style=');
    let isSet = false;
    const booklet = get('/desk/booklet?in=ar&format=a4&day=&place=eisenach&language=&bleed=1&make=1').finally(
      () => (isSet = true),
    );
    expect((await fetch(`${site.url}/events`)).status).toBe(200);
    expect(isSet).toBe(false);
    const answer = await booklet;
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="programmheft-2024-ar-a4-auswahl-druck.pdf"',
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  },
  BOOKLET_TIMEOUT,
);

test('nobody else does', async () => {
  const address = '/desk/booklet?in=de&format=a5&make=1';
  const answer = await get(address, {});
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe(`/desk/sign-in?next=${encodeURIComponent(address)}`);
});

test.each([
  ['in=xx', 400, 'Sprache des Hefts: „\u2068xx\u2069“ gibt es nicht.'],
  ['format=a3', 400, 'Format: „\u2068a3\u2069“ gibt es nicht.'],
  ['day=2024-13-99', 400, 'Tag: „\u20682024-13-99\u2069“ ist kein Tag.'],
  ['place=atlantis', 404, 'Dazu gibt es keine Veranstaltung.'],
])('what cannot be made is said on the page, whose form keeps what was chosen: %s', async (query, status, text) => {
  const answer = await get(`/desk/booklet?${query}&audience=families&make=1`);
  expect(answer.status).toBe(status);
  const page = await answer.text();
  expect(page).toContain(text);
  expect(page).toContain('<option value="families" selected');
});

test(
  'one is set and one waits; who comes then is told to come again',
  async () => {
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async () => (await get('/desk/booklet?day=2024-09-27&make=1')).status),
    );
    expect(answers.toSorted()).toEqual([200, 200, 503, 503]);
  },
  BOOKLET_TIMEOUT,
);
