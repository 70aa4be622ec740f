import type { MailTemplates } from '#src/mail/content.ts';
import { fieldsInWords } from '../submission-in-words.ts';
import type { MailContext } from './mail-context.ts';
import { aboutSubmission, facts, text, toOrganiser, viewLink } from './mail-parts.ts';
import { publicLink } from './organiser-mails.ts';

/** What organisers read about their correction of a published event, in their language. */
export const REVISION_MAILS: MailTemplates<MailContext> = {
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
