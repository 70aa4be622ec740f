import { rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '#src/time/festival-time.ts';
import { isPictureHash, isPictureWidth } from './media-address.ts';
import {
  makeFolder,
  moved,
  namesIn,
  readPicture,
  syncNames,
  takeAway,
  unlessMissing,
  widthsIn,
} from './picture-folder.ts';
import type { ProcessedPicture } from './picture.ts';
import { Staging, type Staged } from './staging.ts';

export type { Staged, StagingRefusal } from './staging.ts';

/** A thousand pictures and more. */
const MAX_STAGED_BYTES = 500_000_000;
/** As long as staged ones: what was kept for a form that was refused is still there when it is sent again. */
const KEPT_UNSEEN_MS = 48 * 3_600_000;

/**
 * The pictures on the disk, as `media/staged/<hash>/<width>.webp` while a form is being filled in and as
 * `media/kept/<hash>/…` from when it was sent. Which of those kept are public is the catalogue's to say. Several
 * processes may work in the same folder, and everything may be done twice.
 */
export class MediaStore {
  readonly #kept: string;
  readonly #parts: string;
  readonly #staging: Staging;

  constructor(dataDir: string, clock: Clock, { maxStagedBytes = MAX_STAGED_BYTES } = {}) {
    const media = join(dataDir, 'media');
    this.#kept = join(media, 'kept');
    this.#parts = join(media, 'parts');
    this.#staging = new Staging({ folder: join(media, 'staged'), parts: this.#parts, maxBytes: maxStagedBytes, clock });
  }

  /** Holds a picture for 48 hours, or for 48 more. */
  stage(picture: ProcessedPicture): Promise<Staged> {
    return this.#staging.add(picture);
  }

  /** Takes away what has expired. Staging does it too; meant for when the server starts. */
  sweep(): Promise<void> {
    return this.#staging.sweep();
  }

  /**
   * Holds a staged picture for good; false if there is none, or none any more. Meant to be called before the change that
   * refers to it is applied: a picture too many is harmless, one that expires is not.
   */
  async keep(hash: string): Promise<boolean> {
    if (!isPictureHash(hash)) return false;
    await makeFolder(this.#kept);
    const staged = this.#staging.folderOf(hash);
    const kept = join(this.#kept, hash);
    if (await moved(staged, kept)) {
      await syncNames(dirname(kept));
      await syncNames(dirname(staged));
      return true;
    }
    // Kept before, maybe for a change that never was: from now on it is on its way again, and not swept.
    const now = new Date();
    return unlessMissing(
      utimes(kept, now, now).then(() => true),
      false,
    );
  }

  /**
   * One size of a kept picture; null if there is none.
   *
   * @param options.staged a staged one will do: only for whoever uploaded it
   */
  async read(hash: string, width: number, { staged = false } = {}): Promise<Buffer | null> {
    if (!isPictureWidth(width)) return null;
    for (const folder of this.#foldersOf(hash, staged)) {
      const body = await readPicture(folder, width);
      if (body) return body;
    }
    return null;
  }

  /** The widths of a kept picture, the smallest first; none if there is no such picture. `options` as of `read`. */
  async sizesOf(hash: string, { staged = false } = {}): Promise<number[]> {
    for (const folder of this.#foldersOf(hash, staged)) {
      const widths = await widthsIn(folder);
      if (widths.length > 0) return widths;
    }
    return [];
  }

  /**
   * Takes away the kept pictures that nothing refers to. Not those that were kept within the last 48 hours: the change
   * that refers to them may be on its way.
   */
  async sweepKept(isReferredTo: (hash: string) => boolean): Promise<void> {
    for (const hash of await namesIn(this.#kept)) {
      if (isReferredTo(hash)) continue;
      const found = await unlessMissing(stat(join(this.#kept, hash)), null);
      // This time is the disk's own, not the clock's: when it was moved here.
      if (found && Date.now() - found.ctimeMs > KEPT_UNSEEN_MS) await this.#takeAway(join(this.#kept, hash));
    }
  }

  /** Takes a picture away, staged or kept. Whether something else refers to it is for the caller to know. */
  async remove(hash: string): Promise<void> {
    for (const folder of this.#foldersOf(hash, true)) await this.#takeAway(folder);
  }

  async #takeAway(folder: string): Promise<void> {
    const part = await takeAway(folder, this.#parts);
    if (part === null) return;
    await syncNames(dirname(folder));
    await rm(part, { recursive: true, force: true });
  }

  /** Where to look for a picture. One that is being kept meanwhile moves from the first to the second. */
  #foldersOf(hash: string, staged: boolean): string[] {
    if (!isPictureHash(hash)) return [];
    const kept = join(this.#kept, hash);
    return staged ? [this.#staging.folderOf(hash), kept] : [kept];
  }
}
