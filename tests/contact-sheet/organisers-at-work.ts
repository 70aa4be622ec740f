import { LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import type { App } from '#src/server/app.ts';
import { writtenMails } from '../fixtures/outbox-folder.ts';
import { submitted, tokenOf, type Stage } from '../fixtures/submission.ts';
import { done } from '../fixtures/submissions.ts';

export const STAGES = ['new', 'asked', 'answered', 'rejected', 'withdrawn', 'published', 'cancelled'] as const;
/** What organisers read, in the language of their form. */
export const MAILS = ['confirm', 'question', 'published', 'rejected', 'event-moved', 'event-cancelled'] as const;
/** What coordinators read. */
export const GERMAN_MAILS = ['submission-new', 'submission-answered', 'cancelled-by-organiser', 'barrier-report'];

export interface OrganisersAtWork {
  /** Addresses by the name of the template and the language: `submission-asked uk` → `/uk/submissions/…`. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Mails as HTML, in the same way: `mail-confirm uk`. */
  readonly mails: ReadonlyMap<string, string>;
}

/** One submission in each state for each language, and the mails that were written about them. */
export async function organisersAtWork(app: App, languages: readonly LanguageCode[]): Promise<OrganisersAtWork> {
  const addresses = new Map<string, string>();
  const mails = new Map<string, string>();
  for (const language of languages) {
    const make = (stage: Stage) => {
      const contact = { name: 'Olena Петренко', email: `olena-${stage}-${language}@example.org`, phone: null };
      return submitted(app, stage, { language, contact });
    };
    const put = (name: string, page: string) => addresses.set(`${name} ${language}`, path(language, page));
    for (const stage of STAGES) {
      const { id } = await make(stage);
      const token = await tokenOf(app, id);
      put(`submission-${stage}`, `submissions/${token}`);
      if (stage !== 'published') continue;
      put('submission-correct', `submissions/${token}/correct`);
      // Mails say how things are when they are sent: now, before the next event is published and cancelled.
      await addMails(app, mails);
    }
    const fresh = await make('unconfirmed');
    put('submission-sent', `submissions/${await tokenOf(app, fresh.id)}?sent`);
    put('submission-confirm', `submissions/${await tokenOf(app, fresh.id, 'confirm')}`);
    const { slug: event } = await submitted(app, 'published', {
      language,
      contact: { name: 'Rana', email: `rana-${language}@example.org`, phone: null },
    });
    const message = 'Der Saal ist zu klein geworden.';
    await done(app, { kind: 'move', event, date: '2024-09-24', start: '2024-09-24T18:00', message });
    await done(app, { kind: 'cancel', event, message: 'Die Referentin ist krank.' });
  }
  const report = { page: '/map', message: 'Die Karte geht nicht.\n\nMit der Tastatur.', email: 'rana@example.org' };
  await done(app, { kind: 'report-barrier', formKey: 'report', ...report, language: 'uk' });
  await addMails(app, mails);
  return { addresses, mails };
}

/** Sends what waits; of each mail the first one is kept. */
async function addMails(app: App, mails: Map<string, string>): Promise<void> {
  const codes = new Map<string, LanguageCode>(LANGUAGES.map(({ code, tag }) => [tag, code]));
  for (const { template, email } of await writtenMails(app)) {
    const tag = email.headers.find(({ key }) => key === 'content-language')?.value ?? 'de';
    const name = `mail-${template} ${codes.get(tag) ?? tag}`;
    if (!mails.has(name)) mails.set(name, email.html ?? '');
  }
}
