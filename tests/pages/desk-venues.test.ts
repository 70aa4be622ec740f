import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type App } from '#src/server/app.ts';
import { signIn, type SignedIn } from '../fixtures/coordinator.ts';
import { duplicateVenue, PRESSENWERK_AGAIN } from '../fixtures/duplicates.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { logOf } from '../fixtures/rows.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { confirmed, done } from '../fixtures/submissions.ts';

let site: Site;
let app: App;
let coordinator: SignedIn;
beforeAll(async () => {
  site = await startSite();
  app = await openApp(settingsWith(site.dataDir));
  coordinator = await signIn(site);
});
afterAll(() => app.close());

async function get(path: string): Promise<{ status: number; location: string | null; text: string }> {
  const answer = await fetch(site.url + path, { headers: coordinator.headers, redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

async function post(path: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  const answer = await fetch(site.url + path, {
    method: 'POST',
    headers: coordinator.headers,
    redirect: 'manual',
    body,
  });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

const fieldOf = (page: string, name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(page)?.[1] ?? '';
const baseOf = (page: string) => fieldOf(page, 'base');

const HOUSE = {
  ...{ name: 'Haus am Teich', street: 'Teichweg 1', postcode: '36433', place: 'bad-salzungen' },
  ...{ latitude: 'https://www.openstreetmap.org/#map=18/50.8121/10.2411', longitude: '' },
  ...{ stepFree: 'partly', accessibleToilet: '1', accessibleParking: '0', hearingLoop: '', nearestStop: 'Bahnhof' },
};

async function added(name: string, others: Record<string, string> = {}): Promise<string> {
  const answer = await post('/desk/venues/new', { ...HOUSE, name, ...others });
  expect(answer.status).toBe(303);
  return /^\/desk\/venues\/([^?]+)\?done=added$/.exec(answer.location!)![1]!;
}

describe('the list of venues', () => {
  it('has all of them with their events by edition, and finds them by words', async () => {
    const all = await get('/desk/venues');
    expect(all.status).toBe(200);
    const { venues } = await app.catalogue.snapshot();
    for (const slug of venues.keys()) expect(all.text).toContain(`href="/desk/venues/${slug}"`);
    expect(all.text).toContain('2024: ');
    const found = await get('/desk/venues?q=PRESSENWERK+salzungen');
    expect(found.text).toContain('href="/desk/venues/pressenwerk"');
    expect(found.text).not.toContain('href="/desk/venues/landratsamt"');
    expect((await get('/desk/venues?q=%3Cscript%3E')).text).toContain('Hier ist nichts zu finden');
  });

  it('shows apart what is proposed, unused, without coordinates or perhaps there twice', async () => {
    const unused = await added('Leeres Haus', { latitude: '' });
    const { slug: twice } = await duplicateVenue(app);
    const barn = { name: 'Alte Remise', street: null, postcode: '36404', place: 'vacha' };
    await confirmed(app, { ...TANDEM, dates: [date('2024-09-24T17:00', null, { venue: barn })] }, 7);
    const shown = async (view: string) => (await get(`/desk/venues?show=${view}`)).text;
    expect(await shown('proposed')).toContain('/desk/venues/alte-remise-vacha"');
    expect(await shown('unplaced')).toContain(`/desk/venues/${unused}"`);
    expect(await shown('unused')).toContain(`/desk/venues/${unused}"`);
    expect(await shown('unused')).not.toContain('/desk/venues/pressenwerk"');
    const duplicates = await shown('duplicates');
    expect(duplicates).toContain(`/desk/venues/${twice}/merge?into=pressenwerk`);
    expect(duplicates).toContain(`/desk/venues/pressenwerk/merge?into=${twice}`);
    expect(duplicates).toContain('ähnlicher Name');
  });
});

describe('a new venue', () => {
  it('is added with a point that was pasted as a link, and is on the public site at once', async () => {
    const slug = await added('Haus am Teich');
    const page = (await get(`/desk/venues/${slug}?done=added`)).text;
    expect(page).toContain('Der Eintrag ist angelegt.');
    expect([fieldOf(page, 'latitude'), fieldOf(page, 'longitude')]).toEqual(['50.8121', '10.2411']);
    const publicPage = await (await fetch(`${site.url}/venues/${slug}`)).text();
    expect(publicPage).toContain('Haus am Teich');
    expect((await logOf(app))[0]).toMatchObject({ actor: `desk: ${coordinator.email}`, kind: 'add-venue' });
  });

  it.each([
    ['name', '', '„Name“ fehlt.'],
    ['name', 'Pressenwerk', 'Einen Eintrag mit diesem Namen gibt es schon'],
    ['postcode', '3643', 'fünf Ziffern'],
    ['place', 'atlantis', 'aus der Liste'],
    ['latitude', 'am Teich', 'keine Koordinaten'],
    ['latitude', '10.2411, 50.8121', 'vertauscht'],
    ['stepFree', 'sehr', 'aus der Liste'],
    ['hearingLoop', '7', 'aus der Liste'],
  ])('whose %s is %j is not taken; what was typed is still there', async (field, value, told) => {
    const answer = await post('/desk/venues/new', { ...HOUSE, name: 'Villa "Kunterbunt" <b>', [field]: value });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(told);
    expect(answer.text).toContain(`href="#${field}"`);
    expect(fieldOf(answer.text, 'street')).toBe('Teichweg 1');
    if (field !== 'name') expect(fieldOf(answer.text, 'name')).toBe('Villa &quot;Kunterbunt&quot; <b>');
  });
});

describe('a venue’s page', () => {
  it('saves what is changed, and says so; saved again, there is nothing to change', async () => {
    const slug = await added('Haus im Wandel');
    const base = baseOf((await get(`/desk/venues/${slug}`)).text);
    const fields = {
      ...HOUSE,
      name: 'Haus im Wandel',
      latitude: '50,8122',
      longitude: '10,2412',
      base,
      action: 'save',
    };
    expect(await post(`/desk/venues/${slug}`, fields)).toMatchObject({
      status: 303,
      location: `/desk/venues/${slug}?done=saved`,
    });
    const venue = (await app.catalogue.snapshot()).venues.get(slug);
    expect(venue).toMatchObject({ point: { latitude: 50.8122, longitude: 10.2412 }, accessibleParking: false });
    const page = (await get(`/desk/venues/${slug}?done=saved`)).text;
    expect(page).toContain('Gespeichert.');
    expect((await post(`/desk/venues/${slug}`, { ...fields, base: baseOf(page) })).location).toContain(
      'done=unchanged',
    );
  });

  it('shows what somebody else has saved meanwhile, keeps what was typed, and saves that on demand', async () => {
    const slug = await added('Haus zu zweit');
    const base = baseOf((await get(`/desk/venues/${slug}`)).text);
    await done(app, { kind: 'edit-venue', venue: slug, values: { street: 'Seeweg 9' } });
    const fields = { ...HOUSE, name: 'Haus zu dritt', base, action: 'save' };
    const stale = await post(`/desk/venues/${slug}`, fields);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('inzwischen geändert');
    expect(stale.text).toContain('Jetzt gespeichert: Seeweg 9');
    expect(fieldOf(stale.text, 'name')).toBe('Haus zu dritt');
    expect((await app.catalogue.snapshot()).venues.get(slug)!.name).toBe('Haus zu zweit');
    expect((await post(`/desk/venues/${slug}`, { ...fields, base: baseOf(stale.text) })).status).toBe(303);
    expect((await app.catalogue.snapshot()).venues.get(slug)).toMatchObject({
      name: 'Haus zu dritt',
      street: 'Teichweg 1',
    });
  });

  it('lists the dates that take place there or were announced there', async () => {
    expect((await get('/desk/venues/volkshochschule-eisenach')).text).toContain('/desk/events/laenderreise"');
    const former = await get('/desk/venues/nachbarschaftszentrum-eisenach');
    expect(former.text).toContain('war hier angekündigt');
  });

  it('approves what was proposed', async () => {
    const shed = { name: 'Neuer Schuppen', street: null, postcode: '36404', place: 'vacha' };
    await confirmed(app, { ...TANDEM, dates: [date('2024-09-24T17:00', null, { venue: shed })] }, 8);
    const path = '/desk/venues/neuer-schuppen-vacha';
    expect((await get(path)).text).toContain('In den Katalog aufnehmen');
    expect((await post(path, { action: 'approve' })).location).toBe(`${path}?done=approved`);
    expect((await get(path)).text).not.toContain('In den Katalog aufnehmen');
    expect((await post(path, { action: 'approve' })).status).toBe(409);
  });

  it('offers to delete only what nothing names, and deletes it only if somebody is sure', async () => {
    const slug = await added('Haus auf Zeit');
    const path = `/desk/venues/${slug}`;
    expect((await get('/desk/venues/pressenwerk')).text).not.toContain('value="remove"');
    expect((await post('/desk/venues/pressenwerk', { action: 'remove', sure: '1' })).status).toBe(409);
    const base = baseOf((await get(path)).text);
    const unsure = await post(path, { action: 'remove', base });
    expect([unsure.status, unsure.text.includes('mit dem Häkchen')]).toEqual([422, true]);
    expect(await post(path, { action: 'remove', base, sure: '1' })).toMatchObject({
      ...{ status: 303, location: '/desk/venues?done=deleted' },
    });
    expect((await get(path)).status).toBe(404);
  });

  it('of nowhere is 404; an action that is none is refused', async () => {
    expect((await get('/desk/venues/nowhere')).status).toBe(404);
    expect((await post('/desk/venues/pressenwerk', { action: 'explode' })).status).toBe(422);
    expect((await post('/desk/venues/pressenwerk', {})).status).toBe(422);
  });
});

describe('merging two venues', () => {
  it('is shown before it happens, happens at a button, and leads from the old page to the new one', async () => {
    const facts = { ...PRESSENWERK_AGAIN, name: 'Werk der Presse', hearingLoop: null, nearestStop: 'Busbahnhof' };
    const { id: from } = await done(app, { kind: 'add-venue', values: facts });
    const { id: into } = await done(app, {
      ...{ kind: 'add-venue', values: { ...facts, name: 'Altes Pressewerk', nearestStop: null } },
    });
    const path = `/desk/venues/${from}/merge?into=${into}`;
    const preview = (await get(path)).text;
    expect(preview).toContain('Es wurde noch nichts geändert');
    expect(preview).toContain('<ins>Busbahnhof</ins>');
    expect(preview).toContain(`/desk/venues/${into}/merge?into=${from}`);
    expect((await get(`/desk/venues/${from}`)).status).toBe(200);

    await done(app, { kind: 'edit-venue', venue: into!, values: { street: 'Am Rand 2' } });
    const stale = await post(path, { action: 'merge', base: baseOf(preview) });
    expect([stale.status, stale.text.includes('noch einmal an')]).toEqual([409, true]);
    expect(await post(path, { action: 'merge', base: baseOf(stale.text) })).toMatchObject({
      ...{ status: 303, location: `/desk/venues/${into}?done=merged` },
    });
    // Pressed twice.
    expect(await post(path, { action: 'merge', base: baseOf(stale.text) })).toMatchObject({
      ...{ status: 303, location: `/desk/venues/${into}` },
    });
    expect(await get(`/desk/venues/${from}`)).toMatchObject({ status: 302, location: `/desk/venues/${into}` });
    const left = (await get(`/desk/venues/${into}`)).text;
    expect(left).toContain(`Frühere Adressen, die hierher führen: ${from}`);
    expect(fieldOf(left, 'nearestStop')).toBe('Busbahnhof');
    expect((await get('/desk/venues?q=' + from!)).text).toContain(`/desk/venues/${into}"`);
  });

  it('without a choice leads back to the choice, with nowhere to 404', async () => {
    expect((await get('/desk/venues/pressenwerk/merge?into=')).location).toBe('/desk/venues/pressenwerk');
    expect((await get('/desk/venues/pressenwerk/merge?into=nowhere')).status).toBe(404);
  });
});
