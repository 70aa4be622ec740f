import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type App } from '#src/server/app.ts';
import { signIn, type SignedIn } from '../fixtures/coordinator.ts';
import { duplicateOrganiser } from '../fixtures/duplicates.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { done } from '../fixtures/submissions.ts';

let site: Site;
let app: App;
let coordinator: SignedIn;
beforeAll(async () => {
  site = await startSite();
  app = await openApp(settingsWith(site.dataDir));
  coordinator = await signIn(site);
});
afterAll(() => app.close());

async function ask(path: string, fields?: Record<string, string>) {
  const answer = await fetch(site.url + path, {
    headers: coordinator.headers,
    redirect: 'manual',
    ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
  });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

const baseOf = (page: string) => /name="base" value="([^"]*)"/.exec(page)?.[1] ?? '';
const CLUB = { name: 'Tanzverein Vacha', url: 'tanz.example', email: 'Info@Tanz.example', phone: '03695 12345' };

describe('organisers at the desk', () => {
  it('are listed with their events, and searched by name', async () => {
    expect((await ask('/desk/organisers')).text).toContain('href="/desk/organisers/denk-bunt"');
    const found = (await ask('/desk/organisers?q=volkshochschule')).text;
    expect(found).toContain('href="/desk/organisers/volkshochschule"');
    expect(found).not.toContain('href="/desk/organisers/denk-bunt"');
    expect(found).not.toContain('show=unplaced');
  });

  it('are added, corrected and deleted', async () => {
    expect(await ask('/desk/organisers/new', CLUB)).toMatchObject({
      ...{ status: 303, location: '/desk/organisers/tanzverein-vacha?done=added' },
    });
    const path = '/desk/organisers/tanzverein-vacha';
    const base = baseOf((await ask(path)).text);
    expect((await app.catalogue.snapshot()).organisers.get('tanzverein-vacha')).toMatchObject({
      ...{ url: 'https://tanz.example', email: 'info@tanz.example' },
    });
    expect((await ask(path, { ...CLUB, phone: '', base, action: 'save' })).location).toBe(`${path}?done=saved`);
    expect((await ask(path, { ...CLUB, phone: '', base, action: 'save' })).status).toBe(409);
    const now = baseOf((await ask(path)).text);
    expect((await ask(path, { action: 'remove', base: now, sure: '1' })).location).toBe(
      '/desk/organisers?done=deleted',
    );
  });

  it.each([
    ['name', ' ', 'fehlt'],
    ['url', 'javascript:alert(1)', 'keine Internetadresse'],
    ['email', 'wer@', 'keine E-Mail-Adresse'],
    ['phone', 'abends', 'keine Telefonnummer'],
  ])('are not taken with %s %j', async (field, value, told) => {
    const answer = await ask('/desk/organisers/new', { ...CLUB, [field]: value });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(told);
  });

  it('that are there twice become one, and the old page leads on', async () => {
    const { slug: from, event } = await duplicateOrganiser(app);
    await done(app, { kind: 'edit-organiser', organiser: 'volkshochschule', values: { phone: null } });
    const path = `/desk/organisers/${from}/merge?into=volkshochschule`;
    const preview = (await ask(path)).text;
    expect(preview).toContain('<ins>03691 555</ins>');
    expect(preview).toContain('1 Termin kommt hinzu');
    expect((await ask(path, { action: 'merge', base: baseOf(preview) })).location).toBe(
      '/desk/organisers/volkshochschule?done=merged',
    );
    expect((await ask(`/desk/organisers/${from}`)).location).toBe('/desk/organisers/volkshochschule');
    expect((await ask('/desk/organisers/volkshochschule')).text).toContain(`/desk/events/${event}"`);
  });
});

describe('whoever is not signed in', () => {
  it('sees and changes nothing', async () => {
    for (const path of ['/desk/venues', '/desk/venues/new', '/desk/venues/pressenwerk', '/desk/organisers/new']) {
      expect((await fetch(site.url + path, { redirect: 'manual' })).status, path).toBe(303);
      const sent = await fetch(site.url + path, {
        ...{ method: 'POST', redirect: 'manual', headers: { origin: site.url }, body: new URLSearchParams(CLUB) },
      });
      expect(sent.status, path).toBe(401);
    }
    expect((await app.catalogue.snapshot()).organisers.has('tanzverein-vacha')).toBe(false);
  });
});
