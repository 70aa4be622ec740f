import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { signIn } from '../fixtures/coordinator.ts';
import { NEW_ROW, rowsIn, workbook } from '../fixtures/exchange.ts';
import { startSite } from '../fixtures/site.ts';

const site = await startSite();
const coordinator = await signIn(site);

async function get(path: string) {
  const response = await fetch(site.url + path, { headers: { cookie: coordinator.cookie } });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function post(path: string, body: FormData | URLSearchParams) {
  const response = await fetch(site.url + path, {
    ...{ method: 'POST', redirect: 'manual', headers: coordinator.headers, body },
  });
  return {
    status: response.status,
    location: response.headers.get('location') ?? '',
    text: await response.text(),
  };
}

function upload(bytes: Buffer | string, name = 'datei.xlsx', others: Record<string, string> = {}) {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(Buffer.from(bytes as string))], name));
  for (const [field, value] of Object.entries({ into: '2024', ...others })) form.set(field, value);
  return post('/desk/exchange', form);
}

const baseIn = (text: string) => /name="base" value="([^"]+)"/.exec(text)?.[1] ?? '';
const press = (path: string, base: string) => post(path, new URLSearchParams({ base, action: 'apply' }));

describe('files to download', () => {
  test.each([
    ['export.csv', 'text/csv; charset=utf-8; header=present', 'veranstaltungen-2024.csv'],
    ['export.json', 'application/json; charset=utf-8', 'veranstaltungen-2024.json'],
    ['export.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'veranstaltungen-2024.xlsx'],
    ['template.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'vorlage.xlsx'],
    ['template.csv', 'text/csv; charset=utf-8; header=present', 'vorlage.csv'],
  ])('%s is nobody else’s to keep', async (path, type, name) => {
    const { status, headers } = await get(`/desk/exchange/${path}?edition=2024`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
    expect(headers.get('cache-control')).toContain('no-store');
  });

  test('there are none of other formats and editions', async () => {
    for (const path of ['export.pdf', 'template.json', 'export.csv?edition=1999']) {
      expect((await get(`/desk/exchange/${path}`)).status).toBe(404);
    }
  });
});

test('an upload is looked at, then confirmed, and confirmed once; its template is faultless', async () => {
  const [example] = await rowsIn((await get('/desk/exchange/template.xlsx')).bytes);
  const file = await workbook([example!, { ...NEW_ROW, 'Titel (de)': '<b>Fest</b>' }]);
  const sent = await upload(file);
  expect(sent.status).toBe(303);
  const page = (await get(sent.location)).bytes.toString();
  expect(page).toContain('Neu: 2 · Geändert: 0 · Unverändert: 0');
  expect(page).toContain('&lt;b&gt;Fest&lt;/b&gt;');
  const done = await press(sent.location, baseIn(page));
  expect(done).toMatchObject({ status: 303, location: '/desk/exchange?done=imported&new=2&changed=0&unchanged=0' });
  expect((await get(done.location)).bytes.toString()).toContain('Neu: 2, geändert: 0, unverändert: 0.');
  expect((await press(sent.location, baseIn(page))).status).toBe(404);
  expect(readdirSync(join(site.dataDir, 'imports'))).toEqual([]);

  const again = await upload(file);
  const same = (await get(again.location)).bytes.toString();
  expect(same).toContain('Die Datei sagt nichts Neues');
  expect(baseIn(same), 'no button').toBe('');
});

test('a file with mistakes shows them and cannot be imported', async () => {
  const sent = await upload(await workbook([{ ...NEW_ROW, Ort: 'Presenwerk', 'Nr.': 'falsch' }]));
  const page = (await get(sent.location)).bytes.toString();
  expect(page.replace(/\s+/g, ' ')).toMatch(
    /<td[^>]*>Veranstaltungen<\/td> ?<td[^>]*> ?2 ?<\/td> ?<th[^>]*> ?Ort ?<\/th>/,
  );
  expect(baseIn(page)).toBe('');
  expect((await press(sent.location, 'guessed')).status).toBe(409);
});

test('a preview that is no longer true is shown anew instead of being applied', async () => {
  const sent = await upload(await workbook([{ ...NEW_ROW, 'Nr.': 'veraltet', 'Titel (de)': 'Erst so' }]));
  const base = baseIn((await get(sent.location)).bytes.toString());
  const other = await upload(await workbook([{ ...NEW_ROW, 'Nr.': 'veraltet', 'Titel (de)': 'Dann so' }]));
  expect((await press(other.location, baseIn((await get(other.location)).bytes.toString()))).status).toBe(303);
  const stale = await press(sent.location, base);
  expect(stale.status).toBe(409);
  expect(stale.text).toContain('Inzwischen hat sich etwas geändert');
  expect(stale.text).toContain('Geändert: 1');
});

test('what cannot be read at all is told at the form, with what was chosen', async () => {
  const nothing = await post('/desk/exchange', new URLSearchParams({ into: '2024' }));
  expect(nothing).toMatchObject({ status: 422, text: expect.stringContaining('Bitte wählen Sie eine Datei.') });
  const old = await upload(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'alt.xls', { category: 'talk' });
  expect(old).toMatchObject({ status: 422, text: expect.stringContaining('im alten Excel-Format') });
  expect(old.text).toMatch(/<option value="talk" selected/);
  expect((await upload(Buffer.alloc(6_000_000, 'x'))).status).toBe(413);
  expect((await upload(await workbook([NEW_ROW]), 'x.xlsx', { into: '1999' })).status).toBe(422);
  expect((await get('/desk/exchange/import/nothing')).status).toBe(404);
  expect((await get('/desk/exchange/import/..%2F..%2Fsecret.key')).status).toBe(404);
});
