import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Clock } from '#src/time/festival-time.ts';
import type { TileLog } from './tile-log.ts';

/** Disks give out space in blocks; most tiles are smaller than one. */
const BLOCK_BYTES = 4096;
const TILE_FILE = /^(\d{1,2}\/\d{1,6}\/\d{1,6})\.png$/;
/** A tile that is being written; an hour later, one that never was. */
const PART_FILE = /^[0-9a-f-]{36}\.part$/;
const PART_LIVES_MS = 3_600_000;
/** What could not be read or removed is tried again then, with the next tile. */
const TRIED_AGAIN_MS = 60_000;
const UPSTREAM_FOLDER = /^[0-9a-f]{12}$/;

/**
 * Knows which tiles a folder holds and which of them was used last, and removes those used the longest ago when they
 * take more than `maxBytes`. What was there before is read at the first use, beside the work; until then nothing goes.
 * Between two runs the time of fetching stands for the time of use.
 */
export class TileIndex {
  readonly #folder: string;
  readonly #tiles: LRUCache<string, number>;
  readonly #clock: Clock;
  readonly #log: TileLog;
  /** When what was there before is taken up, or tried again to be; never again once it is. */
  #dueMs = 0;
  #isCounted = false;
  #isTold = false;
  #removal: Promise<void> = Promise.resolve();

  constructor({ folder, maxBytes, clock, log }: { folder: string; maxBytes: number; clock: Clock; log: TileLog }) {
    this.#folder = folder;
    this.#clock = clock;
    this.#log = log;
    this.#tiles = new LRUCache({
      maxSize: Math.max(maxBytes, BLOCK_BYTES),
      sizeCalculation: (bytes) => Math.max(1, Math.ceil(bytes / BLOCK_BYTES)) * BLOCK_BYTES,
      dispose: (_bytes, key, reason) => {
        // It may have been fetched again before its turn came.
        if (reason === 'evict') this.#remove(`${key}.png`, () => !this.#tiles.has(key));
      },
    });
  }

  used(key: string): void {
    this.#takeUp();
    this.#tiles.get(key);
  }

  add(key: string, bytes: number): void {
    this.#takeUp();
    this.#tiles.set(key, bytes);
  }

  #takeUp(): void {
    const nowMs = Date.parse(this.#clock.now());
    if (nowMs < this.#dueMs) return;
    this.#dueMs = Infinity;
    this.#takeUpAll().catch((error: NodeJS.ErrnoException) => {
      this.#dueMs = nowMs + TRIED_AGAIN_MS;
      this.#tell(error);
    });
  }

  async #takeUpAll(): Promise<void> {
    const failure = await this.#removeOtherUpstreams();
    if (!this.#isCounted) await this.#count();
    this.#isCounted = true;
    if (failure) throw failure;
  }

  /** The error's own words may name a tile. */
  #tell({ code = 'unknown' }: NodeJS.ErrnoException): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#log.warn(
      this.#isCounted
        ? `Street map tiles of another TILE_UPSTREAM cannot be removed from ${dirname(this.#folder)} (${code}). ` +
            'They take room beyond TILE_CACHE_MB: remove them by hand.'
        : `Street map tiles in ${this.#folder} cannot be counted (${code}). They may take more room than TILE_CACHE_MB.`,
    );
  }

  async #count(): Promise<void> {
    const found: { key: string; bytes: number; fetchedMs: number }[] = [];
    for (const name of await readdir(this.#folder, { recursive: true })) {
      const key = TILE_FILE.exec(name)?.[1];
      if (key === undefined && !PART_FILE.test(name)) continue;
      const file = await stat(join(this.#folder, name)).catch(() => undefined);
      if (!file?.isFile()) continue;
      if (key !== undefined) found.push({ key, bytes: file.size, fetchedMs: file.mtimeMs });
      else if (Date.now() - file.mtimeMs > PART_LIVES_MS) this.#remove(name);
    }
    const usedMeanwhile = [...this.#tiles.rentries()] as [string, number][];
    this.#tiles.clear();
    for (const { key, bytes } of found.sort((a, b) => a.fetchedMs - b.fetchedMs)) this.#tiles.set(key, bytes);
    for (const [key, bytes] of usedMeanwhile) this.#tiles.set(key, bytes);
  }

  /** Nobody would ever ask for their tiles again, nor count them. @returns why not all of them are removed */
  async #removeOtherUpstreams(): Promise<Error | undefined> {
    let failure: Error | undefined;
    const folder = dirname(this.#folder);
    for (const name of await readdir(folder)) {
      if (!UPSTREAM_FOLDER.test(name) || name === basename(this.#folder)) continue;
      await rm(join(folder, name), { recursive: true, force: true }).catch((error: Error) => (failure = error));
    }
    return failure;
  }

  /** One after the other: thousands may have to go at once. */
  #remove(name: string, isUnwanted = () => true): void {
    this.#removal = this.#removal
      .then(() => (isUnwanted() ? rm(join(this.#folder, name), { force: true }) : undefined))
      .catch(() => {});
  }
}
