import { LRUCache } from 'lru-cache';
import type { Clock } from '#src/time/festival-time.ts';

/** What somebody who looks around needs: dozens of tiles for each view, and then to move on. */
const AT_ONCE = 300;
const PER_SECOND = 10;
const MAX_CLIENTS = 10_000;

interface Allowance {
  left: number;
  /** When it was so much, in milliseconds since 1970. */
  atMs: number;
}

/** How often each client may cause the upstream to be asked: so many times at once, then so many a second. */
export class Allowances {
  readonly #clock: Clock;
  readonly #allowances = new LRUCache<string, Allowance>({ max: MAX_CLIENTS });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Uses one up. @returns 0; or, where none is left, after how many seconds there is one again */
  use(client: string): number {
    const nowMs = Date.parse(this.#clock.now());
    const { left, atMs } = this.#allowances.get(client) ?? { left: AT_ONCE, atMs: nowMs };
    const grown = Math.min(AT_ONCE, left + (Math.max(0, nowMs - atMs) / 1000) * PER_SECOND);
    const isGranted = grown >= 1;
    this.#allowances.set(client, { left: isGranted ? grown - 1 : grown, atMs: nowMs });
    return isGranted ? 0 : Math.ceil((1 - grown) / PER_SECOND);
  }
}
