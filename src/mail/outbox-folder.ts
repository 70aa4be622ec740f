import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueDatabase } from '#db/connect.ts';

/**
 * Deletes the `.eml` files of mails that the outbox does not hold any more: what is forgotten there is forgotten here.
 *
 * @param folder where `FileTransport` writes them
 * @returns how many were deleted
 */
export async function forgetFiles({ read }: CatalogueDatabase, folder: string): Promise<number> {
  // First the files: a mail that is written meanwhile is in the outbox before its file is here.
  const files = await filesOfMails(folder);
  const mails = await read.selectFrom('mail').select('id').execute();
  const known = new Set(mails.map(({ id }) => id.slice(0, 8)));
  const forgotten = files.filter(({ mail }) => !known.has(mail));
  for (const { name } of forgotten) await rm(join(folder, name), { force: true });
  return forgotten.length;
}

async function filesOfMails(folder: string): Promise<{ name: string; mail: string }[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.flatMap((name) => {
    const [, mail] = /-([0-9a-f]{8})\.eml(?:\.|$)/.exec(name) ?? [];
    return mail === undefined ? [] : [{ name, mail }];
  });
}
