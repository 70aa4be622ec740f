import { LRUCache } from 'lru-cache';
import type { Clock } from '#src/time/festival-time.ts';
import type { PngBody } from './png.ts';
import { tileKey, type TileAddress } from './tile-address.ts';
import { TileCache, type KeptTile } from './tile-cache.ts';
import { SILENCE, type TileLog } from './tile-log.ts';
import { TileUpstream, type UpstreamLimits } from './tile-upstream.ts';

export type TileAnswer =
  | { readonly kind: 'tile'; readonly body: PngBody; readonly maxAgeSeconds: number }
  /** The upstream has no such tile. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number };

export interface TilesOptions {
  /** Where tiles come from: an address with `{z}`, `{x}` and `{y}` in it. */
  readonly template: string;
  /** Where they are kept. Made with the first tile. */
  readonly folder: string;
  readonly maxBytes: number;
  readonly userAgent: string;
  readonly clock: Clock;
  /** Smaller in tests. */
  readonly limits?: Partial<UpstreamLimits>;
}

/** As long as OpenStreetMap's policy asks for; streets change more slowly. */
const FRESH_SECONDS = 7 * 24 * 3600;
/** Of a tile that would be fetched anew if only it could. */
const STALE_SECONDS = 300;
/** For so long a tile that the upstream does not have is not asked for again. */
const MISSING_MS = 3_600_000;
const MAX_MISSING = 10_000;

/** The street map's tiles, from our disk or from whoever makes them. Costs nothing until the first is asked for. */
export class Tiles {
  readonly #clock: Clock;
  readonly #upstream: TileUpstream;
  readonly #cache: TileCache;
  readonly #underway = new Map<string, Promise<TileAnswer>>();
  readonly #missingSince = new LRUCache<string, number>({ max: MAX_MISSING });
  #log = SILENCE;

  constructor({ template, folder, maxBytes, userAgent, clock, limits }: TilesOptions) {
    const log: TileLog = { warn: (message) => this.#log.warn(message), info: (message) => this.#log.info(message) };
    this.#clock = clock;
    this.#upstream = new TileUpstream({ template, userAgent, clock, log, limits });
    this.#cache = new TileCache({ folder, template, maxBytes, clock, log });
  }

  /** From now on operators read of trouble there. */
  logTo(log: TileLog): void {
    this.#log = log;
  }

  /** A tile; those who ask for it at the same time share one answer. */
  tile(tile: TileAddress): Promise<TileAnswer> {
    const key = tileKey(tile);
    let answer = this.#underway.get(key);
    if (!answer) {
      answer = this.#find(tile).finally(() => this.#underway.delete(key));
      this.#underway.set(key, answer);
    }
    return answer;
  }

  async #find(tile: TileAddress): Promise<TileAnswer> {
    const kept = await this.#cache.read(tile);
    const freshSeconds = kept ? this.#freshSeconds(kept) : 0;
    if (kept && freshSeconds > 0) {
      return { kind: 'tile', body: kept.body, maxAgeSeconds: Math.max(freshSeconds, STALE_SECONDS) };
    }
    if (this.#isKnownMissing(tile)) return { kind: 'missing' };

    const answer = await this.#upstream.tile(tile);
    if (answer.kind === 'tile') {
      await this.#cache.write(tile, answer.body);
      return { ...answer, maxAgeSeconds: FRESH_SECONDS };
    }
    if (answer.kind === 'missing') this.#missingSince.set(tileKey(tile), this.#now());
    else if (kept) return { kind: 'tile', body: kept.body, maxAgeSeconds: STALE_SECONDS };
    return answer;
  }

  /** For how much longer it is; a time that is still to come, from a clock that was wrong, counts as much as one past. */
  #freshSeconds({ fetchedAt }: KeptTile): number {
    return FRESH_SECONDS - Math.floor(Math.abs(this.#now() - Date.parse(fetchedAt)) / 1000);
  }

  #isKnownMissing(tile: TileAddress): boolean {
    const since = this.#missingSince.get(tileKey(tile));
    return since !== undefined && this.#now() - since < MISSING_MS;
  }

  #now(): number {
    return Date.parse(this.#clock.now());
  }
}
