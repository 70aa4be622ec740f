import { nameIn } from '#src/catalogue/types.ts';
import type { StringKey } from '#src/i18n/dictionary.ts';
import type { Translation } from '#src/i18n/translation.ts';
import type { MailBlock, MailContent, MailTemplate } from '#src/mail/content.ts';
import { path } from '#src/paths/paths.ts';
import { readSubmission } from '../read-submission.ts';
import type { LinkPurpose } from '../secret-links.ts';
import { contactInWords, venueInWords, whenInWords } from '../submission-in-words.ts';
import { isOn, titleOf, type Submission, type SubmittedDate } from '../submission.ts';
import type { MailContext } from './mail-context.ts';

/** A mail about a submission that is being written. */
export interface Writing {
  readonly submission: Submission;
  /** In the language of the mail. */
  readonly i18n: Translation;
  /** What the change said besides. */
  readonly message: string;
  readonly context: MailContext;
}

/** What is true of all mails about submissions: nothing is written about one that was deleted meanwhile. */
export function aboutSubmission(write: (writing: Writing) => MailContent | null): MailTemplate<MailContext> {
  return async ({ subjectId, language, data }, context) => {
    const submission = subjectId === null ? null : await readSubmission(context.database, subjectId);
    if (!submission) return null;
    const message = typeof data['message'] === 'string' ? data['message'] : '';
    return write({ submission, i18n: context.translations[language], message, context });
  };
}

/** To the organiser: greeted by name, told at the end why they get it and whom they may ask. */
export function toOrganiser({ submission, i18n }: Writing, subject: StringKey, blocks: MailBlock[]): MailContent {
  return {
    subject: subjectOf(submission, i18n, subject),
    greeting: i18n.t('mail.greeting', { name: submission.contact.name }),
    blocks: [...blocks, footer(submission, i18n, 'mail.why')],
  };
}

export function toCoordinators({ submission, i18n }: Writing, subject: StringKey, blocks: MailBlock[]): MailContent {
  const why = i18n.t('mail.whyTeam', { edition: nameIn(submission.event.edition.title, i18n.code) });
  return {
    subject: subjectOf(submission, i18n, subject),
    greeting: i18n.t('mail.greetingTeam'),
    blocks: [...blocks, { kind: 'text', text: why }],
  };
}

export function text(i18n: Translation, key: StringKey, values: Readonly<Record<string, string>> = {}): MailBlock {
  return { kind: 'text', text: i18n.t(key, values) };
}

/** Number, title and dates, by which people recognise an event. */
export function facts({ submission, i18n }: Writing): MailBlock & { kind: 'facts' } {
  const dates = submission.event.dates.map((date) => dateLine(date, i18n));
  return {
    kind: 'facts',
    rows: [
      [i18n.t('mail.number'), String(submission.number)],
      [i18n.t('mail.title'), titleOf(submission, i18n.code).text],
      [i18n.t('mail.dates'), dates.join('\n')],
    ],
  };
}

/** What coordinators wrote of it, in German; nothing if they wrote nothing. */
export function said({ i18n, message }: Writing): MailBlock[] {
  return message === '' ? [] : [text(i18n, 'mail.coordinatorsSay'), { kind: 'quote', text: message }];
}

/** The secret link to the organiser's own view, and what it is good for. */
export function viewLink(writing: Writing): MailBlock[] {
  const { i18n } = writing;
  const url = secretUrl(writing, 'view');
  return [text(i18n, 'mail.view'), { kind: 'link', label: i18n.t('mail.viewButton'), url }];
}

/** Made as the mail is written, and kept nowhere. In the language of the mail. */
export function secretUrl({ submission, i18n, context }: Writing, purpose: LinkPurpose): string {
  return context.siteUrl + path(i18n.code, `submissions/${context.links.token(submission, purpose)}`);
}

function subjectOf(submission: Submission, i18n: Translation, subject: StringKey): string {
  return i18n.t(subject, { title: titleOf(submission, i18n.code).text });
}

function footer({ event }: Submission, i18n: Translation, why: StringKey): MailBlock {
  const contact = contactInWords(event.edition, i18n);
  const sentences = [i18n.t(why, { edition: nameIn(event.edition.title, i18n.code) })];
  if (contact !== null) sentences.push(i18n.t('mail.ask', { contact }));
  return { kind: 'text', text: sentences.join('\n') };
}

function dateLine(date: SubmittedDate, i18n: Translation): string {
  const line = i18n.t('mail.date', { when: whenInWords(date, i18n), venue: venueInWords(date, i18n) });
  return isOn(date) ? line : i18n.t('mail.dateCancelled', { date: line });
}
