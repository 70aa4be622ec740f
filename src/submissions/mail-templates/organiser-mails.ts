import type { MailBlock, MailTemplates } from '#src/mail/content.ts';
import { eventPath } from '#src/paths/paths.ts';
import type { MailContext } from './mail-context.ts';
import { aboutSubmission, facts, said, secretUrl, text, toOrganiser, viewLink, type Writing } from './mail-parts.ts';

/** What organisers read about their submission, in their language. */
export const ORGANISER_MAILS: MailTemplates<MailContext> = {
  confirm: aboutSubmission((writing) => {
    if (writing.submission.state !== 'unconfirmed') return null;
    return toOrganiser(writing, 'mail.confirm.subject', [...confirmation(writing), ...viewLink(writing)]);
  }),

  published: aboutSubmission((writing) => {
    const { submission, i18n } = writing;
    if (submission.event.state !== 'published') return null;
    return toOrganiser(writing, 'mail.published.subject', [
      text(i18n, 'mail.published.text'),
      facts(writing),
      publicLink(writing),
      ...viewLink(writing),
    ]);
  }),

  removed: aboutSubmission((writing) => {
    const { submission, i18n } = writing;
    // Published again meanwhile: that mail follows.
    if (submission.event.state !== 'withdrawn') return null;
    return toOrganiser(writing, 'mail.removed.subject', [
      text(i18n, 'own.next.removed'),
      ...said(writing),
      facts(writing),
    ]);
  }),

  question: aboutSubmission((writing) => {
    const { submission, i18n, message } = writing;
    // Answered already, or asked anew in other words: then that mail follows.
    if (submission.state !== 'asked' || submission.message !== message) return null;
    return toOrganiser(writing, 'mail.question.subject', [
      text(i18n, 'mail.question.text'),
      { kind: 'quote', text: message },
      facts(writing),
      ...viewLink(writing),
    ]);
  }),

  rejected: aboutSubmission((writing) => {
    const { submission, i18n, message } = writing;
    if (submission.state !== 'rejected') return null;
    return toOrganiser(writing, 'mail.rejected.subject', [
      text(i18n, 'mail.rejected.text'),
      { kind: 'quote', text: message },
      facts(writing),
    ]);
  }),

  'new-link': aboutSubmission((writing) => {
    const { submission, i18n } = writing;
    const blocks: MailBlock[] = [text(i18n, 'mail.new-link.text')];
    // The link in the mail before is worth nothing any more either.
    if (submission.state === 'unconfirmed') blocks.push(...confirmation(writing));
    else blocks.push(facts(writing));
    return toOrganiser(writing, 'mail.new-link.subject', [...blocks, ...viewLink(writing)]);
  }),
};

function confirmation(writing: Writing): MailBlock[] {
  const { submission, i18n } = writing;
  return [
    text(i18n, 'mail.confirm.text', { day: i18n.dates.long(submission.deleteDay) }),
    facts(writing),
    { kind: 'link', label: i18n.t('own.confirm.title'), url: secretUrl(writing, 'confirm') },
    text(i18n, 'own.confirm.not'),
  ];
}

/** To the page that everyone sees. */
export function publicLink({ submission, i18n, context }: Writing): MailBlock {
  const url = context.siteUrl + eventPath(i18n.code, submission.event.slug);
  return { kind: 'link', label: i18n.t('own.page'), url };
}
