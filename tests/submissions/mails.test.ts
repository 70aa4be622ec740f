import { describe, expect, test } from 'vitest';
import type { Change } from '#src/changes/change.ts';
import { languageTag, LANGUAGES } from '#src/languages/languages.ts';
import type { App } from '#src/server/app.ts';
import { MAIL_TEMPLATES } from '#src/submissions/mail-templates.ts';
import { openLink } from '#src/submissions/read-submission.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { writtenMails, type WrittenMail } from '../fixtures/outbox-folder.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { CONTACT, EVENT_VALUES, submit, submitted, type Submitted } from '../fixtures/submission.ts';

const CODES = LANGUAGES.map(({ code }) => code);
const NEW_TITLE = { ...EVENT_VALUES, capacity: 99 };

async function apply(app: App, change: Change): Promise<void> {
  expect(await app.apply('test', change)).toMatchObject({ ok: true });
}

/** Of each template, the change that puts its mail into the outbox. */
const CAUSES: Record<string, (app: App, submission: Submitted) => Promise<unknown>> = {
  'submission-new': (app, { id }) => apply(app, { kind: 'confirm-submission', submission: id }),
  question: (app, { slug }) => apply(app, { kind: 'ask', event: slug, message: 'Gibt es eine Rampe?' }),
  'submission-answered': (app, { id }) => apply(app, { kind: 'answer', submission: id, answer: 'Ja, hinten.' }),
  'submission-corrected': (app, { id }) =>
    apply(app, { kind: 'correct', submission: id, formKey: 'c1', values: { ...NEW_TITLE, capacity: 5 } }),
  published: (app, { slug }) => apply(app, { kind: 'publish', event: slug }),
  'revision-new': (app, { id }) =>
    apply(app, { kind: 'correct', submission: id, formKey: 'c2', values: { ...NEW_TITLE, capacity: 6 } }),
  'revision-declined': (app, { slug }) =>
    apply(app, { kind: 'decline-revision', event: slug, message: 'Der Raum ist zu klein.' }),
  'revision-accepted': async (app, { id, slug }) => {
    await apply(app, { kind: 'correct', submission: id, formKey: 'c3', values: { ...NEW_TITLE, capacity: 7 } });
    await apply(app, { kind: 'accept-revision', event: slug });
  },
  'new-link': (app, { slug }) => apply(app, { kind: 'renew-link', event: slug }),
  'event-moved': (app, { slug }) =>
    apply(app, { kind: 'move', event: slug, date: '2024-09-24', start: '2024-09-24T15:00', message: 'Regen.' }),
  'event-cancelled': (app, { slug }) => apply(app, { kind: 'cancel', event: slug, message: 'Die Leitung ist krank.' }),
  'cancelled-by-organiser': async (app, { id, slug }) => {
    const { id: change } = await app.database.read
      .selectFrom('change')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    await apply(app, { kind: 'undo', event: slug, change });
    await apply(app, { kind: 'cancel-own', submission: id });
  },
  removed: (app, { slug }) => apply(app, { kind: 'withdraw', event: slug, message: 'Doppelt gemeldet.' }),
};
const TO_TEAM = /^(submission-|revision-new|cancelled-by)/;

describe.each(CODES)('every mail about a submission sent in %s', (language) => {
  test('says what it is about in both parts, and its links work', async () => {
    const clock = settableClock();
    const app = await temporaryCatalogue(clock);
    const seen: string[] = [];
    const check = async () => {
      clock.forward(1);
      const mails = (await writtenMails(app)).slice(seen.length);
      for (const mail of mails) {
        seen.push(mail.template);
        await expectSound(app, mail, language);
      }
    };
    const submission = await submit(app, { language });
    await check();
    for (const cause of Object.values(CAUSES)) {
      await cause(app, submission);
      await check();
    }
    const second = await submitted(app, 'new', { language });
    await apply(app, { kind: 'reject', event: second.slug, message: 'Das ist Werbung.' });
    await check();
    const third = await submitted(app, 'new', { language });
    await apply(app, { kind: 'withdraw-submission', submission: third.id });
    await check();
    expect([...new Set(seen)].sort()).toEqual(Object.keys(MAIL_TEMPLATES).sort());
  });
});

async function expectSound(app: App, { template, email, links }: WrittenMail, language: string): Promise<void> {
  const toTeam = TO_TEAM.test(template);
  const own = toTeam ? 'de' : language;
  const title = own === 'uk' ? 'Хліб і розповіді' : 'Brot & Geschichten';
  expect(email.subject, template).toContain(title);
  expect(email.subject!.length).toBeLessThan(80);
  expect(email.to?.[0]?.address).toBe(toTeam ? 'integration@landratsamt.example' : CONTACT.email);
  expect(email.text).toContain(title);
  expect(email.html).toContain(title.replace('&', '&amp;'));
  expect(email.html).toContain(`<html lang="${languageTag(own)}"`);
  expect(email.text, 'no placeholder is left').not.toMatch(/\{\w+\}|undefined|null/);
  if (!toTeam) expect(email.text).toContain(CONTACT.name);
  const prefix = own === 'de' ? '' : `/${own}`;
  if (toTeam && template !== 'submission-withdrawn') expect(links[0]).toMatch(/^\/desk\/events\/[\w-]+$/);
  for (const link of links) {
    if (toTeam && link.startsWith('/desk/events/')) continue;
    expect(link.startsWith(`${prefix}/submissions/`) || link.startsWith(`${prefix}/events/`), link).toBe(true);
    const [, token] = /\/submissions\/(.*)/.exec(link) ?? [];
    if (token === undefined) continue;
    expect(toTeam, 'coordinators get no secret link').toBe(false);
    expect(await openLink(app.database, app.links, token)).toMatchObject({ submission: { language } });
  }
  const mails = await app.database.read.selectFrom('mail').selectAll().execute();
  for (const link of links.filter((link) => link.includes('/submissions/'))) {
    expect(JSON.stringify(mails)).not.toContain(link.split('/').at(-1));
  }
}

test.each(['de', 'ar'] as const)('the mails “confirm” and “published” are, in %s, what they were', async (language) => {
  const app = await temporaryCatalogue();
  const submission = await submit(app, { language });
  const confirm = (await writtenMails(app)).find(({ template }) => template === 'confirm')!;
  await apply(app, { kind: 'publish', event: submission.slug });
  const published = (await writtenMails(app)).find(({ template }) => template === 'published')!;
  await expect(stable(confirm.raw)).toMatchFileSnapshot(`../expected/submission-confirm.${language}.eml`);
  await expect(stable(published.raw)).toMatchFileSnapshot(`../expected/submission-published.${language}.eml`);
});

test('an answer reaches the coordinators, of a published event too', async () => {
  const app = await temporaryCatalogue();
  const { id, slug } = await submitted(app, 'published');
  await apply(app, { kind: 'ask', event: slug, message: 'Gibt es eine Rampe?' });
  await apply(app, { kind: 'answer', submission: id, answer: 'Ja, hinten.' });
  const answered = (await writtenMails(app)).find(({ template }) => template === 'submission-answered');
  expect(answered?.email.text).toContain('> Ja, hinten.');
  expect(answered?.links).toEqual([`/desk/events/${slug}`]);
});

describe('a mail that is no longer needed is not sent:', () => {
  test('“confirm”, once it is confirmed or deleted', async () => {
    const clock = settableClock();
    const app = await temporaryCatalogue(clock);
    const { id } = await submit(app);
    await apply(app, { kind: 'confirm-submission', submission: id });
    await submit(app);
    clock.forward(8 * 86_400);
    await apply(app, { kind: 'delete-unconfirmed' });
    expect((await writtenMails(app)).map(({ template }) => template)).toEqual(['submission-new']);
  });

  test('a question that was asked anew', async () => {
    const app = await temporaryCatalogue();
    const { slug: event } = await submitted(app, 'asked');
    await apply(app, { kind: 'ask', event, message: 'Und ein Aufzug?' });
    const questions = (await writtenMails(app)).filter(({ template }) => template === 'question');
    expect(questions).toHaveLength(1);
    expect(questions[0]!.email.text).toContain('> Und ein Aufzug?');
  });
});

test('after its link was renewed, an unconfirmed submission can be confirmed by the new mail only', async () => {
  const app = await temporaryCatalogue();
  const { id } = await submit(app);
  const [confirm] = await writtenMails(app);
  await apply(app, { kind: 'renew-own-link', submission: id, generation: 1 });
  await apply(app, { kind: 'renew-own-link', submission: id, generation: 1 });
  const [renewed, ...others] = (await writtenMails(app)).filter(({ template }) => template === 'new-link');
  expect(others).toEqual([]);
  const opened = (links: readonly string[]) =>
    Promise.all(links.map((link) => openLink(app.database, app.links, link.split('/').at(-1)!)));
  expect(await opened(confirm!.links)).toEqual([null, null]);
  expect((await opened(renewed!.links)).map((link) => link!.purpose).sort()).toEqual(['confirm', 'view']);
});

test('who was accepted in part is told what was taken over and what was not', async () => {
  const app = await temporaryCatalogue();
  const { id, slug } = await submitted(app, 'published');
  await writtenMails(app);
  const values = { ...EVENT_VALUES, capacity: 7, funding: 'Kreis' };
  await apply(app, { kind: 'correct', submission: id, formKey: 'in-part', values });
  await apply(app, { kind: 'accept-revision', event: slug, fields: ['capacity'] });
  const mail = (await writtenMails(app)).find(({ template }) => template === 'revision-accepted')!;
  expect(mail.email.text!.replace(/\s+/g, ' ')).toMatch(/Übernommen: Plätze\. Nicht übernommen: .*Förderung\./);
});

test('whatever an organiser writes, the mails have their own headers, elements and links', async () => {
  const hostile =
    'x\r\nBcc: evil@evil.example\r\n\r\n<script>alert(1)</script>"><a href="https://evil.example">\u202e{email}';
  const app = await temporaryCatalogue();
  const text = { title: hostile, summary: hostile, description: hostile, easy: hostile, participation: hostile };
  const { id, slug } = await submit(app, {
    contact: { name: hostile, email: 'olena@example.org', phone: hostile },
    note: hostile,
    values: { ...EVENT_VALUES, texts: { de: text }, organisers: [{ name: hostile }] },
  });
  await writtenMails(app);
  await apply(app, { kind: 'confirm-submission', submission: id });
  await apply(app, { kind: 'ask', event: slug, message: hostile });
  const mails = await writtenMails(app);
  expect(mails.map(({ template }) => template).sort()).toEqual(['confirm', 'question']);
  await apply(app, { kind: 'answer', submission: id, answer: hostile });
  await apply(app, { kind: 'publish', event: slug });
  await apply(app, { kind: 'cancel-own', submission: id });
  for (const { email, raw } of await writtenMails(app)) {
    expect(email.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(email.to).toHaveLength(1);
    expect(email.html).not.toMatch(/<script|<a (?!class="button" href="http:\/\/localhost)/);
    expect(raw).not.toContain('\u202e');
  }
});

/** Without what is by chance: secrets, ids and the boundary made of them. */
function stable(raw: string): string {
  return raw
    .replace(/(?<=submissions\/)[\w-]{44}/g, 'SECRET')
    .replace(/(?<=Message-ID: <)[\w-]+/i, 'ID')
    .replace(/(?<=NmP-)\w{32}/g, 'BOUNDARY');
}
