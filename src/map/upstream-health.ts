import type { Clock } from '#src/time/festival-time.ts';
import type { TileLog } from './tile-log.ts';
import type { TileResult } from './tile-request.ts';

/** After so many failures in a row the upstream is left alone; after as many successes it counts as well again. */
const IN_A_ROW = 5;
const REST_SECONDS = 30;
const LONGEST_REST_SECONDS = 3600;
/** So many tiles in a row that the upstream does not have: then it is asked for the wrong ones. */
const MISSING_IN_A_ROW = 20;
/** How long others wait while one finds out whether the upstream is back. */
const TRIAL_SECONDS = 5;

/**
 * Knows whether the upstream can be asked. If it fails again and again it is left alone for a while; then one request
 * at a time tries it, so that visitors do not wait for what will not come. Trouble is told once, and its end once.
 */
export class UpstreamHealth {
  readonly #host: string;
  readonly #clock: Clock;
  readonly #log: TileLog;
  #failures = 0;
  #successes = 0;
  #missing = 0;
  #underway = 0;
  #restsUntil = 0;
  #isTold = false;

  constructor({ host, clock, log }: { host: string; clock: Clock; log: TileLog }) {
    this.#host = host;
    this.#clock = clock;
    this.#log = log;
  }

  /** After how many seconds it may be asked; 0: now. */
  pauseSeconds(): number {
    const rest = Math.ceil((this.#restsUntil - Date.parse(this.#clock.now())) / 1000);
    if (rest > 0) return rest;
    return this.#failures >= IN_A_ROW && this.#underway > 0 ? TRIAL_SECONDS : 0;
  }

  /** Makes a request and learns from what comes of it. */
  async watch(request: () => Promise<TileResult>): Promise<TileResult> {
    this.#underway++;
    try {
      const result = await request();
      this.#learn(result);
      return result;
    } finally {
      this.#underway--;
    }
  }

  #learn(result: TileResult): void {
    if (result.kind === 'failed') this.#failed(result);
    else if (result.kind === 'unusable') this.#tellOf(result.reason);
    else if (result.kind === 'missing') this.#lacked();
    else this.#succeeded();
  }

  #failed({ reason, retryAfterSeconds }: { reason: string; retryAfterSeconds: number }): void {
    this.#failures = retryAfterSeconds > 0 ? IN_A_ROW : this.#failures + 1;
    if (this.#failures >= IN_A_ROW) {
      const seconds = retryAfterSeconds > 0 ? Math.min(retryAfterSeconds, LONGEST_REST_SECONDS) : REST_SECONDS;
      // What comes of a request that was underway before must not shorten the time that was asked for.
      this.#restsUntil = Math.max(this.#restsUntil, Date.parse(this.#clock.now()) + seconds * 1000);
    }
    this.#tellOf(reason);
  }

  /** A tile may be missing; where none is there, it is no sign of health either. */
  #lacked(): void {
    this.#missing++;
    if (this.#missing < MISSING_IN_A_ROW) return;
    this.#tell(`${this.#host} has none of the tiles asked for; is TILE_UPSTREAM right?`);
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#missing = 0;
    this.#successes++;
    if (!this.#isTold || this.#successes < IN_A_ROW) return;
    this.#isTold = false;
    this.#log.info(`Street map tiles come from ${this.#host} again.`);
  }

  #tellOf(reason: string): void {
    this.#tell(`Street map tiles cannot be had from ${this.#host}: ${reason}.`);
  }

  #tell(trouble: string): void {
    this.#successes = 0;
    if (this.#isTold) return;
    this.#isTold = true;
    this.#log.warn(`${trouble} Those that are kept are still served.`);
  }
}
