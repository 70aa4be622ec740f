import type { DeskWords } from '#src/i18n/desk-words.ts';
import type { MailTemplates } from '#src/mail/content.ts';
import type { SignInLinks } from './sign-in-links.ts';

/** Mails with a one-time link. None is sent whose link was used meanwhile, is over, or whose coordinator is gone. */
export function signInMails(links: SignInLinks, words: DeskWords): MailTemplates<unknown> {
  const mail = (template: 'invited' | 'link'): MailTemplates<unknown>[string] => {
    return async ({ subjectId, recipient }) => {
      const holder = subjectId === null ? null : await links.holderOf(subjectId);
      if (holder?.email !== recipient) return null;
      return {
        subject: words.t(`signIn.mail.${template}.subject`),
        greeting: words.t('signIn.mail.greeting', { name: holder.name }),
        blocks: [
          { kind: 'text', text: words.t(`signIn.mail.${template}.text`) },
          { kind: 'link', label: words.t('signIn.mail.button'), url: links.urlOf(subjectId!) },
          { kind: 'text', text: words.t(`signIn.mail.${template}.why`) },
        ],
      };
    };
  };
  return { 'coordinator-invited': mail('invited'), 'sign-in-link': mail('link') };
}
