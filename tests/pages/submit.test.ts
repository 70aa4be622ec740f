import { execFileSync } from 'node:child_process';
import { cpSync, openSync, truncateSync, writeSync } from 'node:fs';
import { request } from 'node:http';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { twoHalves } from '../fixtures/pictures.ts';
import { holdLock } from '../fixtures/processes.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { FILLED_IN, formData } from '../fixtures/filled-form.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

type Changed = NonNullable<Parameters<typeof formData>[0]>;

async function freshKey(from = site): Promise<string> {
  const text = await (await fetch(`${from.url}/submit`)).text();
  return /name="formKey" value="([^"]+)"/.exec(text)![1]!;
}

/** A key that was given out long enough ago. */
async function ripeKey(from = site): Promise<string> {
  const key = await freshKey(from);
  await new Promise((resolve) => setTimeout(resolve, 4100));
  return key;
}

async function post(changed: Changed, { at = site, headers = {}, address = '/submit' } = {}) {
  // Each test from a network of its own would need a proxy; instead the count begins anew.
  forgetLimits(at);
  return postCounted(changed, { at, headers, address });
}

async function postCounted(changed: Changed, { at = site, headers = {}, address = '/submit' } = {}) {
  const response = await fetch(at.url + address, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: at.url, ...headers },
    body: formData(changed),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function inCatalogue<Result>(of: Site, work: (database: Database.Database) => Result): Result {
  const database = new Database(join(of.dataDir, 'catalogue.sqlite'), { timeout: 5000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const forgetLimits = (of: Site) => inCatalogue(of, (database) => void database.exec('delete from rate_limit'));
const submissions = (of = site) =>
  inCatalogue(of, (database) => database.prepare('select * from submission').all() as { id: string }[]);
const picture = (bytes: Uint8Array, type = 'image/png') => new File([Buffer.from(bytes)], 'bild', { type });

describe('the form', () => {
  it.each(LANGUAGES.map(({ code }) => code))('is there in %s, kept by nobody, and is linked', async (language) => {
    const response = await fetch(site.url + path(language, 'submit'));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('set-cookie')).toBe(null);
    const text = await response.text();
    expect(text).not.toMatch(/\sstyle=/);
    expect(text).toContain(`action="${path(language, 'submit')}"`);
    // What Enter in a field presses.
    expect(/<button[^>]*>/.exec(text.slice(text.indexOf('id="submission"')))![0]).toContain('value="preview"');
    const start = await (await fetch(site.url + path(language, ''))).text();
    expect(start).toContain(`href="${path(language, 'submit')}"`);
  });

  it('takes an event once, however often it is sent, and leads to its own page', async () => {
    const formKey = await ripeKey();
    const sent = await Promise.all([1, 2, 3].map(() => postCounted({ formKey, action: 'send' })));
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
    const [first, ...others] = sent.map(({ headers }) => headers.get('location'));
    expect(first).toMatch(/^\/submissions\/[\w-]{44}\?sent$/);
    expect(others).toEqual([first, first]);
    expect(submissions()).toHaveLength(1);
    const other = await post({ formKey: await ripeKey(), action: 'send' }, { address: '/ar/submit' });
    expect(other.headers.get('location')).toMatch(/^\/ar\/submissions\//);
    expect(submissions()).toHaveLength(2);
  });

  it('shows everything again that was typed when something is wrong', async () => {
    const odd = '"><script>alert(1)</script>';
    const { status, text } = await post({ 'texts.0.title': odd, 'contact.email': 'rana', note: 'a & b' });
    expect(status).toBe(422);
    expect(text).toContain('<title>Fehler: ');
    expect(text).toContain('href="#contact-email"');
    expect(text).toMatch(/id="contact-email"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="contact-email"/);
    expect(text.split('alert(1)')).toHaveLength(2);
    expect(text).toMatch(/value="&(?:#34|quot);(?:>|&gt;)(?:<|&lt;)script/);
    expect(text).toMatch(/a &(?:#38|amp); b/);
    expect(text).toMatch(/value="everyone"[^>]*checked/);
  });

  it.each([
    ['add-date', 'dates-1-day'],
    ['add-text', 'texts-1-title'],
    ['add-organiser', 'organisers-1'],
  ])('adds a row with %s and asks for nothing yet', async (action, id) => {
    const { status, text } = await post({ action, 'contact.email': '' });
    expect(status).toBe(200);
    expect(text).toContain(`id="${id}"`);
    // Without scripts, too, the new row is where the visitor goes on.
    const [first] = /<(?:input|select)[^>]* autofocus[^>]*>/.exec(text)!;
    expect(first).toContain(`id="${id.replace('title', 'language')}"`);
    expect(text).not.toContain('data-error-summary');
    expect(text).toContain('Trommeln am Fluss');
  });

  it('shows a preview, says what else is on, and sends nothing', async () => {
    const before = submissions().length;
    const { status, text } = await post({ action: 'preview' });
    expect(status).toBe(200);
    expect(text).toContain('class="event"');
    expect(text).toContain('Mittwoch, 25. September 2024');
    expect(text).toMatch(/\d+ Veranstaltungen in .?Bad Salzungen.? an diesem Tag/);
    expect(text).not.toContain('/events/preview');
    expect(submissions()).toHaveLength(before);
  });

  it('shows a preview from which nothing leads away: what is typed would be lost', async () => {
    const { text } = await post({ action: 'preview', 'dates.1.day': '2024-09-26', 'dates.1.startTime': '10:00' });
    const article = /<article class="event">[^]*?<\/article>/.exec(text)![0];
    expect(article).toContain('Pressenwerk');
    expect(article).not.toMatch(/<a [^>]*href=/);
  });

  it.each([
    ['preview', {}],
    ['errors', { 'contact.email': '' }],
  ])('says once what else is on, with %s', async (_, changed) => {
    const { text } = await post({ action: 'preview', ...changed });
    expect(text.split('class="same-day"')).toHaveLength(2);
  });

  it('previews an event whose text is not German', async () => {
    const { status, text } = await post({ action: 'preview', 'texts.0.language': 'ar' });
    expect(status).toBe(200);
    expect(text).toContain('<bdi lang="ar">Trommeln am Fluss</bdi>');
  });

  it('points out what is in the programme already', async () => {
    const known = await (await fetch(`${site.url}/events/laenderreise`)).text();
    const title = /<meta property="og:title" content="([^"]*)"/.exec(known)![1]!;
    const { text } = await post({ action: 'preview', 'texts.0.title': title });
    expect(text).toContain('id="duplicates"');
    expect(text).toContain('href="/events/laenderreise"');
  });
});

describe('the form refuses', () => {
  const notice = (text: string) => /data-error-summary[\s\S]*?<p>([^<]*)<\/p>/.exec(text)?.[1];

  it('what is sent within seconds, what has no key of ours, and what a program fills in, and loses nothing', async () => {
    const before = submissions().length;
    const tooFast = await post({ formKey: await freshKey(), action: 'send' });
    expect([tooFast.status, notice(tooFast.text)]).toEqual([422, expect.stringContaining('sehr schnell')]);
    const foreign = await post({ formKey: 'x', action: 'send' });
    expect([foreign.status, notice(foreign.text)]).toEqual([422, expect.stringContaining('zu lange offen')]);
    expect(/name="formKey" value="([^"]+)"/.exec(foreign.text)![1]!.length).toBeGreaterThan(20);
    const trapped = await post({ formKey: await freshKey(), action: 'send', comment: 'buy' });
    expect([trapped.status, notice(trapped.text)]).toEqual([422, expect.stringContaining('ein Programm')]);
    for (const { text } of [tooFast, foreign, trapped]) {
      expect(text).toContain('value="Trommeln am Fluss"');
      // The button that the sentence asks for stands beside it.
      const summary = text.slice(text.indexOf('data-error-summary'), text.indexOf('<form id="submission"'));
      expect(summary).toMatch(/<button form="submission" name="action" value="send">/);
      expect(notice(text)).toContain('„Veranstaltung einreichen“');
    }
    expect(submissions()).toHaveLength(before);
  });

  it('what another site sends', async () => {
    expect((await post({ action: 'send' }, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });

  it('huge fields, hundreds of fields and files in place of text, without harm', async () => {
    const huge = await post({ 'texts.0.description': 'x'.repeat(3_000_000) });
    expect(huge.status).toBe(422);
    expect(huge.text.length).toBeLessThan(300_000);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`dates.${at}.day`, '2024-09-25']));
    expect((await post(many)).status).toBe(422);
    expect((await post({ 'texts.0.title': picture(new Uint8Array(9)) })).status).toBe(422);
  });

  it('a body that is no form', async () => {
    forgetLimits(site);
    const headers = { origin: site.url, 'content-type': 'multipart/form-data; boundary=x' };
    const response = await fetch(`${site.url}/submit`, { method: 'POST', headers, body: 'nothing of the kind' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('nicht vollständig angekommen');
  });

  it('what is much too large, whether or not its length is said before', async () => {
    const body = Buffer.alloc(17 * 1024 * 1024, 'a');
    const headers = { origin: site.url, 'content-type': 'application/x-www-form-urlencoded' };
    const length = { 'content-length': String(65 * 1024 * 1024) };
    expect(await sendInParts(headers, Buffer.alloc(0), length)).toBe(413);
    expect(await sendInParts(headers, body, { 'transfer-encoding': 'chunked' })).toBe(413);
  });

  it('too much from one address in an hour, whatever the request says where it comes from, and after a restart', async () => {
    const own = await startSite();
    const from = (count: number) => ({ at: own, headers: { 'x-forwarded-for': `198.51.100.${count}` } });
    for (let count = 0; count < 60; count++) {
      expect((await postCounted({ action: 'add-date' }, from(count))).status).toBe(200);
    }
    const refused = await postCounted({ action: 'add-date' }, from(61));
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('value="Trommeln am Fluss"');
    await own.stop();
    const restarted = await startSite({ DATA_DIR: own.dataDir });
    expect((await postCounted({}, { at: restarted })).status).toBe(429);
  });

  it('counts each visitor behind a proxy that is trusted, and believes no other address', async () => {
    const own = await startSite({ TRUST_PROXY: '127.0.0.1' });
    for (const from of ['198.51.100.1', '198.51.100.2', '203.0.113.9, 198.51.100.3', '198.51.100.3']) {
      await postCounted({ action: 'add-date' }, { at: own, headers: { 'x-forwarded-for': from } });
    }
    const hits = inCatalogue(own, (database) => database.prepare('select hits from rate_limit order by hits').all());
    expect(hits).toEqual([{ hits: 1 }, { hits: 1 }, { hits: 2 }]);
  });

  it('events after the deadline, and says whom to ask', async () => {
    const own = await startSite();
    inCatalogue(own, (database) => {
      database.exec('update edition set demonstration = 0; update catalogue set version = version + 1');
    });
    const closed = await (await fetch(`${own.url}/submit`)).text();
    expect(closed).toContain('1. Juli 2024');
    expect(closed).toContain('mailto:integration@landratsamt.example');
    const sent = await post({ formKey: await ripeKey(site), action: 'send' }, { at: own });
    expect([409, 422]).toContain(sent.status);
    expect(sent.text).toContain('value="Trommeln am Fluss"');
    expect(submissions(own)).toHaveLength(0);
  });
});

describe('while nothing can be written', () => {
  const expectLater = ({ status, headers, text }: Awaited<ReturnType<typeof post>>) => {
    expect([status, headers.get('retry-after')]).toEqual([503, '60']);
    expect(text).toMatch(/data-error-summary[^]*Wir konnten es gerade nicht speichern/);
    expect(text).toContain('value="Trommeln am Fluss"');
    expect(text).toContain('value="rana@trommelkreis.example"');
  };

  it('because another process keeps the lock, the form says so, loses nothing, and is taken later', async () => {
    const formKey = await ripeKey();
    const before = submissions().length;
    const holder = await holdLock(site.dataDir, 17_000);
    expectLater(await postCounted({ formKey, action: 'send' }));
    await holder.finished;
    expect(submissions()).toHaveLength(before);
    expect((await post({ formKey, action: 'send' })).status).toBe(303);
    expect(submissions()).toHaveLength(before + 1);
  });

  it.skipIf(process.getuid?.() !== 0)('because the disk is full, too, while pages are read', async () => {
    const disk = temporaryFolder(afterAll);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return; // A machine that lets nobody mount.
    }
    afterAll(() => void execFileSync('umount', ['--lazy', disk]));
    cpSync(await demonstrationFolder(afterAll), disk, { recursive: true });
    const own = await startSite({ DATA_DIR: disk, LOG_LEVEL: 'silent' });
    const formKey = await ripeKey(own);
    const filling = openSync(join(disk, 'filling'), 'w');
    expect(() => {
      for (;;) writeSync(filling, Buffer.alloc(4096));
    }).toThrow('ENOSPC');
    expectLater(await postCounted({ formKey, action: 'send' }, { at: own }));
    expect((await fetch(`${own.url}/events/laenderreise`)).status).toBe(200);
    expect(submissions(own)).toHaveLength(0);
    truncateSync(join(disk, 'filling'));
    expect((await postCounted({ formKey, action: 'send' }, { at: own })).status).toBe(303);
    expect(submissions(own)).toHaveLength(1);
  });
});

describe('a picture', () => {
  const DETAILS = {
    'picture.alt': 'Rot',
    'picture.credit': 'Rana',
    'picture.licence': 'own',
    'picture.consent': 'yes',
  };
  let png: Buffer;
  beforeAll(async () => {
    png = await twoHalves().png().toBuffer();
  });
  const held = (text: string): Record<string, string> =>
    Object.fromEntries(
      [...text.matchAll(/name="(picture\.(?:hash|width|height))" value="([^"]+)"/g)].map(([, name, value]) => [
        name!,
        value!,
      ]),
    );

  it('is kept across errors, shown to its owner, sent along or removed', async () => {
    const first = await post({ 'picture.file': picture(png), ...DETAILS, 'contact.email': '' });
    expect(first.status).toBe(422);
    const fields = held(first.text);
    expect(Object.keys(fields)).toHaveLength(3);
    const shown = await fetch(`${site.url}/submit/picture/${fields['picture.hash']}-400.webp`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    const preview = await post({ ...fields, ...DETAILS, action: 'preview' });
    const [, source] = /<figure class="event-picture">\s*<img src="([^"]+)"/.exec(preview.text)!;
    expect((await fetch(site.url + source)).status).toBe(200);
    const removed = await post({ ...fields, ...DETAILS, action: 'remove-picture' });
    expect(held(removed.text)).toEqual({});
    const sent = await post({ ...fields, ...DETAILS, formKey: await ripeKey(), action: 'send' });
    expect(sent.status).toBe(303);
    const rows = inCatalogue(site, (database) => database.prepare('select hash, alt from picture').all());
    expect(rows).toContainEqual({ hash: fields['picture.hash'], alt: 'Rot' });
  });

  it.each([
    ['a text', () => Buffer.from('hello'), 'Das ist kein Bild'],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'Datei nehmen wir nicht|kein Bild'],
    ['one that is cut off', () => png.subarray(0, 300), 'beschädigt'],
    ['one of 11 MB', () => Buffer.concat([png, Buffer.alloc(11_000_000)]), 'größer als 10 MB'],
  ])('that is %s is refused with a sentence', async (_, bytes, words) => {
    const { status, text } = await post({ 'picture.file': picture(bytes()), ...DETAILS });
    expect(status).toBe(422);
    expect(text).toMatch(new RegExp(`href="#picture-file"[^]*(?:${words})`));
  });

  it('that is far too large is refused with a sentence, too, and nothing typed is lost', async () => {
    const { status, text } = await post({ 'picture.file': picture(Buffer.alloc(20_000_000)), ...DETAILS });
    expect(status).toBe(422);
    expect(text).toMatch(/href="#picture-file"[^]*größer als 10 MB/);
    expect(text).toContain('value="Trommeln am Fluss"');
    expect(text).toMatch(/name="picture.credit"[^>]* value="Rana"/);
  });

  it('that nobody staged is not believed', async () => {
    const fields = { 'picture.hash': 'a'.repeat(22), 'picture.width': '800', 'picture.height': '600' };
    const { status, text } = await post({ ...fields, ...DETAILS });
    expect(status).toBe(422);
    expect(text).toContain('nicht mehr da');
    for (const name of ['aaaaaaaaaaaaaaaaaaaaaa-400.webp', '..%2F..%2Fsecret.key', 'x', 'a-1.webp']) {
      expect((await fetch(`${site.url}/submit/picture/${name}`)).status, name).toBeGreaterThanOrEqual(400);
    }
  });
});

it('what else is on that day is told in the page’s language, and nothing where it makes no sense', async () => {
  const ask = async (address: string) => (await fetch(site.url + address)).text();
  const found = await ask('/uk/submit/same-day?day=2024-09-25&venue=Pressenwerk');
  expect(found).toContain('href="/uk/events/');
  expect(found).not.toContain('<html');
  const slug = /href="\/uk\/events\/([^"]+)"/.exec(found)![1]!;
  const others = await ask(`/uk/submit/same-day?day=2024-09-25&venue=Pressenwerk&except=${slug}`);
  expect(others, 'an event that is corrected is no clash with itself').not.toContain(`/events/${slug}"`);
  for (const query of ['', '?day=2024-99-99&place=eisenach', '?day=2024-09-25&place=atlantis']) {
    expect((await ask(`/submit/same-day${query}`)).trim()).toBe('');
  }
});

afterAll(() => {
  expect(site.output(), 'nothing that was typed is logged').not.toContain(FILLED_IN['contact.email']);
});

function sendInParts(headers: object, body: Buffer, more: object): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(`${site.url}/submit`, { method: 'POST', headers: { ...headers, ...more } }, (response) => {
      resolve(response.statusCode!);
      response.resume();
      sending.destroy();
    });
    sending.on('error', reject);
    if (body.length === 0) return sending.flushHeaders();
    for (let at = 0; at < body.length; at += 1 << 20) sending.write(body.subarray(at, at + (1 << 20)));
    sending.end();
  });
}
