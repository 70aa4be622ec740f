import nodemailer, { type NodemailerError } from 'nodemailer';
import { composed } from './compose.ts';
import { DeliveryError } from './delivery-error.ts';
import type { Message } from './message.ts';
import type { MailTransport } from './transport.ts';

/** How long to wait, in milliseconds. */
export interface SmtpLimits {
  /** For a connection, and then for its greeting. */
  readonly connection: number;
  /** For the next answer. Servers that look into a message take their time. */
  readonly answer: number;
  /** For a message from beginning to end; less than a claim of the outbox lasts. */
  readonly message: number;
}

const LIMITS: SmtpLimits = { connection: 20_000, answer: 120_000, message: 300_000 };
const IDLE = 10_000;
const MAX_CONNECTIONS = 2;

/** Sends by SMTP over few connections that are kept for the next message. */
export class SmtpTransport implements MailTransport {
  readonly #limits: SmtpLimits;
  readonly #pool: ReturnType<typeof pool>;

  constructor(url: string, limits: Partial<SmtpLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
    this.#pool = pool(new URL(url), this.#limits);
  }

  async send(message: Message, signal?: AbortSignal): Promise<void> {
    const timeout = AbortSignal.timeout(this.#limits.message);
    try {
      await this.#pool.sendMail({
        ...composed(message),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
    } catch (error) {
      throw deliveryErrorFrom(error as NodemailerError);
    }
  }

  close(): void {
    this.#pool.close({ force: true });
  }
}

function pool({ protocol, hostname, port, username, password }: URL, limits: SmtpLimits) {
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'smtps:';
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  const hasPassword = username !== '';
  return nodemailer.createTransport({
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    // Once, for a kept connection that the server has closed meanwhile. Everything else is the outbox's to repeat.
    maxRequeues: 1,
    idleTimeout: IDLE,
    host,
    ...(port && { port: Number(port) }),
    secure,
    // Nobody is between us and a server on the same machine, whose certificate is seldom a good one.
    ignoreTLS: isLocal,
    requireTLS: hasPassword && !isLocal && !secure,
    ...(hasPassword && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    dnsTimeout: limits.connection,
    connectionTimeout: limits.connection,
    greetingTimeout: limits.connection,
    socketTimeout: limits.answer,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** The codes of a refusal and not its words, which may repeat the address: `550 5.1.1 EENVELOPE`. */
function deliveryErrorFrom(error: NodemailerError): DeliveryError {
  const [, enhanced] = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(error.response ?? '') ?? [];
  const reason = [error.responseCode, enhanced, error.code ?? error.name].filter(Boolean).join(' ');
  return new DeliveryError(reason, { permanent: isRecipientRefused(error, enhanced), cause: error });
}

/** For good. Not for reasons of policy (5.7: sign in first, no relaying), which the operator can put right in time. */
function isRecipientRefused({ command, responseCode = 0 }: NodemailerError, enhanced = ''): boolean {
  return command === 'RCPT TO' && responseCode >= 500 && responseCode !== 503 && !enhanced.startsWith('5.7.');
}
