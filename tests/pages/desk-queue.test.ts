import { beforeAll, describe, expect, test } from 'vitest';
import { openApp, type App } from '#src/server/app.ts';
import { signIn, type SignedIn } from '../fixtures/coordinator.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite } from '../fixtures/site.ts';
import { confirmed, done, published, submissionRow, valuesOf } from '../fixtures/submissions.ts';

const site = await startSite();
let app: App;
let coordinator: SignedIn;
beforeAll(async () => {
  app = await openApp(settingsWith(site.dataDir));
  coordinator = await signIn(site);
  return () => app.close();
});

async function get(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(site.url + path, { headers: coordinator.headers, redirect: 'manual' });
  return { status: answer.status, text: await answer.text() };
}

function post(fields: Record<string, string>): Promise<Response> {
  const { headers } = coordinator;
  return fetch(`${site.url}/desk`, { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' });
}

/** What the card of an event would send. */
function formOf(page: string, slug: string): Record<string, string> | null {
  const form = page.match(/<form[^>]*>.*?<\/form>/gs)?.find((found) => found.includes(`name="event" value="${slug}"`));
  if (!form) return null;
  const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name, value]) => [name!, value!]));
}

function cardOf(page: string, slug: string): string {
  const [card = ''] = page
    .match(/<li class="queue-card".*?<\/form>|<li class="queue-card".*$/gs)
    ?.filter((found) => found.includes(`href="/desk/events/${slug}"`)) ?? [''];
  return card;
}

/** In all interface languages, at a time and place of its own: nothing to remark. */
function faultless(title: string, day: string) {
  const text = TANDEM.texts['de']!;
  const other = (language: string) => ({ ...text, title: `${language} ${[...title].toReversed().join('')}` });
  const texts = { de: { ...text, title }, uk: other('uk'), ar: other('ar'), en: other('en') };
  return { ...TANDEM, texts, dates: [date(`${day}T07:00`, `${day}T07:30`)] };
}

let number = 100;

describe('the queue', () => {
  test('says in its title how much waits, and shows each thing with what is odd about it', async () => {
    const uk = { ...TANDEM.texts['de']!, title: 'Танці <b>разом</b>' };
    const { slug } = await confirmed(app, { ...TANDEM, texts: { uk }, organisers: [{ name: 'Neuer Chor' }] }, ++number);
    const { text } = await get('/desk');
    expect(text).toMatch(/<title>\(\d+\) Eingang – /);
    expect(text).toContain(`href="/desk/events/${slug}"`);
    expect(text).toMatch(/<bdi lang="uk">Танці &lt;b&gt;разом&lt;\/b&gt;<\/bdi>/);
    const card = cardOf(text, slug);
    expect(card).toContain('Dienstag, 24. September 2024');
    expect(card).toContain('Bad Salzungen');
    expect(text).toContain('Der deutsche Text fehlt');
    expect(text).toContain('Neu unter den Veranstaltenden: Neuer Chor');
    expect(formOf(text, slug)).toBeNull();
  });

  test('publishes what nothing is odd about, in one press', async () => {
    const { id, slug } = await confirmed(app, faultless('Quittengelee kochen', '2024-09-25'), ++number);
    const form = formOf((await get('/desk')).text, slug);
    expect(form).toMatchObject({ event: slug, action: 'publish' });
    const answer = await post(form!);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/desk?done=published&event=${slug}`]);
    expect((await submissionRow(app, id)).state).toBe('published');
    const { text } = await get(`/desk?done=published&event=${slug}`);
    expect(text).toContain('„Quittengelee kochen“ ist veröffentlicht.');
    const log = await app.database.read.selectFrom('change').selectAll().orderBy('id', 'desc').executeTakeFirst();
    expect(log).toMatchObject({ kind: 'publish', actor: `desk: ${coordinator.email}` });
    const again = await post(form!);
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('Das wartet nicht mehr');
  });

  test('publishes nothing that has changed since it was shown', async () => {
    const values = faultless('Wildkräuter sammeln', '2024-09-26');
    const { id, slug } = await confirmed(app, values, ++number);
    const form = formOf((await get('/desk')).text, slug)!;
    await done(app, { kind: 'correct', submission: id, formKey: 'w', values: { ...values, capacity: 3 } });
    const refused = await post(form);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('hat sich inzwischen geändert');
    expect((await submissionRow(app, id)).state).toBe('new');
    expect((await post(formOf((await get('/desk')).text, slug)!)).status).toBe(303);
  });

  test('publishes nothing about which something has become odd', async () => {
    const { slug } = await confirmed(app, faultless('Fahrrad flicken', '2024-09-27'), ++number);
    const form = formOf((await get('/desk')).text, slug)!;
    await confirmed(app, faultless('Gedichte hören', '2024-09-27'), ++number);
    const refused = await post(form);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Inzwischen gibt es einen Hinweis');
    expect((await get('/desk')).text).toContain('Zur selben Zeit am selben Ort (Pressenwerk');
  });

  test('takes note of what its organiser cancelled', async () => {
    const { id, slug } = await published(app, faultless('Sternenwanderung', '2024-09-28'), ++number);
    await done(app, { kind: 'cancel-own', submission: id });
    const { text } = await get('/desk');
    expect(text.indexOf('Von Veranstaltenden abgesagt')).toBeLessThan(text.indexOf('Neu eingereicht'));
    const form = formOf(text, slug)!;
    expect(form['action']).toBe('note');
    expect((await post(form)).headers.get('location')).toBe(`/desk?done=noted&event=${slug}`);
    expect((await submissionRow(app, id)).attention).toBeNull();
    expect((await get(`/desk?done=noted&event=${slug}`)).text).toContain('Die Absage von „Sternenwanderung“');
    expect((await post(form)).status).toBe(409);
  });

  test('shows a correction with what it changes', async () => {
    const { id, slug } = await published(app, faultless('Chorprobe', '2024-09-29'), ++number);
    const values = { ...(await valuesOf(app, slug)), capacity: 12 };
    await done(app, { kind: 'correct', submission: id, formKey: 'c', values });
    const { text } = await get('/desk?kind=corrected');
    expect(text).toContain('Korrekturen (1)');
    expect(text).toMatch(/Ändert<\/span>\s*<\/dt>\s*<dd>[^<]*Plätze/);
    expect(text).not.toContain('Neu eingereicht');
    expect(formOf(text, slug)).toBeNull();
  });

  test('refuses what it has no button for', async () => {
    expect((await post({ action: 'delete', event: 'laenderreise' })).status).toBe(422);
    expect((await post({ action: 'publish', event: 'nothing' })).status).toBe(409);
    expect((await post({ action: 'note', event: 'laenderreise', base: 'x' })).status).toBe(409);
    expect((await get('/desk?kind=nonsense&page=x&done=nonsense&event=%3Cb%3E')).status).toBe(200);
  });
});

describe('the list of all events', () => {
  const rows = (text: string) => text.match(/<th scope="row"/g)?.length ?? 0;

  test('has those of the shown edition, drafts too, each with a link', async () => {
    const { slug } = await confirmed(app, faultless('Listenprobe', '2024-09-25'), ++number);
    const { text } = await get('/desk/events');
    expect(rows(text)).toBeGreaterThan(64);
    expect(text).toContain(`href="/desk/events/${slug}"`);
    expect(text).toContain('href="/desk/events/new"');
    expect(text).toMatch(/Veröffentlicht/);
  });

  test('is narrowed by state and words, and keeps what was asked for', async () => {
    const { text } = await get('/desk/events?state=draft&q=listenprobe+salzungen');
    expect(rows(text)).toBe(1);
    expect(text).toMatch(/: 1 Veranstaltung\s*</);
    expect(text).toMatch(/<option value="draft" selected/);
    expect(text).toContain('value="listenprobe salzungen"');
    expect((await get('/desk/events?state=published&q=listenprobe')).text).toContain(
      'Dazu gibt es keine Veranstaltung.',
    );
    expect(rows((await get('/desk/events?state=nonsense&edition=nonsense')).text)).toBeGreaterThan(64);
  });
});
