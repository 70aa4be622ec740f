import { beforeAll, describe, expect, test } from 'vitest';
import { openApp, type App } from '#src/server/app.ts';
import { signIn, type SignedIn } from '../fixtures/coordinator.ts';
import { TANDEM } from '../fixtures/event-values.ts';
import { formIn, type SentForm } from '../fixtures/html-form.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite } from '../fixtures/site.ts';
import { confirmed, done, mails, published, submissionRow, valuesOf } from '../fixtures/submissions.ts';

const site = await startSite();
let app: App;
let coordinator: SignedIn;
beforeAll(async () => {
  app = await openApp(settingsWith(site.dataDir));
  coordinator = await signIn(site);
  return () => app.close();
});

let number = 200;
const titled = (title: string, more: object = {}) => ({
  ...TANDEM,
  texts: { de: { ...TANDEM.texts['de']!, title } },
  ...more,
});

async function get(slug: string): Promise<string> {
  const answer = await fetch(`${site.url}/desk/events/${slug}`, { headers: coordinator.headers });
  expect(answer.status).toBe(200);
  return answer.text();
}

async function post(
  slug: string,
  fields: SentForm,
): Promise<{ status: number; location: string | null; text: string }> {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const { headers } = coordinator;
  const answer = await fetch(`${site.url}/desk/events/${slug}`, { method: 'POST', headers, body, redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

/** The form of the event, with some fields typed over. */
function mainForm(page: string, typed: Record<string, string>, action: string): SentForm {
  return [...formIn(page, 'id="submission"', typed), ['action', action]];
}

describe('the form of an event', () => {
  test('saved as it is, changes nothing', async () => {
    const { slug } = await confirmed(app, titled('Ungeändert'), ++number);
    const before = await valuesOf(app, slug);
    const changes = await countChanges();
    const saved = await post(slug, mainForm(await get(slug), {}, 'save'));
    expect([saved.status, saved.location]).toEqual([303, `/desk/events/${slug}?done=saved`]);
    expect(await valuesOf(app, slug)).toEqual(before);
    expect(await countChanges()).toBe(changes);
  });

  test('saves what was typed, and publishes it if asked to', async () => {
    const { id, slug } = await confirmed(app, titled('Tanztee'), ++number);
    const saved = await post(slug, mainForm(await get(slug), { 'texts.0.title': 'Tanztee im Park' }, 'save'));
    expect(saved.location).toBe(`/desk/events/${slug}?done=saved`);
    expect((await valuesOf(app, slug)).texts['de']!.title).toBe('Tanztee im Park');
    expect((await submissionRow(app, id)).state).toBe('new');
    const shown = await post(slug, mainForm(await get(slug), { capacity: '25' }, 'publish'));
    expect(shown.location).toBe(`/desk/events/${slug}?done=published`);
    const page = await fetch(`${site.url}/events/${slug}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Tanztee im Park');
    expect((await valuesOf(app, slug)).capacity).toBe(25);
  });

  test('is shown again with all that was typed when something is wrong', async () => {
    const { slug } = await confirmed(app, titled('Kaputte Angaben'), ++number);
    const typed = { 'texts.0.title': '', 'dates.0.endTime': '09:00', funding: 'Gefördert "durch" <alle>' };
    const refused = await post(slug, mainForm(await get(slug), typed, 'save'));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#texts-0-title"');
    expect(refused.text).toContain('href="#dates-0-endTime"');
    const shown = Object.fromEntries(formIn(refused.text, 'id="submission"', {}));
    expect(shown).toMatchObject(typed);
    expect((await valuesOf(app, slug)).texts['de']!.title).toBe('Kaputte Angaben');
  });

  test('previews what is typed and says what is not saved, word by word', async () => {
    const { slug } = await confirmed(app, titled('Vorschau am Abend'), ++number);
    const shown = await post(slug, mainForm(await get(slug), { 'texts.0.title': 'Vorschau am Morgen' }, 'preview'));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Noch nicht gespeichert');
    expect(shown.text).toMatch(/<del[^>]*>.*?Abend.*?<\/del>.*?<ins[^>]*>.*?Morgen.*?<\/ins>/s);
    expect((await valuesOf(app, slug)).texts['de']!.title).toBe('Vorschau am Abend');
  });

  test('adds a row without saving', async () => {
    const { slug } = await confirmed(app, titled('Mehr Termine'), ++number);
    const shown = await post(slug, mainForm(await get(slug), {}, 'add-date'));
    expect(shown.text).toContain('name="dates.1.day"');
    expect((await valuesOf(app, slug)).dates).toHaveLength(1);
  });

  test('is found by the address that it had before it was published, with all that was done to it', async () => {
    const uk = { ...TANDEM.texts['de']!, title: 'Танці' };
    const { slug } = await confirmed(app, { ...TANDEM, texts: { uk } }, ++number);
    const typed = {
      'texts.1.language': 'de',
      'texts.1.title': 'Zweimal',
      'texts.1.summary': 'A',
      'texts.1.description': 'B',
    };
    const shown = await post(slug, mainForm(await get(slug), typed, 'publish'));
    expect(shown.location).toMatch(/^\/desk\/events\/zweimal\?/);
    const old = await fetch(`${site.url}/desk/events/${slug}`, { headers: coordinator.headers, redirect: 'manual' });
    expect([old.status, old.headers.get('location')]).toEqual([302, '/desk/events/zweimal']);
    expect(await get('zweimal')).toContain('E-Mail-Adresse bestätigt');
    const none = await fetch(`${site.url}/desk/events/event-00000000`, { headers: coordinator.headers });
    expect(none.status).toBe(404);
  });

  test('does not publish what has no German text', async () => {
    const uk = { ...TANDEM.texts['de']!, title: 'Танці' };
    const { slug } = await confirmed(app, { ...TANDEM, texts: { uk } }, ++number);
    const refused = await post(slug, mainForm(await get(slug), {}, 'publish'));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Zum Veröffentlichen fehlt der deutsche Text');
  });

  test('sent twice, is saved once', async () => {
    const { slug } = await confirmed(app, titled('Doppelt gedrückt'), ++number);
    const form = mainForm(await get(slug), { capacity: '12' }, 'save');
    const answers = await Promise.all([post(slug, form), post(slug, form)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  });
});

describe('two coordinators at once', () => {
  test('both keep what only one of them has changed', async () => {
    const { slug } = await confirmed(app, titled('Zu zweit'), ++number);
    const page = await get(slug);
    await post(slug, mainForm(page, { capacity: '30' }, 'save'));
    const second = await post(slug, mainForm(page, { funding: 'Landkreis' }, 'save'));
    expect(second.status).toBe(409);
    expect(second.text).toContain('Inzwischen geändert');
    expect(second.text).toContain('Schon ins Formular übernommen');
    expect((await valuesOf(app, slug)).funding).not.toBe('Landkreis');
    const saved = await post(slug, mainForm(second.text, {}, 'save'));
    expect(saved.status).toBe(303);
    expect(await valuesOf(app, slug)).toMatchObject({ capacity: 30, funding: 'Landkreis' });
  });

  test('the second sees both where both have changed the same, and nothing is overwritten silently', async () => {
    const { slug } = await confirmed(app, titled('Streitfall'), ++number);
    const page = await get(slug);
    await post(slug, mainForm(page, { 'texts.0.title': 'Streitfall eins' }, 'save'));
    const second = await post(slug, mainForm(page, { 'texts.0.title': 'Streitfall zwei' }, 'save'));
    expect(second.status).toBe(409);
    expect(second.text).toContain('Von Ihnen beiden geändert: Texte');
    expect(second.text).toMatch(/<del[^>]*>.*?eins.*?<\/del>.*?<ins[^>]*>.*?zwei.*?<\/ins>/s);
    expect(second.text).toContain(coordinator.email);
    expect((await valuesOf(app, slug)).texts['de']!.title).toBe('Streitfall eins');
  });

  test('a button beside the form does nothing to what it was not pressed beside', async () => {
    const { slug } = await published(app, titled('Umgezogen'), ++number);
    const page = await get(slug);
    await post(slug, mainForm(page, { 'dates.0.startTime': '11:00', 'dates.0.endTime': '12:00' }, 'save'));
    const typed = { message: 'Der Saal ist überschwemmt.' };
    const refused = await post(slug, [...formIn(page, 'value="cancel"', typed), ['action', 'cancel']]);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Der Saal ist überschwemmt.');
    expect((await valuesOf(app, slug)).dates).toHaveLength(1);
    const again = await post(slug, [...formIn(refused.text, 'value="cancel"', {}), ['action', 'cancel']]);
    expect(again.location).toBe(`/desk/events/${slug}?done=cancel`);
  });
});

describe('what coordinators do beside the form', () => {
  test('asks, and the organiser reads it', async () => {
    const { id, slug } = await confirmed(app, titled('Fraglich'), ++number);
    const page = await get(slug);
    const empty = await post(slug, [...formIn(page, 'value="ask"', {}), ['action', 'ask']]);
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Bitte schreiben Sie, was Sie wissen möchten.');
    const asked = await post(slug, [
      ...formIn(page, 'value="ask"', { message: 'Ist der Raum barrierefrei?' }),
      ['action', 'ask'],
    ]);
    expect(asked.location).toBe(`/desk/events/${slug}?done=ask`);
    expect(await submissionRow(app, id)).toMatchObject({ state: 'asked', message: 'Ist der Raum barrierefrei?' });
    expect((await mails(app)).at(-1)).toMatchObject({ template: 'question' });
    await done(app, { kind: 'answer', submission: id, answer: 'Ja, mit Rampe.' });
    expect(await get(slug)).toContain('Ja, mit Rampe.');
  });

  test('rejects with a reason, and takes that back', async () => {
    const { id, slug } = await confirmed(app, titled('Abgelehnt'), ++number);
    const form = formIn(await get(slug), 'value="reject"', { message: 'Das ist keine Veranstaltung.' });
    expect((await post(slug, [...form, ['action', 'reject']])).location).toContain('done=reject');
    expect((await submissionRow(app, id)).state).toBe('rejected');
    const undo = formIn(await get(slug), 'value="undo"', {});
    expect((await post(slug, [...undo, ['action', 'undo']])).location).toContain('done=undo');
    expect((await submissionRow(app, id)).state).toBe('new');
  });

  test('takes some fields of a correction, leaves others, and marks its words', async () => {
    const values = titled('Korrigiert', { capacity: 10, funding: null });
    const { id, slug } = await published(app, values, ++number);
    const current = await valuesOf(app, slug);
    const correction = {
      ...current,
      capacity: 40,
      funding: 'Sparkasse',
      texts: { de: { ...current.texts['de']!, title: 'Korrigiert und gut' } },
    };
    await done(app, { kind: 'correct', submission: id, formKey: 'k1', values: correction });
    const page = await get(slug);
    expect(page).toMatch(/Korrigiert <ins[^>]*>und gut<\/ins>/);
    const form = formIn(page, 'value="accept"', {}).filter(([name, value]) => name !== 'field' || value !== 'funding');
    expect(form.filter(([name]) => name === 'field').map(([, value]) => value)).toEqual(['texts', 'capacity']);
    expect((await post(slug, [...form, ['action', 'accept']])).location).toContain('done=accept');
    expect(await valuesOf(app, slug)).toMatchObject({ capacity: 40, funding: null });
    expect(await (await fetch(`${site.url}/events/${slug}`)).text()).toContain('Korrigiert und gut');
    expect((await mails(app)).at(-1)).toMatchObject({ template: 'revision-accepted' });
  });

  test('takes a correction with changes from the form, and its organiser is told once', async () => {
    const { id, slug } = await published(app, titled('Fast richtig'), ++number);
    const current = await valuesOf(app, slug);
    const { de } = current.texts;
    const values = { ...current, capacity: 9, texts: { de: { ...de!, title: 'fast RICHTIG' } } };
    await done(app, { kind: 'correct', submission: id, formKey: 'k3', values });
    const opened = await (
      await fetch(`${site.url}/desk/events/${slug}?with=correction`, { headers: coordinator.headers })
    ).text();
    expect(opened).toContain('Noch nicht gespeichert');
    const form = mainForm(opened, { 'texts.0.title': 'Ganz richtig' }, 'save');
    expect((await post(slug, form)).location).toContain('done=saved');
    expect(await valuesOf(app, slug)).toMatchObject({ capacity: 9, texts: { de: { title: 'Ganz richtig' } } });
    expect(await get(slug)).not.toContain('Korrektur der Veranstaltenden</h2>');
    expect((await mails(app)).filter(({ template }) => template === 'revision-accepted').at(-1)).toBeDefined();
    await done(app, { kind: 'correct', submission: id, formKey: 'k4', values: { ...values, capacity: 1 } });
    expect((await post(slug, mainForm(opened, { capacity: '2' }, 'save'))).status).toBe(409);
  });

  test('a field that was changed here since the correction was sent can only be typed', async () => {
    const { id, slug } = await published(app, titled('Überholt', { capacity: 10 }), ++number);
    const current = await valuesOf(app, slug);
    await done(app, {
      kind: 'correct',
      submission: id,
      formKey: 'k2',
      values: { ...current, capacity: 40, funding: 'X' },
    });
    await post(slug, mainForm(await get(slug), { capacity: '20' }, 'save'));
    const page = await get(slug);
    expect(page).toMatch(/id="field-capacity"[^>]*disabled/);
    expect(page).not.toMatch(/id="field-funding"[^>]*disabled/);
  });

  test('moves a date with a message that page, feed and mail say, and takes it back', async () => {
    const { slug } = await published(app, titled('Verlegt'), ++number);
    const typed = { day: '2024-09-25', message: 'Wegen des Regens erst am Mittwoch.' };
    const form = formIn(await get(slug), 'value="move"', typed);
    expect((await post(slug, [...form, ['action', 'move']])).location).toContain('done=move');
    const page = await (await fetch(`${site.url}/events/${slug}`)).text();
    expect(page).toContain('Wegen des Regens erst am Mittwoch.');
    expect(await (await fetch(`${site.url}/events/${slug}.json`)).text()).toContain(
      'Wegen des Regens erst am Mittwoch.',
    );
    expect((await mails(app)).at(-1)).toMatchObject({ template: 'event-moved' });
    const undo = formIn(await get(slug), 'value="undo"', {});
    await post(slug, [...undo, ['action', 'undo']]);
    expect((await valuesOf(app, slug)).dates[0]!.start.slice(0, 10)).not.toBe('2024-09-25');
  });

  test('moves a date over midnight to an earlier day as long as it was', async () => {
    const night = { dates: [{ ...TANDEM.dates[0]!, start: '2024-09-25T22:00', end: '2024-09-26T02:00' }] };
    const { slug } = await published(app, titled('Lange Nacht', night), ++number);
    const form = formIn(await get(slug), 'value="move"', { day: '2024-09-23' });
    expect((await post(slug, [...form, ['action', 'move']])).location).toContain('done=move');
    expect((await valuesOf(app, slug)).dates).toMatchObject([{ start: '2024-09-23T22:00', end: '2024-09-24T02:00' }]);
    const half = formIn(await get(slug), 'value="move"', { endDay: '2024-09-25' });
    const refused = await post(slug, [...half, ['action', 'move']]);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#move-0-endTime"');
  });

  test('moves an exhibition as long as it was, and leaves it where it is', async () => {
    const weeks = {
      dates: [{ ...TANDEM.dates[0]!, start: '2024-09-23T00:00', end: '2024-09-28T00:00', allDay: true }],
    };
    const { slug } = await published(app, titled('Bilder der Woche', weeks), ++number);
    const form = formIn(await get(slug), 'value="move"', { day: '2024-09-24' });
    expect((await post(slug, [...form, ['action', 'move']])).location).toContain('done=move');
    const [moved] = (await valuesOf(app, slug)).dates;
    expect(moved).toMatchObject({ start: '2024-09-24T00:00', end: '2024-09-29T00:00', venue: { slug: 'pressenwerk' } });
  });

  test('says which field of a move is wrong, and keeps what was typed', async () => {
    const { slug } = await published(app, titled('Verschrieben'), ++number);
    const typed = { day: '2024-09-25', startTime: '25:00', venue: 'Schloss Nirgendwo', message: 'Bleibt stehen.' };
    const page = await get(slug);
    const wrongTime = await post(slug, [...formIn(page, 'value="move"', typed), ['action', 'move']]);
    expect(wrongTime.status).toBe(422);
    expect(wrongTime.text).toContain('Bitte geben Sie eine Uhrzeit an');
    expect(wrongTime.text).toContain('Bleibt stehen.');
    const wrongVenue = await post(slug, [
      ...formIn(page, 'value="move"', { ...typed, startTime: '10:00', endTime: '' }),
      ['action', 'move'],
    ]);
    expect(wrongVenue.text).toContain('Diesen Veranstaltungsort kennt der Katalog nicht');
    expect(wrongVenue.text).toContain('Schloss Nirgendwo');
  });

  test('takes an event from the programme only if it is meant, and publishes it again', async () => {
    const { slug } = await published(app, titled('Aus dem Programm'), ++number);
    const form = formIn(await get(slug), 'value="withdraw"', { message: 'Zieht nach Gotha um.' });
    expect((await post(slug, [...form, ['action', 'withdraw']])).status).toBe(422);
    expect((await post(slug, [...form, ['sure', '1'], ['action', 'withdraw']])).location).toContain('done=withdraw');
    const gone = await fetch(`${site.url}/events/${slug}`);
    expect([gone.status, (await gone.text()).includes('Zieht nach Gotha um.')]).toEqual([410, true]);
    await post(slug, mainForm(await get(slug), {}, 'publish'));
    expect((await fetch(`${site.url}/events/${slug}`)).status).toBe(200);
  });

  test('the log says who did what, with the words that changed', async () => {
    const { slug } = await confirmed(app, titled('Protokoll'), ++number);
    await post(slug, mainForm(await get(slug), { 'texts.0.title': 'Protokoll geführt' }, 'save'));
    const page = await get(slug);
    const log = page.slice(page.indexOf('id="log-title"'));
    expect(log).toContain(coordinator.email);
    expect(log).toContain('E-Mail-Adresse bestätigt');
    expect(log).toMatch(/<ins[^>]*>.*?geführt.*?<\/ins>/s);
  });
});

describe('a new event', () => {
  const address = () => `${site.url}/desk/events/new`;

  test('is a draft first, once, even if the button is pressed twice', async () => {
    const page = await (await fetch(address(), { headers: coordinator.headers })).text();
    const typed = {
      ...{ 'texts.0.title': 'Vom Schreibtisch', 'texts.0.summary': 'Kurz', 'texts.0.description': 'Lang' },
      ...{ 'dates.0.day': '2024-09-24', 'dates.0.startTime': '18:00', onlineUrl: 'https://example.org/raum' },
      ...{ 'organisers.0': 'Verein am Tisch', 'texts.0.language': 'de' },
    };
    const fields = formIn(page, 'id="submission"', typed);
    const category = /name="category"[^>]*value="([^"]+)"/.exec(page)![1]!;
    const chosen: SentForm = [
      ...fields.filter(([name]) => name !== 'category'),
      ...([
        ['category', category],
        ['audiences', 'everyone'],
        ['languages', 'de'],
      ] as const),
      ...([
        ['price.kind', 'free'],
        ['registration.kind', 'none'],
        ['action', 'save'],
      ] as const),
    ];
    const send = async () => {
      const body = new FormData();
      for (const [name, value] of chosen) body.append(name, value);
      return fetch(address(), { method: 'POST', headers: coordinator.headers, body, redirect: 'manual' });
    };
    const [one, other] = [await send(), await send()];
    expect([one.status, other.status]).toEqual([303, 303]);
    expect(one.headers.get('location')).toMatch(/^\/desk\/events\/vom-schreibtisch\?done=created$/);
    expect(other.headers.get('location')).toBe(one.headers.get('location'));
    expect(await get('vom-schreibtisch')).toContain('Verein am Tisch');
    expect((await fetch(`${site.url}/events/vom-schreibtisch`)).status).toBe(404);
  });

  test('is shown again with everything when something is missing', async () => {
    const body = new FormData();
    for (const [name, value] of [
      ['texts.0.title', 'Halb'],
      ['texts.0.language', 'de'],
      ['action', 'save'],
    ])
      body.append(name!, value!);
    const answer = await fetch(address(), { method: 'POST', headers: coordinator.headers, body });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('value="Halb"');
  });
});

async function countChanges(): Promise<number> {
  const { count } = await app.database.read
    .selectFrom('change')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
