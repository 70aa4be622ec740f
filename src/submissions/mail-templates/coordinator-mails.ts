import type { MailBlock, MailTemplates } from '#src/mail/content.ts';
import { fieldsInWords } from '../submission-in-words.ts';
import type { MailContext } from './mail-context.ts';
import { aboutSubmission, facts, text, toCoordinators, type Writing } from './mail-parts.ts';
import { publicLink } from './organiser-mails.ts';

/** What coordinators read, and where they do something about it. */
export const COORDINATOR_MAILS: MailTemplates<MailContext> = {
  'submission-new': aboutSubmission((writing) => {
    if (writing.submission.state !== 'new') return null;
    return toCoordinators(writing, 'mail.submission-new.subject', [
      text(writing.i18n, 'mail.submission-new.text'),
      allFacts(writing),
      deskLink(writing),
    ]);
  }),

  'submission-corrected': aboutSubmission((writing) => {
    if (!isOpen(writing)) return null;
    return toCoordinators(writing, 'mail.submission-corrected.subject', [
      text(writing.i18n, 'mail.submission-corrected.text'),
      allFacts(writing),
      deskLink(writing),
    ]);
  }),

  'submission-answered': aboutSubmission((writing) => {
    const { submission, i18n } = writing;
    // Asked anew meanwhile, the answer is gone. A published event stays published when its organiser answers.
    if (submission.answer === null) return null;
    return toCoordinators(writing, 'mail.submission-answered.subject', [
      text(i18n, 'mail.submission-answered.text'),
      { kind: 'quote', text: submission.answer },
      allFacts(writing),
      deskLink(writing),
    ]);
  }),

  'submission-withdrawn': aboutSubmission((writing) => {
    if (writing.submission.state !== 'withdrawn') return null;
    return toCoordinators(writing, 'mail.submission-withdrawn.subject', [
      text(writing.i18n, 'mail.submission-withdrawn.text'),
      allFacts(writing),
    ]);
  }),

  'revision-new': aboutSubmission((writing) => {
    const { submission, i18n } = writing;
    if (!submission.pending) return null;
    const { kind, rows } = allFacts(writing);
    const changed = [i18n.t('mail.changed'), fieldsInWords(submission.pending.fields, i18n)] as const;
    return toCoordinators(writing, 'mail.revision-new.subject', [
      text(i18n, 'mail.revision-new.text'),
      { kind, rows: [...rows, changed] },
      deskLink(writing),
    ]);
  }),

  'cancelled-by-organiser': aboutSubmission((writing) =>
    toCoordinators(writing, 'mail.cancelled-by-organiser.subject', [
      text(writing.i18n, 'mail.cancelled-by-organiser.text'),
      allFacts(writing),
      deskLink(writing),
      publicLink(writing),
    ]),
  ),
};

/** Whether it waits for the coordinators' decision. */
function isOpen({ submission: { state, event } }: Writing): boolean {
  return event.state === 'draft' && ['new', 'asked', 'answered'].includes(state);
}

function allFacts(writing: Writing): MailBlock & { kind: 'facts' } {
  const { submission, i18n } = writing;
  const { kind, rows } = facts(writing);
  const { name, email, phone } = submission.contact;
  return {
    kind,
    rows: [
      ...rows,
      [i18n.t('mail.organisers'), i18n.list(submission.event.organisers)],
      [i18n.t('mail.contact'), [name, email, phone].filter((part) => part !== null).join('\n')],
      ...(submission.note === null ? [] : [[i18n.t('mail.note'), submission.note] as const]),
    ],
  };
}

/** Who is not signed in is asked to there, and led on. */
function deskLink({ submission, i18n, context }: Writing): MailBlock {
  const url = `${context.siteUrl}/desk/events/${submission.event.slug}`;
  return { kind: 'link', label: i18n.t('mail.deskButton'), url };
}
