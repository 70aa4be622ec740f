import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** As committed: npm 11 takes the line out of the working copy when it installs. */
function committedLockfile(): string {
  try {
    return execFileSync('git', ['show', 'HEAD:package-lock.json'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 });
  } catch {
    return readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  }
}

it('npm 10 needs no compiler: the lockfile says that better-sqlite3 brings its binary', () => {
  const { packages } = JSON.parse(committedLockfile()) as { packages: Record<string, { gypfile?: boolean }> };
  expect(
    packages['node_modules/better-sqlite3']!.gypfile,
    'Put "gypfile": false back into the entry node_modules/better-sqlite3 of package-lock.json (npm/cli#9837).',
  ).toBe(false);
});
