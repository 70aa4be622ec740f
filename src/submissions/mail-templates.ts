import type { MailTemplates } from '#src/mail/content.ts';
import { COORDINATOR_MAILS } from './mail-templates/coordinator-mails.ts';
import type { MailContext } from './mail-templates/mail-context.ts';
import { ORGANISER_MAILS } from './mail-templates/organiser-mails.ts';
import { REVISION_MAILS } from './mail-templates/revision-mails.ts';

export type { MailContext } from './mail-templates/mail-context.ts';

export const MAIL_TEMPLATES: MailTemplates<MailContext> = {
  ...ORGANISER_MAILS,
  ...REVISION_MAILS,
  ...COORDINATOR_MAILS,
};
