import type { MailTemplates } from '#src/mail/content.ts';
import type { MailContext } from './mail-context.ts';
import { aboutSubmission, facts, text, toOrganiser, viewLink } from './mail-parts.ts';
import { publicLink } from './organiser-mails.ts';

/** What organisers read about their correction of a published event, in their language. */
export const REVISION_MAILS: MailTemplates<MailContext> = {
  'revision-accepted': aboutSubmission((writing) => {
    if (writing.submission.event.state !== 'published') return null;
    return toOrganiser(writing, 'mail.revision-accepted.subject', [
      text(writing.i18n, 'mail.revision-accepted.text'),
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
