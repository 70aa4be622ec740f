import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#src/time/festival-time.ts';
import type { ImportFile } from './prepare-import.ts';

/** How long somebody may look at a preview. */
const KEPT_HOURS = 24;
/** At 5 MB each. */
const MOST = 40;
const ID = /^[\w-]{22}$/;

/**
 * Files that wait in `imports` below the data folder for somebody to confirm what their preview says. Each is one file:
 * a line of JSON that says what it is, and then its bytes.
 */
export class StagedImports {
  readonly #folder: string;
  readonly #clock: Clock;

  constructor(dataDir: string, clock: Clock) {
    this.#folder = join(dataDir, 'imports');
    this.#clock = clock;
  }

  /** @returns the id by which the preview finds it; null if there is no room */
  async add({ bytes, ...about }: ImportFile): Promise<string | null> {
    await mkdir(this.#folder, { recursive: true, mode: 0o750 });
    await this.sweep();
    if ((await readdir(this.#folder)).length >= MOST) return null;
    const id = randomBytes(16).toString('base64url');
    const head = Buffer.from(`${JSON.stringify({ ...about, at: this.#clock.now() })}\n`);
    // Whoever reads it finds it whole or not at all.
    const part = join(this.#folder, `${id}.part`);
    await writeFile(part, Buffer.concat([head, bytes]), { mode: 0o600 });
    await rename(part, this.#pathOf(id));
    return id;
  }

  /** Null if there is none, or none any more. */
  async find(id: string): Promise<ImportFile | null> {
    if (!ID.test(id)) return null;
    const content = await readFile(this.#pathOf(id)).catch(ifMissing);
    if (!content) return null;
    const end = content.indexOf('\n');
    const { at, ...about } = JSON.parse(content.toString('utf8', 0, end)) as Omit<ImportFile, 'bytes'> & { at: string };
    return this.#isOver(at) ? null : { ...about, bytes: content.subarray(end + 1) };
  }

  async remove(id: string): Promise<void> {
    if (ID.test(id)) await rm(this.#pathOf(id), { force: true });
  }

  /** Takes away what has waited too long. */
  async sweep(): Promise<void> {
    const names = (await readdir(this.#folder).catch(ifMissing)) ?? [];
    for (const name of names) {
      const path = join(this.#folder, name);
      const found = await stat(path).catch(ifMissing);
      // This time is the disk's own, not the clock's.
      if (found && Date.now() - found.mtimeMs > KEPT_HOURS * 3_600_000) await rm(path, { force: true });
    }
  }

  #isOver(at: string): boolean {
    return Date.parse(this.#clock.now()) - Date.parse(at) > KEPT_HOURS * 3_600_000;
  }

  #pathOf(id: string): string {
    return join(this.#folder, id);
  }
}

function ifMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
