import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LRUCache } from 'lru-cache';

/** Disks give out space in blocks; most tiles are smaller than one. */
const BLOCK_BYTES = 4096;
const TILE_FILE = /^(\d{1,2}\/\d{1,6}\/\d{1,6})\.png$/;
/** A tile that is being written; an hour later, one that never was. */
const PART_FILE = /^[0-9a-f-]{36}\.part$/;
const PART_LIVES_MS = 3_600_000;
const UPSTREAM_FOLDER = /^[0-9a-f]{12}$/;

/**
 * Knows which tiles a folder holds and which of them was used last, and removes those used the longest ago when they
 * take more than `maxBytes`. What was there before is read at the first use, beside the work; until then nothing goes.
 * Between two runs the time of fetching stands for the time of use.
 */
export class TileIndex {
  readonly #folder: string;
  readonly #tiles: LRUCache<string, number>;
  #isRead = false;
  #removal: Promise<void> = Promise.resolve();

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
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
    this.#readOnce();
    this.#tiles.get(key);
  }

  add(key: string, bytes: number): void {
    this.#readOnce();
    this.#tiles.set(key, bytes);
  }

  #readOnce(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    // What cannot be read cannot be counted; whoever keeps tiles hears of the disk from their own work.
    this.#read().catch(() => {});
  }

  async #read(): Promise<void> {
    await this.#removeOtherUpstreams();
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

  /** Nobody would ever ask for their tiles again, nor count them. */
  async #removeOtherUpstreams(): Promise<void> {
    const folder = dirname(this.#folder);
    for (const name of await readdir(folder)) {
      if (!UPSTREAM_FOLDER.test(name) || name === basename(this.#folder)) continue;
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }

  /** One after the other: thousands may have to go at once. */
  #remove(name: string, isUnwanted = () => true): void {
    this.#removal = this.#removal
      .then(() => (isUnwanted() ? rm(join(this.#folder, name), { force: true }) : undefined))
      .catch(() => {});
  }
}
