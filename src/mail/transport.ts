import { join } from 'node:path';
import { FileTransport } from './file-transport.ts';
import type { Message } from './message.ts';
import { SmtpTransport, type SmtpLimits } from './smtp-transport.ts';

/** A way for messages to leave. */
export interface MailTransport {
  /**
   * Resolves when the message is somebody else's to deliver.
   *
   * @param signal gives up waiting for that
   * @throws DeliveryError
   */
  send(message: Message, signal?: AbortSignal): Promise<void>;
  /** Lets go of connections that wait. */
  close(): void;
}

/**
 * Mails go to the server at `smtpUrl`; without one, as files to the outbox folder in `dataDir`.
 *
 * @param smtpUrl `smtp://user:password@mail.example:587` (the connection is made secure by STARTTLS where the server
 *   offers it, and must be where there is a password to keep) or `smtps://…` (secure from the beginning)
 */
export function createTransport({
  smtpUrl,
  dataDir,
  limits,
}: {
  readonly smtpUrl: string | null;
  readonly dataDir: string;
  readonly limits?: Partial<SmtpLimits>;
}): MailTransport {
  return smtpUrl ? new SmtpTransport(smtpUrl, limits) : new FileTransport(join(dataDir, 'outbox'));
}

/** Whether `text` is the address of a mail server, as `createTransport` takes it. */
export function isSmtpUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') return false;
  return /^\/?$/.test(url.pathname + url.search + url.hash) && isDecodable(url.username) && isDecodable(url.password);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
