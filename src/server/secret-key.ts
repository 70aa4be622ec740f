import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, linkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BYTES = 32;

/**
 * The key that secret links are made with; made when it is asked for first, readable by this user alone. Without its
 * file – in a restored backup – all links that were given out are worth nothing.
 *
 * @throws the file system's error if it can be neither read nor made
 */
export function secretKey(dataDir: string): Buffer {
  const path = join(dataDir, 'secret.key');
  if (!existsSync(path)) makeKey(path);
  const key = readFileSync(path);
  if (key.length !== BYTES) throw new Error(`${path} is no key. Put back the one from the backup, or remove it.`);
  return key;
}

/** Whole or not at all, and only once: another process may be at it, too. */
function makeKey(path: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, randomBytes(BYTES), { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
