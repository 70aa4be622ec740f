import type { QueuedMail } from './outbox.ts';

/**
 * What a mail says, without saying how it looks: one text and one HTML page are made of it. Every string is plain text,
 * be it of whom it may.
 */
export interface MailContent {
  readonly subject: string;
  readonly greeting?: string;
  readonly blocks: readonly MailBlock[];
}

export type MailBlock =
  /** Paragraphs: an empty line parts them, a line break stays one. */
  | { readonly kind: 'text'; readonly text: string }
  /** A button, with the address below it for those who would rather see where it leads. */
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  /** What somebody else wrote. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] };

/**
 * Writes a mail when its turn comes, with what is true by then.
 *
 * @returns null if it is no longer needed
 */
export type MailTemplate<Context> = (mail: QueuedMail, context: Context) => Promise<MailContent | null>;

/** By the names under which changes put mails into the outbox. */
export type MailTemplates<Context> = Readonly<Record<string, MailTemplate<Context>>>;
