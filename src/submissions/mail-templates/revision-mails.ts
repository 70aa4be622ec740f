import type { MailContent, MailTemplates } from '#src/mail/content.ts';
import { isOn } from '../submission.ts';
import { fieldsInWords } from '../submission-in-words.ts';
import type { MailContext } from './mail-context.ts';
import { aboutSubmission, facts, said, text, toOrganiser, viewLink, type Writing } from './mail-parts.ts';
import { publicLink } from './organiser-mails.ts';

/** What organisers read about what became of their published event and of their corrections, in their language. */
export const REVISION_MAILS: MailTemplates<MailContext> = {
  'event-cancelled': aboutSubmission((writing) => {
    if (writing.submission.event.dates.every(isOn)) return null;
    return aboutChange(writing, 'mail.event-cancelled');
  }),

  'event-moved': aboutSubmission((writing) => aboutChange(writing, 'mail.event-moved')),

  'revision-accepted': aboutSubmission((writing) => {
    const { submission, i18n } = writing;
    if (submission.event.state !== 'published') return null;
    const { fields = [], left = [] } = submission.decided ?? {};
    const partly = { taken: fieldsInWords(fields, i18n), left: fieldsInWords(left, i18n) };
    return toOrganiser(writing, 'mail.revision-accepted.subject', [
      left.length === 0
        ? text(i18n, 'mail.revision-accepted.text')
        : text(i18n, 'mail.revision-accepted.partly', partly),
      facts(writing),
      publicLink(writing),
      ...viewLink(writing),
    ]);
  }),

  'revision-declined': aboutSubmission((writing) => {
    if (writing.submission.event.state !== 'published') return null;
    return toOrganiser(writing, 'mail.revision-declined.subject', [
      text(writing.i18n, 'mail.revision-declined.text'),
      { kind: 'quote', text: writing.message },
      facts(writing),
      ...viewLink(writing),
    ]);
  }),
};

/** What was cancelled or moved by coordinators, as everyone sees it now. */
function aboutChange(writing: Writing, mail: 'mail.event-cancelled' | 'mail.event-moved'): MailContent | null {
  const { submission, i18n } = writing;
  if (submission.event.state !== 'published') return null;
  return toOrganiser(writing, `${mail}.subject`, [
    text(i18n, `${mail}.text`),
    facts(writing),
    ...said(writing),
    publicLink(writing),
    ...viewLink(writing),
  ]);
}
