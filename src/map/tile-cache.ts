import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '#src/time/festival-time.ts';
import { isPng, MAX_TILE_BYTES, type PngBody } from './png.ts';
import { tileKey, type TileAddress } from './tile-address.ts';
import { TileIndex } from './tile-index.ts';
import type { TileLog } from './tile-log.ts';

export interface TileCacheOptions {
  /** Below it is a folder for each upstream, of which only the present one's stays. */
  readonly folder: string;
  readonly template: string;
  /** How much of the disk the tiles may take; what was not asked for the longest goes first. */
  readonly maxBytes: number;
  readonly clock: Clock;
  readonly log: TileLog;
}

export interface KeptTile {
  readonly body: PngBody;
  /** When it was had from the upstream. */
  readonly fetchedAt: string;
}

/**
 * The tiles on the disk, as `tiles/<hash of the upstream>/z/x/y.png`; a file's time is when it was fetched. The disk may
 * be full or not be ours to write: then nothing is kept, and nothing else happens.
 */
export class TileCache {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #log: TileLog;
  readonly #index: TileIndex;
  #isFaulty = false;

  constructor({ folder, template, maxBytes, clock, log }: TileCacheOptions) {
    this.#folder = join(folder, createHash('sha256').update(template).digest('hex').slice(0, 12));
    this.#clock = clock;
    this.#log = log;
    this.#index = new TileIndex({ folder: this.#folder, maxBytes, clock, log });
  }

  /** A whole picture, however old. What is broken or something else counts as not there. */
  async read(tile: TileAddress): Promise<KeptTile | undefined> {
    const file = this.#fileOf(tile);
    try {
      const { size, mtime } = await stat(file);
      if (size > MAX_TILE_BYTES) return undefined;
      const body = await readFile(file);
      if (!isPng(body)) return undefined;
      this.#index.used(tileKey(tile));
      return { body, fetchedAt: mtime.toISOString() };
    } catch (error) {
      // The folder may be taken away beside us, or a file by another process.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#tell(error);
      return undefined;
    }
  }

  /** Keeps a tile that was fetched just now. A reader sees all of it or the one before. */
  async write(tile: TileAddress, body: PngBody): Promise<void> {
    const file = this.#fileOf(tile);
    const part = join(this.#folder, `${randomUUID()}.part`);
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o750 });
      await this.#writePart(part, body);
      await rename(part, file);
      this.#index.add(tileKey(tile), body.length);
      this.#recovered();
    } catch (error) {
      await rm(part, { force: true }).catch(() => {});
      this.#tell(error);
    }
  }

  async #writePart(part: string, body: PngBody): Promise<void> {
    const handle = await open(part, 'wx', 0o640);
    try {
      await handle.writeFile(body);
      const now = new Date(this.#clock.now());
      await handle.utimes(now, now);
    } finally {
      await handle.close();
    }
  }

  #fileOf(tile: TileAddress): string {
    return join(this.#folder, `${tileKey(tile)}.png`);
  }

  #tell(error: unknown): void {
    if (this.#isFaulty) return;
    this.#isFaulty = true;
    // The error's own words would name the tile.
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    this.#log.warn(`Street map tiles cannot be kept in ${this.#folder} (${code}). They are fetched anew each time.`);
  }

  #recovered(): void {
    if (!this.#isFaulty) return;
    this.#isFaulty = false;
    this.#log.info(`Street map tiles are kept in ${this.#folder} again.`);
  }
}
