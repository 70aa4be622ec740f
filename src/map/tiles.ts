import { LRUCache } from 'lru-cache';
import type { Clock } from '#src/time/festival-time.ts';
import { Allowances } from './allowances.ts';
import type { PngBody } from './png.ts';
import { tileKey, type TileAddress } from './tile-address.ts';
import { TileCache, type KeptTile } from './tile-cache.ts';
import { SILENCE, type TileLog } from './tile-log.ts';
import { TileUpstream, type UpstreamLimits } from './tile-upstream.ts';

export type TileAnswer =
  /** Without fresh seconds it would be fetched anew if only it could. */
  | { readonly kind: 'tile'; readonly body: PngBody; readonly freshSeconds: number }
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
/** For so long a tile that the upstream does not have is not asked for again. */
const MISSING_MS = 3_600_000;
const MAX_MISSING = 10_000;

const MISSING: TileAnswer = { kind: 'missing' };

/** The street map's tiles, from our disk or from whoever makes them. Costs nothing until the first is asked for. */
export class Tiles {
  readonly #clock: Clock;
  readonly #upstream: TileUpstream;
  readonly #cache: TileCache;
  readonly #allowances: Allowances;
  readonly #reading = new Map<string, Promise<KeptTile | undefined>>();
  readonly #asking = new Map<string, Promise<TileAnswer>>();
  readonly #missingSince = new LRUCache<string, number>({ max: MAX_MISSING });
  #log = SILENCE;

  constructor({ template, folder, maxBytes, userAgent, clock, limits }: TilesOptions) {
    const log: TileLog = { warn: (message) => this.#log.warn(message), info: (message) => this.#log.info(message) };
    this.#clock = clock;
    this.#upstream = new TileUpstream({ template, userAgent, clock, log, limits });
    this.#cache = new TileCache({ folder, template, maxBytes, clock, log });
    this.#allowances = new Allowances(clock);
  }

  /** From now on operators read of trouble there. */
  logTo(log: TileLog): void {
    this.#log = log;
  }

  /**
   * A tile; those who ask for it at the same time share one answer.
   *
   * @param client in whose name the upstream is asked, which each may cause so often; without one, as often as needed
   */
  async tile(tile: TileAddress, client?: string): Promise<TileAnswer> {
    const key = tileKey(tile);
    const kept = await shared(this.#reading, key, () => this.#cache.read(tile));
    const freshSeconds = kept ? this.#freshSeconds(kept) : 0;
    if (kept && freshSeconds > 0) return { kind: 'tile', body: kept.body, freshSeconds };

    const answer = this.#isKnownMissing(key) ? MISSING : await this.#ask(tile, client);
    return kept && answer.kind !== 'tile' ? { kind: 'tile', body: kept.body, freshSeconds: 0 } : answer;
  }

  /** Whoever joins others costs the upstream nothing. */
  async #ask(tile: TileAddress, client: string | undefined): Promise<TileAnswer> {
    const key = tileKey(tile);
    const waitSeconds = client === undefined || this.#asking.has(key) ? 0 : this.#allowances.use(client);
    if (waitSeconds > 0) return { kind: 'unavailable', retryAfterSeconds: waitSeconds };
    return shared(this.#asking, key, () => this.#fetch(tile));
  }

  async #fetch(tile: TileAddress): Promise<TileAnswer> {
    const answer = await this.#upstream.tile(tile);
    if (answer.kind === 'tile') {
      await this.#cache.write(tile, answer.body);
      return { ...answer, freshSeconds: FRESH_SECONDS };
    }
    if (answer.kind === 'missing') this.#missingSince.set(tileKey(tile), this.#now());
    return answer;
  }

  /** For how much longer it is; a time that is still to come, from a clock that was wrong, counts as much as one past. */
  #freshSeconds({ fetchedAt }: KeptTile): number {
    return FRESH_SECONDS - Math.floor(Math.abs(this.#now() - Date.parse(fetchedAt)) / 1000);
  }

  #isKnownMissing(key: string): boolean {
    const since = this.#missingSince.get(key);
    return since !== undefined && this.#now() - since < MISSING_MS;
  }

  #now(): number {
    return Date.parse(this.#clock.now());
  }
}

/** The work that is underway under that key, begun if there is none. */
function shared<Result>(underway: Map<string, Promise<Result>>, key: string, work: () => Promise<Result>) {
  let result = underway.get(key);
  if (!result) {
    result = work().finally(() => underway.delete(key));
    underway.set(key, result);
  }
  return result;
}
