import { randomUUID } from 'node:crypto';
import { rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#src/time/festival-time.ts';
import {
  bytesIn,
  isDiskFull,
  makeFolder,
  moved,
  namesIn,
  syncNames,
  takeAway,
  unlessMissing,
  writePicture,
} from './picture-folder.ts';
import type { ProcessedPicture } from './picture.ts';

export type Staged = { readonly ok: true; readonly hash: string } | StagingRefusal;

export interface StagingRefusal {
  readonly ok: false;
  /** Too much is staged at present; or the disk has no room. */
  readonly code: 'staging-full' | 'disk-full';
}

export interface StagingOptions {
  readonly folder: string;
  /** On the same disk: for what is being written, and what is being taken away. */
  readonly parts: string;
  readonly maxBytes: number;
  readonly clock: Clock;
}

/** Time to fill in a form, with a night or two in between. */
const LIVES_MS = 48 * 3_600_000;
/** After so long, a picture makes room for another where there is none: else one sender could fill it all for two days. */
const YIELDS_AFTER_MS = 2 * 3_600_000;
/** After so long, what is still being written or taken away never will be. */
const PART_LIVES_MS = 3_600_000;

/** The pictures of forms that were not sent yet. A folder's time is when its picture was last staged. */
export class Staging {
  readonly #folder: string;
  readonly #parts: string;
  readonly #maxBytes: number;
  readonly #clock: Clock;

  constructor({ folder, parts, maxBytes, clock }: StagingOptions) {
    this.#folder = folder;
    this.#parts = parts;
    this.#maxBytes = maxBytes;
    this.#clock = clock;
  }

  folderOf(hash: string): string {
    return join(this.#folder, hash);
  }

  async add({ hash, sizes }: ProcessedPicture): Promise<Staged> {
    const part = join(this.#parts, randomUUID());
    try {
      await makeFolder(this.#folder);
      await makeFolder(this.#parts);
      if (await this.#renew(this.folderOf(hash))) return { ok: true, hash };
      await this.sweep();
      const bytes = sizes.reduce((sum, { body }) => sum + body.length, 0);
      if (!(await this.#makeRoom(bytes))) return { ok: false, code: 'staging-full' };

      await writePicture(part, sizes);
      await this.#renew(part);
      // Another process may have been quicker; its picture is the same.
      if (!(await moved(part, this.folderOf(hash)))) await rm(part, { recursive: true });
      await syncNames(this.#folder);
      return { ok: true, hash };
    } catch (error) {
      await rm(part, { recursive: true, force: true }).catch(() => {});
      if (isDiskFull(error)) return { ok: false, code: 'disk-full' };
      throw error;
    }
  }

  /** Takes away what has expired, and what a crash left half done. */
  async sweep(): Promise<void> {
    for (const hash of await namesIn(this.#folder)) {
      const folder = this.folderOf(hash);
      if (!(await this.#isExpired(folder))) continue;
      const part = await takeAway(folder, this.#parts);
      if (part === null) continue;
      // Renewed at the last moment: it goes back.
      if (!(await this.#isExpired(part)) && (await moved(part, folder))) continue;
      await rm(part, { recursive: true, force: true });
    }
    for (const name of await namesIn(this.#parts)) {
      const part = join(this.#parts, name);
      const found = await unlessMissing(stat(part), null);
      // This time is the disk's own, not the clock's.
      if (found && Date.now() - found.ctimeMs > PART_LIVES_MS) await rm(part, { recursive: true, force: true });
    }
  }

  /** Begins its 48 hours anew; false if it is not there. */
  #renew(folder: string): Promise<boolean> {
    const now = new Date(this.#clock.now());
    const renewed = utimes(folder, now, now).then(() => true);
    return unlessMissing(renewed, false);
  }

  async #isExpired(folder: string): Promise<boolean> {
    const found = await unlessMissing(stat(folder), null);
    return found !== null && Date.parse(this.#clock.now()) - found.mtimeMs > LIVES_MS;
  }

  /** Whether so many bytes find room, if need be in place of the pictures that were staged longest ago. */
  async #makeRoom(bytes: number): Promise<boolean> {
    const staged = await Promise.all(
      (await namesIn(this.#folder)).map(async (hash) => {
        const folder = this.folderOf(hash);
        const found = await unlessMissing(stat(folder), null);
        return { folder, stagedAt: found?.mtimeMs ?? 0, bytes: await bytesIn(folder) };
      }),
    );
    let total = staged.reduce((sum, picture) => sum + picture.bytes, bytes);
    const yieldsBefore = Date.parse(this.#clock.now()) - YIELDS_AFTER_MS;
    for (const picture of staged.sort((a, b) => a.stagedAt - b.stagedAt)) {
      if (total <= this.#maxBytes || picture.stagedAt > yieldsBefore) break;
      const part = await takeAway(picture.folder, this.#parts);
      if (part !== null) await rm(part, { recursive: true, force: true });
      total -= picture.bytes;
    }
    return total <= this.#maxBytes;
  }
}
