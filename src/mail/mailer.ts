import { domainOf } from './address.ts';
import { attempt, errorName, type AttemptOptions, type Outcome } from './attempt.ts';
import { claimDue } from './outbox.ts';

export interface MailerOptions<Context> extends AttemptOptions<Context> {
  /** How long `stop` waits for mails under way, in milliseconds. */
  readonly stopWithin?: number;
}

/** How many mails went which way. */
export type MailCounts = Record<Outcome, number>;

const CONCURRENCY = 2;
/** Other processes put mails into the outbox too, and what failed is due again some time. */
const POLL_EVERY = 30_000;
const STOP_WITHIN = 8000;
/** For what was given up to be marked so. */
const LAST_MOMENT = 1000;

/**
 * Works off the outbox in the background: at once after `wake`, else when something is found to be due. Whatever goes
 * wrong is logged, without address or content, and tried again; nothing of it reaches the caller.
 */
export class Mailer<Context> {
  readonly #options: MailerOptions<Context>;
  readonly #givingUp = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();
  #isWorking = false;
  #isWoken = false;
  #stopped: Promise<void> | undefined;

  constructor(options: MailerOptions<Context>) {
    this.#options = options;
  }

  start(): void {
    if (this.#timer || this.#stopped) return;
    this.#timer = setInterval(() => this.wake(), POLL_EVERY).unref();
    this.wake();
  }

  /** Says that there may be something to do. */
  wake(): void {
    this.#isWoken = true;
    if (!this.#timer || this.#isWorking) return;
    this.#isWorking = true;
    this.#work = this.#workWhileWoken();
  }

  /** Sends what is due now, and resolves when all of it has been tried. */
  async drain(): Promise<MailCounts> {
    const { database, clock, sender, log } = this.#options;
    const counts: MailCounts = { sent: 0, dropped: 0, delayed: 0, failed: 0 };
    try {
      while (!this.#stopped) {
        const mails = await claimDue(database, clock.now(), CONCURRENCY, domainOf(sender.from.address));
        if (mails.length === 0) break;
        const attempts = mails.map((mail) => attempt(mail, this.#options, this.#givingUp.signal));
        for (const outcome of await Promise.all(attempts)) counts[outcome]++;
      }
    } catch (error) {
      log.error({ reason: errorName(error) }, 'outbox not read');
    }
    return counts;
  }

  /** Begins nothing new, waits a while for what is under way, and closes the transport. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #workWhileWoken(): Promise<void> {
    while (this.#isWoken && !this.#stopped) {
      this.#isWoken = false;
      await this.drain();
    }
    this.#isWorking = false;
  }

  async #stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    let patience: NodeJS.Timeout | undefined;
    const impatience = new Promise<void>((resolve) => {
      patience = setTimeout(() => {
        this.#givingUp.abort();
        patience = setTimeout(resolve, LAST_MOMENT);
      }, this.#options.stopWithin ?? STOP_WITHIN);
    });
    await Promise.race([this.#work, impatience]);
    clearTimeout(patience);
    this.#options.transport.close();
  }
}
