import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type App } from '#src/server/app.ts';
import { fixedClock } from '#src/time/festival-time.ts';
import { signIn, type SignedIn } from '../fixtures/coordinator.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { submitted } from '../fixtures/submission.ts';

let site: Site;
let coordinator: SignedIn;
let app: App;
beforeAll(async () => {
  site = await startSite();
  coordinator = await signIn(site);
  app = await openApp(settingsWith(site.dataDir));
});
afterAll(() => app.close());

async function get(path: string) {
  const response = await fetch(site.url + path, { headers: coordinator.headers, redirect: 'manual' });
  return { status: response.status, text: await response.text() };
}

async function post(path: string, fields: Record<string, string> | [string, string][]) {
  const response = await fetch(site.url + path, {
    ...{ method: 'POST', redirect: 'manual', headers: coordinator.headers, body: new URLSearchParams(fields) },
  });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

/** What the form of a page holds as it was served. */
async function fieldsOn(path: string): Promise<Record<string, string>> {
  const { text } = await get(path);
  const fields: Record<string, string> = {};
  for (const [tag] of text.matchAll(/<input [^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1];
    const isUnticked = tag.includes('type="checkbox"') && !/ checked/.test(tag);
    if (name !== undefined && !isUnticked) fields[name] = unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name, value] of text.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)/g)) {
    fields[name!] = unescaped(value!);
  }
  return fields;
}

function unescaped(text: string): string {
  const signs: Record<string, string> = { '&#34;': '"', '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>' };
  return text
    .replace(/&(?:#34|quot|#39|lt|gt);/g, (sign) => signs[sign]!)
    .replaceAll('&#38;', '&')
    .replaceAll('&amp;', '&');
}

describe('editions', () => {
  it('next year’s is made from this one, and not by accident', async () => {
    const fields = await fieldsOn('/desk/editions/new');
    expect(fields).toMatchObject({ 'title.de': expect.stringContaining(fields['slug']!) as string, 'motto.de': '' });
    expect(fields['deadlineTime']).toBe('23:59');
    const wanted = {
      ...fields,
      slug: '2025',
      ...{ officialFirst: '2025-09-21', officialLast: '2025-09-28' },
      ...{ programmeFirst: '2025-09-01', programmeLast: '2025-10-05', deadlineDay: '2025-07-01' },
    };
    const unconfirmed = await post('/desk/editions/new', wanted);
    expect(unconfirmed.status).toBe(422);
    expect(unconfirmed.text).toContain('href="#real"');
    expect(unconfirmed.text).toContain('value="2025-09-21"');
    const wrong = await post('/desk/editions/new', { ...wanted, real: '1', programmeLast: '2025-09-20', slug: '2025' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('href="#programmeLast"');
    const added = await post('/desk/editions/new', { ...wanted, real: '1' });
    expect(added).toMatchObject({ status: 303, location: '/desk/editions/2025?done=added' });
    expect((await get('/desk/editions')).text).toContain('in Vorbereitung');
  });

  it('chosen events are copied as drafts, their old and new weekday shown before', async () => {
    const page = (await get('/desk/editions/2025/copy?from=2024&choose=all')).text;
    expect(page).toContain('Samstag, 28. September 2024');
    expect(page).toContain('Samstag, 27. September 2025');
    expect(page.match(/ checked/g)!.length).toBeGreaterThan(60);
    expect((await post('/desk/editions/2025/copy?from=2024', {})).status).toBe(422);
    const chosen: [string, string][] = [
      ['event', 'laenderreise'],
      ['event', 'mietvertrag-verstehen'],
    ];
    const copied = await post('/desk/editions/2025/copy?from=2024', chosen);
    expect(copied).toMatchObject({ status: 303, location: '/desk/editions/2025?done=copied' });
    expect((await get('/desk/editions/2025/copy?from=2024')).text).toContain('schon übernommen');
    expect((await get('/events/laenderreise-2025')).status).toBe(404);
  });

  it('is saved by the form; who saves second sees what changed meanwhile and loses nothing', async () => {
    const [mine, theirs] = [await fieldsOn('/desk/editions/2025'), await fieldsOn('/desk/editions/2025')];
    const save = (fields: Record<string, string>) => post('/desk/editions/2025', { ...fields, action: 'save' });
    expect(
      await save({ ...theirs, 'motto.de': 'dafür!', 'motto.uk': 'за!', 'motto.ar': 'مع!', 'motto.en': 'for!' }),
    ).toMatchObject({
      status: 303,
    });
    const stale = await save({ ...mine, contactName: 'Büro für Integration' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('dafür!');
    expect(stale.text).toContain('value="Büro für Integration"');
  });

  it('shown in its turn, the old one’s pages stay and nobody’s calendar is emptied', async () => {
    await app.apply('test', { kind: 'publish', event: 'laenderreise-2025' });
    const uids = async () =>
      [...(await (await fetch(`${site.url}/events.ics`)).text()).matchAll(/^UID:(.*)\r$/gm)].map(([, uid]) => uid);
    const before = await uids();
    expect(before.length).toBeGreaterThan(64);
    expect((await post('/desk/editions/2025', { action: 'show' })).status).toBe(422);
    expect(await post('/desk/editions/2025', { action: 'show', confirm: '1' })).toMatchObject({ status: 303 });
    const after = await uids();
    expect(before.filter((uid) => !after.includes(uid))).toEqual([]);
    expect(after).toHaveLength(before.length + 1);
    expect((await fetch(`${site.url}/events/laenderreise`)).status).toBe(200);
    expect(await (await fetch(`${site.url}/events?edition=2024`)).text()).toContain('/events/mietvertrag-verstehen"');
    const programme = await (await fetch(`${site.url}/events`)).text();
    expect(programme).toContain('/events/laenderreise-2025"');
    expect(programme).not.toContain('/events/mietvertrag-verstehen"');
    expect((await get('/desk/editions/2024')).text).toContain('Achtung');
  });

  it('that is not there is no page', async () => {
    expect((await get('/desk/editions/1999')).status).toBe(404);
    expect((await get('/desk/editions/1999/copy?from=2024')).status).toBe(404);
  });
});

describe('translations', () => {
  const DESK = '/desk/translations';

  it('are seen at a glance, drafts if asked for, and only what is missing', async () => {
    const all = (await get(`${DESK}?edition=2024`)).text;
    expect(all).toContain(`${DESK}/laenderreise/ar?edition=2024`);
    const missing = (await get(`${DESK}?edition=2024&missing=ar`)).text;
    const rows = (text: string) => text.match(/<tr/g)!.length;
    expect(rows(missing)).toBeLessThan(rows(all));
    expect((await get(DESK)).text).not.toContain('mietvertrag-verstehen-2025');
    expect((await get(`${DESK}?drafts=1`)).text).toContain('mietvertrag-verstehen-2025');
  });

  it('are filled in beside the German text, in their own direction', async () => {
    const page = (await get(`${DESK}/wie-wollen-wir-wohnen/ar`)).text;
    expect(page).toMatch(
      /<textarea[^>]*name="description"[^>]*lang="ar"[^>]*dir="rtl"|<textarea[^>]*lang="ar"[^>]*dir="rtl"/,
    );
    expect(page).toContain('Deutscher Text');
    const fields = await fieldsOn(`${DESK}/wie-wollen-wir-wohnen/ar`);
    const text = { title: 'كيف نسكن؟', summary: 'حوار.', description: 'حوار\r\nمفتوح.' };
    expect(await post(`${DESK}/wie-wollen-wir-wohnen/ar`, { ...fields, ...text, action: 'save' })).toMatchObject({
      status: 303,
    });
    const { event } = (await (await app.catalogue.snapshot()).event('wie-wollen-wir-wohnen'))!;
    expect(event.texts['ar']).toMatchObject({ title: 'كيف نسكن؟', description: 'حوار\nمفتوح.' });
    const stale = await post(`${DESK}/wie-wollen-wir-wohnen/ar`, { ...fields, ...text, title: 'آخر' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="آخر"');
    expect(stale.text).toContain('كيف نسكن؟');
  });

  it('half filled in are refused with everything kept; emptied they are taken away, but not the German one', async () => {
    const path = `${DESK}/wie-wollen-wir-wohnen/ar`;
    const fields = await fieldsOn(path);
    const half = await post(path, { ...fields, summary: '' });
    expect(half.status).toBe(422);
    expect(half.text).toContain('href="#summary"');
    const empty = { title: '', summary: '', description: '', easy: '', participation: '' };
    expect(await post(path, { ...fields, ...empty })).toMatchObject({ status: 303 });
    const { event } = (await (await app.catalogue.snapshot()).event('wie-wollen-wir-wohnen'))!;
    expect(event.texts['ar']).toBeUndefined();
    const german = `${DESK}/wie-wollen-wir-wohnen/de`;
    expect((await post(german, { ...(await fieldsOn(german)), ...empty })).status).toBe(422);
  });

  it('lead on to the next that is missing', async () => {
    const path = `${DESK}/wie-wollen-wir-wohnen/ar?missing=ar`;
    const fields = await fieldsOn(path);
    const text = { title: 'كيف نسكن؟', summary: 'حوار.', description: 'حوار.', easy: 'حوار.', participation: 'حوار.' };
    const { status, location } = await post(path, { ...fields, ...text, action: 'next' });
    expect(status).toBe(303);
    expect(location).toMatch(/^\/desk\/translations\/(?!wie-wollen-wir-wohnen\/)[^/]+\/ar\?missing=ar&done=saved$/);
  });

  it('of no event, or in a language without an interface, are no page', async () => {
    expect((await get(`${DESK}/nowhere/ar`)).status).toBe(404);
    expect((await get(`${DESK}/laenderreise/xx`)).status).toBe(404);
  });
});

describe('personal data', () => {
  it('that are due are told with their rule, and deleted by a button that asks first', async () => {
    await app.apply('test', { kind: 'edit-edition', ...(await acceptingNow()) });
    const old = await openApp(settingsWith(site.dataDir), { clock: fixedClock('2024-01-02T12:00:00Z') });
    await submitted(old, 'unconfirmed');
    await old.database.write
      .transaction()
      .execute((db) => db.updateTable('submission').set({ created_at: '2024-01-02T12:00:00Z' }).execute());
    await old.close();
    const page = (await get('/desk/privacy')).text;
    expect(page).toMatch(/<td[^>]* class="number"[^>]*>\s*1\s*<\/td>\s*<td[^>]*>\s*Dienstag, 9. Januar 2024\s*<\/td>/);
    expect(page).toContain('7 Tage nach dem Eingang');
    expect((await post('/desk/privacy', {})).status).toBe(422);
    const cleaned = await post('/desk/privacy', { confirm: '1' });
    expect(cleaned.status).toBe(303);
    expect(cleaned.location).toMatch(/^\/desk\/privacy\?done=(?:cleaned|again)$/);
    const { text } = await get('/desk/privacy?done=cleaned');
    expect(text).toMatch(/Zuletzt gelöscht: .* Bitte löschen Sie diese Sicherungen bis /);
    expect(await app.database.read.selectFrom('submission').selectAll().execute()).toEqual([]);
  });
});

/** The demonstration takes submissions however late it is. */
async function acceptingNow() {
  const { readEditionValues, findEdition } = await import('#src/changes/edition-values.ts');
  const row = (await findEdition(app.database.read, '2024'))!;
  const values = await readEditionValues(app.database.read, row);
  return { edition: '2024', values: { ...values, accepting: true, deadline: '2024-07-01T23:58' } };
}
