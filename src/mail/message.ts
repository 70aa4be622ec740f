import { languageOf } from '#src/languages/languages.ts';
import { isAddress, type Mailbox } from './address.ts';
import { oneLine } from './clean-text.ts';
import type { MailContent } from './content.ts';
import { DeliveryError } from './delivery-error.ts';
import { htmlOf } from './html.ts';
import type { QueuedMail } from './outbox.ts';
import { plainTextOf } from './plain-text.ts';

/** A mail as it goes out: nothing in it but what is safe where it stands. */
export interface Message {
  readonly mail: QueuedMail;
  readonly from: Mailbox;
  readonly replyTo: Mailbox | null;
  readonly date: Date;
  readonly subject: string;
  /** BCP 47. */
  readonly languageTag: string;
  readonly text: string;
  readonly html: string;
}

/** In whose name mails are sent, and who gets the answers if not the same. */
export interface Sender {
  readonly from: Mailbox;
  readonly replyTo?: Mailbox;
}

const MAX_SUBJECT_LENGTH = 200;
const MAX_NAME_LENGTH = 100;

/**
 * @param at the instant that its Date header says
 * @throws DeliveryError if the recipient is not an address
 */
export function buildMessage(mail: QueuedMail, content: MailContent, sender: Sender, at: string): Message {
  if (!isAddress(mail.recipient)) throw new DeliveryError('not an address', { permanent: true });
  const subject = oneLine(content.subject, MAX_SUBJECT_LENGTH);
  const from = withPlainName(sender.from);
  return {
    mail,
    from,
    replyTo: sender.replyTo ? withPlainName(sender.replyTo) : null,
    date: new Date(at),
    subject,
    languageTag: languageOf(mail.language).tag,
    text: plainTextOf(content),
    html: htmlOf({ ...content, subject }, mail.language, from.name),
  };
}

function withPlainName({ name, address }: Mailbox): Mailbox {
  return { name: oneLine(name, MAX_NAME_LENGTH), address };
}
