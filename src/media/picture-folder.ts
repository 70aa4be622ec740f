import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PictureSize } from './picture.ts';

/**
 * A picture on the disk: a folder with a file for each size, `<width>.webp`. It is written, moved and taken away as a
 * whole, and a folder has one name at a time: so no reader, and no crash, ever meets half a picture.
 */

/** Writes a picture into a new folder. When this resolves it is on the disk. */
export async function writePicture(folder: string, sizes: readonly PictureSize[]): Promise<void> {
  await mkdir(folder, { mode: 0o750 });
  for (const { width, body } of sizes) {
    const handle = await open(fileOf(folder, width), 'wx', 0o640);
    try {
      await handle.writeFile(body);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
  await syncNames(folder);
}

/** The file of one size; null if there is none. */
export async function readPicture(folder: string, width: number): Promise<Buffer | null> {
  return unlessMissing(readFile(fileOf(folder, width)), null);
}

/** The widths that there are, the smallest first; none if there is no such folder. */
export async function widthsIn(folder: string): Promise<number[]> {
  const names = await namesIn(folder);
  return names.map((name) => Number.parseInt(name)).sort((a, b) => a - b);
}

export async function bytesIn(folder: string): Promise<number> {
  const names = await namesIn(folder);
  const sizes = await Promise.all(
    names.map(async (name) => (await unlessMissing(stat(join(folder, name)), null))?.size ?? 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Gives a folder another name; false if it is not there (any longer), or if another has that name already. */
export async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) return false;
    throw error;
  }
}

/** From one moment to the next a picture is not there any more. Where it is instead; null if it was not there. */
export async function takeAway(folder: string, parts: string): Promise<string | null> {
  await makeFolder(parts);
  const part = join(parts, randomUUID());
  return (await moved(folder, part)) ? part : null;
}

export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o750 });
}

/** What a folder holds; nothing if it is not there. */
export function namesIn(folder: string): Promise<string[]> {
  return unlessMissing(readdir(folder), []);
}

/** Brings onto the disk which names a folder holds; what the files hold is another matter. */
export async function syncNames(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Another process may take away what this one has just seen. */
export async function unlessMissing<Found, Otherwise>(
  found: Promise<Found>,
  otherwise: Otherwise,
): Promise<Found | Otherwise> {
  try {
    return await found;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return otherwise;
    throw error;
  }
}

export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
}

function fileOf(folder: string, width: number): string {
  return join(folder, `${width}.webp`);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
