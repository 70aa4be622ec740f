import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');
/** What the built site is made of: files, and folders with all below them. */
const INPUTS = [
  'package.json',
  'package-lock.json',
  'astro.config.mjs',
  'tsconfig.json',
  'src',
  'content',
  'public',
  'db',
];
/** Part of `db`, but not of the built site: what a running site writes, and what it is filled with. */
const NOT_INPUTS = /^db\/(?:data\/|.*\.ya?ml$)/;
const BUILT_FROM = join(ROOT, 'dist/.build-inputs');
/** Beside `dist`, which the build empties. */
const LOCK = join(ROOT, '.astro/build.lock');
const ABANDONED_AFTER_MS = 10 * 60_000;

/** The site could not be built: `message` holds what the build said. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

/**
 * Builds the site into `dist/`, if what it is made of has changed since it was built last.
 * Of several processes that ask for it one builds, the others wait for it.
 *
 * @param say told in words when there is something to build
 * @returns whether anything was built
 * @throws BuildError if it cannot be built
 */
export async function buildWhenChanged(say: (words: string) => void = tell): Promise<boolean> {
  if (isBuiltFrom(hashInputs())) return false;
  const unlock = await lock();
  try {
    const inputs = hashInputs();
    if (isBuiltFrom(inputs)) return false;
    say('Building the site; this takes some seconds …');
    rmSync(BUILT_FROM, { force: true });
    await build();
    // What was changed during the build is built the next time.
    writeFileSync(BUILT_FROM, inputs);
    return true;
  } finally {
    unlock();
  }
}

function isBuiltFrom(inputs: string): boolean {
  return existsSync(BUILT_FROM) && readFileSync(BUILT_FROM, 'utf8') === inputs;
}

function hashInputs(): string {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap((input) => filesBelow(join(ROOT, input))).sort()) {
    const name = relative(ROOT, file);
    if (NOT_INPUTS.test(name)) continue;
    const content = readFileSync(file);
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function build(): Promise<void> {
  // A test run's environment is not the built site's.
  const env: NodeJS.ProcessEnv = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' };
  for (const name of ['NODE_ENV', 'VITEST']) delete env[name];
  const astro = spawn(process.execPath, [join(ROOT, 'node_modules/astro/bin/astro.mjs'), 'build'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [astro.stdout, astro.stderr]) stream.on('data', (text) => (output += text));
  const code = await new Promise((resolve, reject) => astro.once('error', reject).once('close', resolve));
  if (code !== 0) throw new BuildError(`${output.trimEnd()}\n\nThe site could not be built; the reason is above.`);
}

/** Waits until nobody else builds. A lock whose process is gone counts for nothing. */
async function lock(): Promise<() => void> {
  mkdirSync(dirname(LOCK), { recursive: true });
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return () => rmSync(LOCK, { force: true });
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    }
    if (isAbandoned()) rmSync(LOCK, { force: true });
    else await wait(200);
  }
}

function isAbandoned(): boolean {
  try {
    const since = statSync(LOCK).mtimeMs;
    const pid = Number(readFileSync(LOCK, 'utf8'));
    return Date.now() - since > ABANDONED_AFTER_MS || (pid > 0 && !isRunning(pid));
  } catch {
    // It was taken away meanwhile.
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

function tell(words: string): void {
  process.stdout.write(`${words}\n`);
}

if (import.meta.main) {
  try {
    await buildWhenChanged();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
