import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { openApp, type App } from '#src/server/app.ts';
import { EVENT_VALUES, submitted, tokenOf, type Stage, type Submitted } from '../fixtures/submission.ts';
import { formData } from '../fixtures/filled-form.ts';
import { holdLock } from '../fixtures/processes.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';

const SITE_URL = 'https://ikw.example';

let site: Site;
let app: App;
beforeAll(async () => {
  site = await startSite({ SITE_URL, ALLOWED_HOSTS: '127.0.0.1', LOG_LEVEL: 'debug' });
  app = await openApp(settingsWith(site.dataDir));
});
afterAll(() => app.close());

let senders = 0;
/** Each of another sender, since one may not send many. */
const make = (stage: Stage, said: Parameters<typeof submitted>[2] = {}) =>
  submitted(app, stage, {
    contact: { name: 'Olena', email: `olena-${++senders}@example.org`, phone: null },
    ...said,
  });

async function ask(address: string, init: RequestInit = {}) {
  const response = await fetch(site.url + address, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const post = (address: string, fields: Record<string, string>) =>
  ask(address, { method: 'POST', headers: { origin: site.url }, body: new URLSearchParams(fields) });

const viewOf = async ({ id }: Submitted) => `/submissions/${await tokenOf(app, id)}`;
const confirmationOf = async ({ id }: Submitted) => `/submissions/${await tokenOf(app, id, 'confirm')}`;
const stateOf = async ({ id }: Submitted) =>
  (await app.database.read.selectFrom('submission').select('state').where('id', '=', id).executeTakeFirst())?.state;
const mailsOf = async ({ id }: Submitted) =>
  (await app.database.read.selectFrom('mail').select('template').where('subject_id', '=', id).execute()).map(
    ({ template }) => template,
  );

describe('an organiser’s own view', () => {
  it.each([
    ['unconfirmed', 'Noch ein Schritt: Adresse bestätigen', ['answer', 'cancel']],
    ['new', 'Wird geprüft', ['answer', 'cancel']],
    ['asked', 'Wir haben eine Frage', ['cancel']],
    ['answered', 'Wird geprüft', ['answer', 'cancel']],
    ['rejected', 'Nicht ins Programm aufgenommen', ['answer', 'withdraw', 'cancel']],
    ['withdrawn', 'Zurückgezogen', ['answer', 'withdraw', 'cancel']],
    ['published', 'Steht im Programm', ['answer', 'withdraw']],
    ['cancelled', 'Abgesagt', ['answer', 'withdraw', 'cancel']],
  ] as const)('of what is %s says “%s” and offers what is possible', async (stage, words, missing) => {
    const view = await viewOf(await make(stage));
    const { status, text } = await ask(view);
    expect(status).toBe(200);
    expect(text).toContain(`<h2>${words}</h2>`);
    const offered = ['answer', 'withdraw', 'cancel', 'renew'].filter((action) => text.includes(`value="${action}"`));
    expect(offered).toEqual(['answer', 'withdraw', 'cancel', 'renew'].filter((a) => !missing.includes(a as never)));
    expect(text.includes(`${view}/correct`)).toBe(!['rejected', 'withdrawn'].includes(stage));
    expect(text).not.toContain('value="confirm"');
  });

  it.each(LANGUAGES.map(({ code }) => code))('is there in %s', async (language) => {
    const submission = await make('published');
    const { status, text } = await ask(path(language, (await viewOf(submission)).slice(1)));
    expect(status).toBe(200);
    expect(text).toContain(app.translations[language].t('own.state.published'));
    expect(text).toContain(`href="${path(language, `events/${submission.slug}`)}"`);
  });

  it('shows question, answer, reason, note and contact', async () => {
    expect((await ask(await viewOf(await make('asked')))).text).toContain('Gibt es eine Rampe?');
    const answered = (await ask(await viewOf(await make('answered')))).text;
    expect(answered).toContain('Ja, am Hintereingang.');
    expect(answered).toContain('Wir brauchen eine Leinwand.');
    expect(answered).toMatch(/olena-\d+@example\.org/);
    expect((await ask(await viewOf(await make('rejected')))).text).toContain('Das ist Werbung.');
  });

  it('shows all that was sent, as its page will, while it has none', async () => {
    const { text } = await ask(await viewOf(await make('new')));
    const [article] = /<article class="event">[^]*?<\/article>/.exec(text)!;
    for (const words of [
      'Jede und jeder bringt ein Rezept mit.',
      'Backhaus am Anger',
      'Backverein Werratal',
      'Ukrainisch',
    ])
      expect(article).toContain(words);
    expect(article).not.toMatch(/<a [^>]*href=/);
    expect(text.split('<h1')).toHaveLength(2);
    expect((await ask(await viewOf(await make('published')))).text).not.toContain('<article class="event">');
  });

  it('shows the correction that waits, and why the last one was declined', async () => {
    const submission = await make('published');
    const correction = { kind: 'correct', submission: submission.id, formKey: 'pending-one' } as const;
    await app.apply('organiser', { ...correction, values: { ...EVENT_VALUES, capacity: 7 } });
    expect((await ask(await viewOf(submission))).text).toContain('Ihre Korrektur wird geprüft');
    await app.apply('desk', { kind: 'decline-revision', event: submission.slug, message: 'Zu klein.' });
    const { text } = await ask(await viewOf(submission));
    expect(text).toContain('Ihre letzte Korrektur ist nicht übernommen');
    expect(text).toContain('Zu klein.');
  });

  it('right after sending gives number and secret link to keep', async () => {
    const submission = await make('unconfirmed');
    const view = await viewOf(submission);
    const { text } = await ask(`${view}?sent`);
    expect(text).toContain(`>${SITE_URL}${view}</textarea>`);
    expect(text).toContain(`Nummer ${submission.number}`);
    expect((await ask(view)).text).not.toContain('<copy-address');
  });

  it('is nobody else’s: not kept, not indexed, sent to no one, and its secret in no head or log line', async () => {
    const view = await viewOf(await make('published'));
    for (const [address, init] of [
      [view, {}],
      [view, { method: 'HEAD' }],
      [`${view.slice(0, -3)}`, {}],
      ['/submissions/renewed', {}],
    ] as const) {
      const { headers } = await ask(address, init);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toBe('noindex');
    }
    const { text } = await ask(view);
    const token = view.split('/').at(-1)!;
    const head = text.slice(0, text.indexOf('</head>'));
    expect(head).toContain('<meta name="robots" content="noindex"');
    expect(head).not.toContain(token);
    expect(text).not.toContain(`https://ikw.example${view}`);
    await post(view, { action: 'nothing' });
    const log = site.output();
    expect(log).toContain('"/submissions/…"');
    expect(log).not.toContain(token);
    const tables = await Promise.all(
      (['mail', 'change', 'submission', 'revision'] as const).map((table) =>
        app.database.read.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(JSON.stringify(tables)).not.toContain(token);
  });

  it('is one and the same 404 page for every link that is none', async () => {
    const submission = await make('new');
    const token = await tokenOf(app, submission.id);
    const stranger = app.links.token({ id: crypto.randomUUID(), generation: 1 }, 'view');
    const later = app.links.token({ id: submission.id, generation: 2 }, 'view');
    const flipped = token.slice(0, -2) + (token.at(-2) === 'A' ? 'B' : 'A') + token.at(-1)!;
    const answers = await Promise.all(
      [stranger, later, flipped, token.slice(0, 43), `${token}A`, 'x', 'A'.repeat(44)].map((wrong) =>
        ask(`/submissions/${wrong}`),
      ),
    );
    for (const { status, text } of answers) {
      expect(status).toBe(404);
      expect(text).toBe(answers[0]!.text);
    }
    expect((await post(`/submissions/${flipped}`, { action: 'withdraw', sure: '1' })).status).toBe(404);
    expect(await stateOf(submission)).toBe('new');
  });
});

/** What a browser would send of a form of which nothing was touched. */
function fieldsIn(page: string): FormData {
  const data = new FormData();
  const form = page.slice(page.indexOf('<form id="submission"'));
  const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const isTyped = !/type="(?:checkbox|radio|file)"/.test(tag);
    if (isTyped || / checked/.test(tag)) data.append(attribute(tag, 'name')!, attribute(tag, 'value') ?? '');
  }
  for (const [, tag, text] of form.matchAll(/<textarea ([^>]*)>([^<]*)</g)) {
    data.append(attribute(` ${tag}`, 'name')!, text!.trim().replace(/&#39;|&quot;|&amp;/g, '+'));
  }
  for (const [, tag, options] of form.matchAll(/<select ([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = [...options!.matchAll(/<option ([^>]*)>/g)].find(([option]) => / selected/.test(option));
    data.append(attribute(` ${tag}`, 'name')!, chosen ? (attribute(` ${chosen[1]}`, 'value') ?? '') : '');
  }
  return data;
}

describe('confirming', () => {
  it('is done by the button, not by opening the link, however often', async () => {
    const submission = await make('unconfirmed');
    const confirmation = await confirmationOf(submission);
    for (let time = 0; time < 20; time++) await ask(confirmation, { method: time % 2 ? 'GET' : 'HEAD' });
    expect(await stateOf(submission)).toBe('unconfirmed');
    expect((await ask(confirmation)).text).toContain('value="confirm"');
    for (let time = 0; time < 2; time++) {
      const { status, headers } = await post(confirmation, { action: 'confirm' });
      expect([status, headers.get('location')]).toEqual([303, `${confirmation}?done=confirmed`]);
    }
    expect(await stateOf(submission)).toBe('new');
    expect((await mailsOf(submission)).filter((template) => template === 'submission-new')).toHaveLength(1);
    const { text } = await ask(confirmation);
    expect(text).toContain('Ihre Adresse ist bestätigt');
    expect(text).toContain(`href="${await viewOf(submission)}"`);
  });

  it('is not done by the link to the view, nor anything else by the link to confirm', async () => {
    const submission = await make('unconfirmed');
    expect((await post(await viewOf(submission), { action: 'confirm' })).status).toBe(400);
    for (const action of ['withdraw', 'renew', 'cancel', 'answer', '']) {
      expect((await post(await confirmationOf(submission), { action, sure: '1', date: 'all' })).status).toBe(400);
    }
    expect(await stateOf(submission)).toBe('unconfirmed');
  });
});

describe('the form for corrections', () => {
  const valueIn = (text: string, name: string) =>
    new RegExp(`name="${name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="${name}"`).exec(text)?.slice(1).join('');

  it('starts from the correction that waits, which the next one takes the place of', async () => {
    const submission = await make('published');
    const view = await viewOf(submission);
    expect((await ask(`${view}/correct`)).text).not.toContain('wird noch geprüft');
    const values = { ...EVENT_VALUES, capacity: 7, organisers: [{ name: 'Neuer Verein' }] };
    await app.apply('organiser', { kind: 'correct', submission: submission.id, formKey: 'waits', values });
    const { text } = await ask(`${view}/correct`);
    expect(text).toContain('Ihre letzte Korrektur wird noch geprüft.');
    expect(valueIn(text, 'capacity')).toBe('7');
    expect(valueIn(text, 'organisers\\.0')).toBe('Neuer Verein');
  });

  it('leaves what was changed by others since then as they have it', async () => {
    const submission = await make('published');
    const view = await viewOf(submission);
    const first = { ...EVENT_VALUES.dates[0]!, end: '2024-09-24T21:00' };
    const values = { ...EVENT_VALUES, capacity: 7, dates: [first] };
    await app.apply('organiser', { kind: 'correct', submission: submission.id, formKey: 'old-dates', values });
    const [cancelled] = await app.database.read
      .selectFrom('occurrence')
      .innerJoin('event', 'event.id', 'occurrence.event_id')
      .select('occurrence.uid')
      .where('event.slug', '=', submission.slug)
      .orderBy('start_at')
      .execute();
    await app.apply('organiser', { kind: 'cancel-own', submission: submission.id, date: cancelled!.uid });
    const { text } = await ask(`${view}/correct`);
    expect(valueIn(text, 'capacity')).toBe('7');
    expect(valueIn(text, 'dates\\.0\\.day')).toBe('2024-09-26');
    expect(text).toContain('<li>Dienstag, 24. September 2024');
  });

  it('copes with an event all of whose dates are cancelled', async () => {
    const submission = await make('cancelled');
    const address = `${await viewOf(submission)}/correct`;
    const { text } = await ask(address);
    expect(text).toContain('Tragen Sie unten nur dann Termin und Ort ein');
    expect(/<input[^>]*name="dates\.0\.day"[^>]*>/.exec(text)![0]).not.toContain('required');
    const sent = (changed: Parameters<typeof formData>[0]) =>
      ask(address, {
        method: 'POST',
        headers: { origin: site.url },
        body: formData({ action: 'preview', 'contact.name': null, 'contact.email': null, consent: null, ...changed }),
      });
    const none = { 'dates.0.day': null, 'dates.0.startTime': null, 'dates.0.endTime': null, venue: null };
    for (const changed of [none, {}]) {
      const preview = await sent(changed);
      expect(preview.status).toBe(200);
      expect(preview.text).toContain('class="event"');
      expect(preview.text).toContain('data-status="cancelled"');
    }
  });
});

describe('an organiser', () => {
  it('answers a question; sent twice, it is one answer', async () => {
    const submission = await make('asked');
    const view = await viewOf(submission);
    for (let time = 0; time < 2; time++) {
      const { status, headers } = await post(view, { action: 'answer', answer: ' Ja, hinten. ' });
      expect([status, headers.get('location')]).toEqual([303, `${view}?done=answered`]);
    }
    expect((await mailsOf(submission)).filter((template) => template === 'submission-answered')).toHaveLength(1);
    const { text } = await ask(`${view}?done=answered`);
    expect(text).toContain('Danke, Ihre Antwort ist angekommen.');
    expect(text).toContain('Ja, hinten.');
  });

  it('gets back what was typed where it cannot be taken', async () => {
    const asked = await viewOf(await make('asked'));
    const empty = await post(asked, { action: 'answer', answer: ' ' });
    expect(empty.status).toBe(400);
    expect(empty.text).toContain('href="#answer"');
    const long = await post(asked, { action: 'answer', answer: 'lang </textarea><script>'.repeat(400) });
    expect(long.status).toBe(400);
    expect(long.text).toContain('&lt;/textarea&gt;&lt;script&gt;');
    const answered = await post(await viewOf(await make('answered')), { action: 'answer', answer: 'Etwas anderes' });
    expect(answered.status).toBe(409);
    expect(answered.text).toContain('Etwas anderes');
  });

  it('is not heard with megabytes, whatever they say', async () => {
    const submission = await make('new');
    const { status } = await post(await viewOf(submission), {
      ...{ action: 'withdraw', sure: '1' },
      more: 'x'.repeat(300_000),
    });
    expect(status).toBe(400);
    expect(await stateOf(submission)).toBe('new');
  });

  it('withdraws what is not published, only with the box ticked, as often as they like', async () => {
    const submission = await make('new');
    const view = await viewOf(submission);
    const unsure = await post(view, { action: 'withdraw' });
    expect(unsure.status).toBe(400);
    expect(unsure.text).toContain('href="#sure"');
    for (let time = 0; time < 2; time++) {
      expect((await post(view, { action: 'withdraw', sure: '1' })).headers.get('location')).toBe(
        `${view}?done=withdrawn`,
      );
    }
    expect(await stateOf(submission)).toBe('withdrawn');
    expect((await mailsOf(submission)).filter((template) => template === 'submission-withdrawn')).toHaveLength(1);
    const published = await viewOf(await make('published'));
    expect((await post(published, { action: 'withdraw', sure: '1' })).status).toBe(409);
  });

  it('cancels one date, then the rest: at once on page and feed, and the coordinators are told', async () => {
    const submission = await make('published');
    const view = await viewOf(submission);
    const feed = async () => (await ask(`/events/${submission.slug}.ics`)).text;
    expect(await feed()).not.toContain('STATUS:CANCELLED');
    const uid = /name="date" value="([^"]+)"/.exec((await ask(view)).text)![1]!;
    for (let time = 0; time < 2; time++) {
      const { status, headers } = await post(view, { action: 'cancel', date: uid });
      expect([status, headers.get('location')]).toEqual([303, `${view}?done=cancelled`]);
    }
    const after = await feed();
    expect(after.match(/STATUS:CANCELLED/g)).toHaveLength(1);
    expect(after.match(/SEQUENCE:1/g)).toHaveLength(1);
    expect((await ask(`/events/${submission.slug}`)).text).toContain('Dieser Termin fällt aus.');
    expect(await mailsOf(submission)).toContain('cancelled-by-organiser');
    await post(view, { action: 'cancel', date: 'all' });
    expect((await feed()).match(/STATUS:CANCELLED/g)).toHaveLength(2);
    expect((await ask(view)).text).toContain('<h2>Abgesagt</h2>');
    expect((await post(view, { action: 'cancel', date: 'nothing' })).status).toBe(409);
    expect((await post(await viewOf(await make('new')), { action: 'cancel', date: 'all' })).status).toBe(409);
  });

  it('mends a mistyped address until it is confirmed: mails to the wrong one open nothing any more', async () => {
    const submission = await make('unconfirmed');
    const [view, confirmation] = [await viewOf(submission), await confirmationOf(submission)];
    const wrong = await post(view, { action: 'readdress', email: 'olena@' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('href="#email"');
    expect(wrong.text).toContain('value="olena@"');
    const sent = await post(view, { action: 'readdress', email: ' Olena.Neu@example.org ' });
    const address = `${await viewOf(submission)}?sent&done=readdressed`;
    expect([sent.status, sent.headers.get('location')]).toEqual([303, address]);
    for (const old of [view, confirmation]) expect((await ask(old)).status).toBe(404);
    const { text } = await ask(address);
    expect(text).toContain('eine Mail an olena.neu@example.org geschickt');
    const waiting = await app.database.read
      .selectFrom('mail')
      .select(['template', 'recipient'])
      .where('subject_id', '=', submission.id)
      .where('recipient', '=', 'olena.neu@example.org')
      .execute();
    expect(waiting).toEqual([{ template: 'confirm', recipient: 'olena.neu@example.org' }]);
    await post(await confirmationOf(submission), { action: 'confirm' });
    const late = await post(await viewOf(submission), { action: 'readdress', email: 'other@example.org' });
    expect(late.status).toBe(409);
    expect((await ask(await viewOf(submission))).text).not.toContain('value="readdress"');
  });

  it('cannot have mails sent without end', async () => {
    const submission = await make('unconfirmed');
    const statuses: number[] = [];
    for (let time = 0; time < 7; time++) {
      const email = `someone-${time}@example.org`;
      statuses.push((await post(await viewOf(submission), { action: 'readdress', email })).status);
    }
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429, 429]);
  });

  it('corrects what was changed meanwhile only after being told, and goes on with a correction that waits', async () => {
    const submission = await make('published');
    const address = `${await viewOf(submission)}/correct`;
    const correction = { kind: 'correct', submission: submission.id, formKey: 'waiting' } as const;
    await app.apply('organiser', { ...correction, values: { ...EVENT_VALUES, capacity: 7 } });
    const shown = (await ask(address)).text;
    expect(shown).toMatch(/name="capacity"[^>]* value="7"/);
    const fields = fieldsIn(shown);
    fields.set('action', 'send');
    fields.set('capacity', '8');
    const send = () => ask(address, { method: 'POST', headers: { origin: site.url }, body: fields });
    await app.apply('desk', { kind: 'cancel', event: submission.slug, date: '2024-09-26' });
    await new Promise((resolve) => setTimeout(resolve, 4100));
    const told = await send();
    expect(told.status).toBe(409);
    expect(told.text).toContain('wurde geändert, während Sie hier geschrieben haben');
    expect(told.text).toMatch(/name="capacity"[^>]* value="8"/);
    fields.set('base', fieldsIn(told.text).get('base') as string);
    expect((await send()).headers.get('location')).toMatch(/\?done=proposed$/);
  });

  it('renews the link: the old one opens nothing, the new one stands on no page', async () => {
    const submission = await make('new');
    const [view, confirmation] = [await viewOf(submission), await confirmationOf(submission)];
    const { status, headers, text } = await post(view, { action: 'renew' });
    expect([status, headers.get('location')]).toEqual([303, '/submissions/renewed']);
    const renewed = await viewOf(submission);
    expect(renewed).not.toBe(view);
    expect(text + (await ask('/submissions/renewed')).text).not.toContain(renewed);
    expect((await ask(view)).status).toBe(404);
    expect((await ask(confirmation)).status).toBe(404);
    expect((await ask(renewed)).status).toBe(200);
    expect(await mailsOf(submission)).toContain('new-link');
  });

  it('who renews the link ends what is still on its way by the old one', async () => {
    const submission = await make('new');
    const view = await viewOf(submission);
    const body = 'action=withdraw&sure=1';
    const status = await new Promise((resolve, reject) => {
      const headers = {
        ...{ origin: site.url, 'content-type': 'application/x-www-form-urlencoded' },
        'content-length': body.length,
      };
      const sending = request(site.url + view, { method: 'POST', headers }, ({ statusCode }) => resolve(statusCode));
      sending.on('error', reject);
      sending.write(body.slice(0, 9));
      setTimeout(() => {
        void app
          .apply('test', { kind: 'renew-link', event: submission.slug })
          .then(() => sending.end(body.slice(9)), reject);
      }, 500);
    });
    expect(status).toBe(303);
    expect((await ask(view)).status).toBe(404);
    expect(await stateOf(submission)).toBe('new');
  });

  it('is told by a sentence when another process keeps the catalogue locked, and loses nothing', async () => {
    const view = await viewOf(await make('asked'));
    const holder = await holdLock(site.dataDir, 17_000);
    const { status, headers, text } = await post(view, { action: 'answer', answer: 'Kommt noch einmal' });
    expect([status, headers.get('retry-after')]).toEqual([503, '60']);
    expect(text).toContain('Gerade kann nichts gespeichert werden.');
    expect(text).toContain('Kommt noch einmal</textarea>');
    await holder.finished;
  });

  it('sends forms from this page in browsers that say nothing about where from, and nobody from elsewhere', async () => {
    const view = await viewOf(await make('asked'));
    const body = new URLSearchParams({ action: 'answer', answer: 'Ja' });
    const send = (headers: Record<string, string>, to = view) => ask(to, { method: 'POST', headers, body });
    expect((await send({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await send({ origin: 'null' }, '/submit')).status).toBe(403);
    // Node's fetch says `sec-fetch-mode`, never where from.
    expect((await send({ origin: 'null' })).status).toBe(303);
  });
});
