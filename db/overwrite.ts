import { CompiledQuery, type Kysely } from 'kysely';
import type { CatalogueDatabase } from './connect.ts';
import type { Tables } from './schema.ts';

const PATIENCE_MS = 5000;
const PAUSE_MS = 50;

/**
 * Takes what was deleted out of the catalogue's files, too, byte by byte: the file is written anew without it, and the
 * log of recent writes beside it is emptied.
 *
 * @returns false if others were busy all the time: then it has to be done again
 */
export async function overwriteDeleted({ write }: CatalogueDatabase): Promise<boolean> {
  // Nothing else of this process writes meanwhile; another process may.
  return write.connection().execute(async (db) => (await isDone(() => vacuum(db))) && isDone(() => emptyLog(db)));
}

/** Only empties the log of recent writes: what is deleted is overwritten in the file itself as it goes. */
export async function emptyWriteLog({ write }: CatalogueDatabase): Promise<boolean> {
  return write.connection().execute((db) => isDone(() => emptyLog(db)));
}

async function isDone(attempt: () => Promise<boolean>): Promise<boolean> {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline;) {
    if (await attempt()) return true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}

async function vacuum(db: Kysely<Tables>): Promise<boolean> {
  try {
    await db.executeQuery(CompiledQuery.raw('vacuum'));
    return true;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

/** While somebody reads, what they read stays. */
async function emptyLog(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await db.executeQuery<{ busy: number }>(CompiledQuery.raw('pragma wal_checkpoint(truncate)'));
  return rows[0]?.busy === 0;
}
