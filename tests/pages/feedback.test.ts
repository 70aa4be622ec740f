import Database from 'better-sqlite3';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { formIn, type SentForm } from '../fixtures/html-form.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

async function get(path: string) {
  const response = await fetch(site.url + path, { redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function post(path: string, form: SentForm) {
  const response = await fetch(site.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.url },
    body: new URLSearchParams(form.map(([name, value]) => [name, value])),
  });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

/** The form as it comes from a page, filled in by a person and not at once. */
async function filledIn(path: string, typed: Record<string, string>): Promise<SentForm> {
  const form = formIn((await get(path)).text, 'formKey', typed);
  await new Promise((resolve) => setTimeout(resolve, 4100));
  return form;
}

function inCatalogue<Result>(work: (database: Database.Database) => Result): Result {
  const database = new Database(join(site.dataDir, 'catalogue.sqlite'), { timeout: 5000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const reports = () =>
  inCatalogue((database) => database.prepare("select * from mail where template = 'barrier-report'").all()) as {
    data: string;
    state: string;
    recipient: string;
  }[];

describe('whoever meets a barrier', () => {
  it('is led from any page to a form that knows the page, and its report reaches the coordinators as a mail', async () => {
    const programme = await get('/uk/events?place=eisenach');
    const link = /data-feedback href="([^"]+)"/.exec(programme.text)![1]!.replaceAll('&amp;', '&');
    expect(link).toBe('/uk/accessibility/feedback?page=%2Fuk%2Fevents%3Fplace%3Deisenach');
    const shown = await get(link);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.text).toContain('value="/uk/events?place=eisenach"');

    const form = await filledIn(link, { message: 'Кнопку не читають.\n"><b>', email: 'olena@example.org' });
    const sent = await post('/uk/accessibility/feedback', form);
    expect([sent.status, sent.location]).toEqual([303, '/uk/accessibility/feedback?sent']);
    const again = await post('/uk/accessibility/feedback', form);
    expect(again.status).toBe(303);
    expect(reports()).toHaveLength(1);
    // Back at the form, and another barrier.
    await post(
      '/uk/accessibility/feedback',
      form.map(([name, value]) => [name, name === 'message' ? 'Ще' : value]),
    );
    expect(reports()).toHaveLength(2);
    expect((await get(sent.location!)).text).toContain('role="status"');

    await vi.waitUntil(() => reports().every(({ state }) => state === 'sent'), { timeout: 10_000 });
    const outbox = join(site.dataDir, 'outbox');
    const mails = await Promise.all(
      readdirSync(outbox).map((file) => PostalMime.parse(readFileSync(join(outbox, file)))),
    );
    const mail = mails.find(({ text }) => text?.includes('Кнопку'))!;
    expect(mail.to).toEqual([{ address: 'integration@landratsamt.example', name: '' }]);
    expect(mail.text).toContain('Кнопку не читають.');
    expect(mail.text).toContain(`/uk/events?place=eisenach`);
    expect(mail.text).toContain('olena@example.org');
    expect(mail.html).not.toContain('"><b>');
  });

  it('leaves nothing of what they wrote in the log of changes', () => {
    const log = inCatalogue((database) => database.prepare("select * from change where kind = 'report-barrier'").all());
    expect(log).toHaveLength(2);
    expect(JSON.stringify(log)).not.toMatch(/Кнопку|olena|eisenach/);
  });

  it('is told what is wrong, and nothing that was typed is lost', async () => {
    const form = await filledIn('/ar/accessibility/feedback', { message: ' ', email: 'nobody', page: '/ar/map' });
    const { status, text } = await post('/ar/accessibility/feedback', form);
    expect(status).toBe(422);
    expect(text).toContain('href="#message"');
    expect(text).toContain('href="#email"');
    expect(text).toContain('value="nobody"');
    expect(text).toContain('value="/ar/map"');
    expect(text).toMatch(/<textarea[^>]*aria-invalid="true"/);
  });

  it.each([
    ['a program that fills in everything', { comment: 'buy' }],
    ['a form without its key', { formKey: 'x' }],
  ])('is asked to send once more where it looks like %s', async (_, changed) => {
    const before = reports().length;
    const form = await filledIn('/accessibility/feedback', { message: 'Zu blass', ...changed });
    const { status, text } = await post('/accessibility/feedback', form);
    expect(status).toBe(422);
    expect(text).toContain('Zu blass');
    expect(reports()).toHaveLength(before);
  });

  it('can be stopped from sending hundreds', async () => {
    inCatalogue((database) => void database.exec('delete from rate_limit'));
    const key = await filledIn('/accessibility/feedback', { message: 'Zu blass' });
    const statuses: number[] = [];
    for (let count = 0; count < 11; count++) statuses.push((await post('/accessibility/feedback', key)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(303), 429]);
  });
});

describe('a secret', () => {
  it('never gets into a link for reports, nor does the address of a page that there is not', async () => {
    for (const path of ['/submissions/eyJhbGciOi.abc', '/submissions/renewed', '/nowhere/eyJ', '/ar/nowhere']) {
      expect(/data-feedback href="([^"]+)"/.exec((await get(path)).text)?.[1], path).toMatch(
        /\/accessibility\/feedback$/,
      );
    }
  });

  it('is taken out of the page that somebody copies into the form', async () => {
    const { text } = await get(
      `/accessibility/feedback?page=${encodeURIComponent('/submissions/eyJhbGciOi.abc?sent')}`,
    );
    expect(text).not.toContain('eyJhbGciOi');
    expect(text).toContain('value="/submissions/…?sent"');
  });

  it('is not in any link of the form that comes back with what is wrong', async () => {
    const form = await filledIn('/accessibility/feedback', { message: '', page: '/submissions/eyJhbGciOi.abc' });
    const { status, text } = await post('/accessibility/feedback', form);
    expect(status).toBe(422);
    expect(text).toContain('value="/submissions/eyJhbGciOi.abc"');
    expect(text.replace(/value="[^"]*"/g, '')).not.toContain('eyJhbGciOi');
  });
});

describe('where nobody would get a report', () => {
  it('there is no form, but whom to call', async () => {
    inCatalogue((database) => {
      database.exec("update edition set contact_email = null, contact_name = 'x'");
      database.exec('update catalogue set version = version + 1');
      database.exec('update edition set version = (select version from catalogue)');
    });
    const { status, text } = await get('/accessibility/feedback');
    expect(status).toBe(200);
    expect(text).not.toContain('<textarea');
    expect(text).toContain('tel:03695615160');
  });
});
