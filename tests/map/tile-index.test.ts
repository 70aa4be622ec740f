import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { TileIndex } from '#src/map/tile-index.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

/** Paths that cannot be removed, and folders that cannot be read: a test that runs as root is refused nothing. */
const stubborn = vi.hoisted(() => new Set<string>());
vi.mock('node:fs/promises', async (original) => {
  const real = await original<Record<'rm' | 'readdir', (path: string, ...rest: unknown[]) => Promise<unknown>>>();
  const refusing = (name: 'rm' | 'readdir') => (path: string, options: unknown) =>
    stubborn.has(path)
      ? Promise.reject(Object.assign(new Error(`no: ${path}`), { code: 'EACCES' }))
      : real[name](path, options);
  return { ...real, rm: refusing('rm'), readdir: refusing('readdir') };
});
beforeEach(() => stubborn.clear());

const [OWN, OTHERS] = ['a'.repeat(12), ['0'.repeat(12), 'f'.repeat(12)] as const];

/** Two blocks of room, three tiles of an earlier process there, and folders of two other upstreams. */
function opened() {
  const root = temporaryFolder();
  const folder = join(root, OWN);
  for (const name of [OWN, ...OTHERS]) mkdirSync(join(root, name, '9/1'), { recursive: true });
  for (const y of [1, 2, 3]) writeFileSync(join(folder, `9/1/${y}.png`), 'x'.repeat(4096));
  const told: string[] = [];
  const log = { warn: (message: string) => told.push(message), info: (message: string) => told.push(message) };
  const clock = settableClock();
  const index = new TileIndex({ folder, maxBytes: 2 * 4096, clock, log });
  const tiles = () => readdirSync(join(folder, '9/1')).length;
  const others = () => OTHERS.filter((name) => existsSync(join(root, name)));
  return { root, folder, index, clock, told, tiles, others };
}

it('keeps to its room though a folder of another upstream cannot be removed, which is tried again', async () => {
  const { root, index, clock, told, tiles, others } = opened();
  stubborn.add(join(root, OTHERS[0]));
  index.used('9/1/3');
  await expect.poll(tiles).toBe(2);
  await expect.poll(others).toEqual([OTHERS[0]]);
  await expect
    .poll(() => told)
    .toEqual([expect.stringMatching(/another TILE_UPSTREAM cannot be removed .+\(EACCES\)/)]);
  clock.forward(61);
  index.used('9/1/3');
  stubborn.clear();
  clock.forward(61);
  await expect.poll(() => (index.used('9/1/3'), others())).toEqual([]);
  expect(told).toHaveLength(1);
});

it('counts what is there as soon as it can be read, and tells once that it cannot', async () => {
  const { folder, index, clock, told, tiles } = opened();
  stubborn.add(folder);
  for (let minute = 0; minute < 3; minute++) {
    index.used('9/1/3');
    await expect.poll(() => told).toHaveLength(1);
    clock.forward(61);
  }
  expect(told[0]).toMatch(/cannot be counted \(EACCES\)/);
  expect(tiles()).toBe(3);
  stubborn.clear();
  clock.forward(61);
  await expect.poll(() => (index.used('9/1/3'), tiles())).toBe(2);
});
