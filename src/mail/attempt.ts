import type { CatalogueDatabase } from '#db/connect.ts';
import type { Clock } from '#src/time/festival-time.ts';
import type { MailTemplates } from './content.ts';
import { DeliveryError } from './delivery-error.ts';
import { buildMessage, type Sender } from './message.ts';
import { markDropped, markFailed, markSent, MAX_ATTEMPTS, retryAt, type QueuedMail } from './outbox.ts';
import type { MailTransport } from './transport.ts';

/** Where failures are told: pino's, or anything like it. */
export interface MailLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface AttemptOptions<Context> {
  readonly database: CatalogueDatabase;
  readonly clock: Clock;
  readonly transport: MailTransport;
  readonly sender: Sender;
  readonly templates: MailTemplates<Context>;
  /** What every template is given besides the mail. */
  readonly context: Context;
  readonly log: MailLog;
}

/** How an attempt ended. `dropped`: it is no longer needed. `delayed`: it will be tried again. `failed`: it will not. */
export type Outcome = 'sent' | 'dropped' | 'delayed' | 'failed';

/**
 * Writes and sends a claimed mail, and marks in the outbox how that went. Whatever goes wrong is logged once.
 *
 * @param signal gives up waiting for a slow server
 */
export async function attempt<Context>(
  mail: QueuedMail,
  options: AttemptOptions<Context>,
  signal: AbortSignal,
): Promise<Outcome> {
  const { database, clock, log } = options;
  const details = { mail: mail.id, template: mail.template, attempt: mail.attempts };
  try {
    const { outcome, error } = await deliver(mail, options, signal).then(
      (outcome) => ({ outcome, error: null }),
      (error: unknown) => ({ outcome: null, error }),
    );
    if (!outcome) return await postpone(mail, error, options, details);
    if (outcome === 'sent') await markSent(database, mail, clock.now());
    else await markDropped(database, mail);
    log.info(details, `mail ${outcome}`);
    return outcome;
  } catch (error) {
    // Its claim lapses, and then it is tried again.
    log.error({ ...details, reason: errorName(error) }, 'mail not marked');
    return 'delayed';
  }
}

/** What an error is called. Its words are not for the log: they may repeat an address. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return (error as NodeJS.ErrnoException).code ?? error.name;
}

async function deliver<Context>(
  mail: QueuedMail,
  { templates, context, sender, clock, transport }: AttemptOptions<Context>,
  signal: AbortSignal,
): Promise<'sent' | 'dropped'> {
  if (mail.attempts > MAX_ATTEMPTS) throw new DeliveryError('its process died each time', { permanent: true });
  if (!Object.hasOwn(templates, mail.template)) throw new DeliveryError('no such template');
  const content = await templates[mail.template]!(mail, context);
  if (!content) return 'dropped';
  await transport.send(buildMessage(mail, content, sender, clock.now()), signal);
  return 'sent';
}

async function postpone<Context>(
  mail: QueuedMail,
  error: unknown,
  { database, clock, log }: AttemptOptions<Context>,
  details: object,
): Promise<'delayed' | 'failed'> {
  const isPermanent = error instanceof DeliveryError && error.permanent;
  const again = isPermanent ? null : retryAt(mail.attempts, clock.now());
  const why = reasonOf(error);
  await markFailed(database, mail, why.reason, again);
  if (again) log.warn({ ...details, ...why, again }, 'mail not sent');
  else log.error({ ...details, ...why }, 'mail given up');
  return again ? 'delayed' : 'failed';
}

/** Of a fault in a template also the place, for who has to mend it. */
function reasonOf(error: unknown): { reason: string; place?: string } {
  if (error instanceof DeliveryError) return { reason: error.message };
  const [, place] = /\n\s+at (.*)/.exec((error instanceof Error && error.stack) || '') ?? [];
  return { reason: `${errorName(error)} in the template`, ...(place && { place }) };
}
