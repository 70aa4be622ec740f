import { createHash } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import type { Message } from './message.ts';

/** A message as Nodemailer takes it: the headers that it shall have and no others. */
export function composed(message: Message): SendMailOptions {
  const { mail, from, replyTo, subject, date, languageTag, text, html } = message;
  return {
    from: { ...from },
    to: { name: '', address: mail.recipient },
    ...(replyTo && { replyTo: { ...replyTo } }),
    subject,
    messageId: `<${mail.messageId}>`,
    date,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': languageTag },
    text,
    html,
    // Spam filters distrust texts in base64.
    textEncoding: 'quoted-printable',
    // No text can hold what parts it from the next, because its own digest is in that.
    baseBoundary: createHash('sha256').update(text).update(html).digest('hex').slice(0, 32),
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
