import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import type { LanguageCode } from '#src/languages/languages.ts';

/** What can be kept as JSON and come back the same. */
export type MailValue =
  string | number | boolean | null | readonly MailValue[] | { readonly [name: string]: MailValue };

/** A mail to be written and sent once the change that asks for it has happened. */
export interface NewMail {
  /** The bare address: `olena@example.org`. */
  readonly recipient: string;
  readonly language: LanguageCode;
  /** The name of a template of `#src/mail`. */
  readonly template: string;
  /** The id of what it is about: a submission, an event. */
  readonly subjectId?: string;
  /** What the template needs besides, and nothing secret: links with a token are made when the mail is written. */
  readonly data?: Readonly<Record<string, MailValue>>;
}

/**
 * Puts a mail into the outbox as a part of the change that `db` is the transaction of: both happen or neither.
 *
 * @param at the instant of the change
 */
export async function enqueue(db: Transaction<Tables>, mail: NewMail, at: string): Promise<void> {
  await db
    .insertInto('mail')
    .values({
      id: randomUUID(),
      recipient: mail.recipient,
      language: mail.language,
      template: mail.template,
      subject_id: mail.subjectId ?? null,
      data: JSON.stringify(mail.data ?? {}),
      state: 'queued',
      attempts: 0,
      next_attempt_at: at,
      created_at: at,
    })
    .execute();
}
