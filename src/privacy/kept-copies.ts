import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dueBefore } from './retention.ts';

/** A file that holds the catalogue as it was before a newer version changed its schema. */
export interface KeptCopy {
  readonly name: string;
  readonly writtenAt: string;
}

/** What stands in a data folder, the oldest first. */
export async function keptCopies(dataDir: string): Promise<KeptCopy[]> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith('catalogue.sqlite.before-'));
  const copies = await Promise.all(
    names.map(async (name) => ({
      name,
      writtenAt: (await stat(join(dataDir, name))).mtime.toISOString().replace(/\.\d+/, ''),
    })),
  );
  return copies.sort((a, b) => (a.writtenAt < b.writtenAt ? -1 : 1));
}

/** Deletes those that are due. @returns how many */
export async function forgetCopies(dataDir: string, now: string): Promise<number> {
  const due = (await keptCopies(dataDir)).filter(({ writtenAt }) => writtenAt < dueBefore('copies', now));
  for (const { name } of due) await rm(join(dataDir, name), { force: true });
  return due.length;
}
