import type { MailTemplates } from '#src/mail/content.ts';
import type { MailContext } from '#src/submissions/mail-templates.ts';

/** What coordinators read of a barrier that somebody reported. */
export const BARRIER_MAILS: MailTemplates<MailContext> = {
  async 'barrier-report'({ language, data }, { translations, siteUrl }) {
    const i18n = translations[language];
    const t = i18n.t.bind(i18n);
    const said = (name: string) => (typeof data[name] === 'string' ? data[name] : null);
    const page = said('page');
    const address = page?.startsWith('/') ? siteUrl + page : page;
    return {
      subject: t('mail.feedback.subject', { page: page ?? t('mail.feedback.pageUnknown') }),
      greeting: t('mail.greetingTeam'),
      blocks: [
        { kind: 'text', text: t('mail.feedback.text') },
        { kind: 'quote', text: said('message') ?? '' },
        {
          kind: 'facts',
          rows: [
            [t('mail.feedback.page'), address ?? t('mail.feedback.pageUnknown')],
            [t('mail.feedback.answerTo'), said('email') ?? t('mail.feedback.noAnswer')],
            [t('site.language'), i18n.languageName(said('language') ?? language)],
          ],
        },
      ],
    };
  },
};
