import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TileCache } from '#src/map/tile-cache.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { pngOf } from '../fixtures/tile-upstream.ts';

const TILE = { z: 14, x: 8661, y: 5486 };
const SMALL = pngOf(300);
const LARGE = pngOf(60_000);

interface Options {
  readonly folder?: string;
  readonly template?: string;
  readonly maxBytes?: number;
}

function cacheIn({ folder = join(temporaryFolder(), 'tiles'), template = 'a', maxBytes = 1e9 }: Options = {}) {
  const told: string[] = [];
  const log = { warn: (message: string) => told.push(message), info: (message: string) => told.push(message) };
  const clock = settableClock();
  return { cache: new TileCache({ folder, template, maxBytes, clock, log }), folder, clock, told };
}

/** The files below a folder, as paths from it: `0f3c…/14/8661/5486.png`. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
}

const column = (x: number) => ({ ...TILE, x });

describe('tiles on the disk', () => {
  it('are files below a folder of their upstream, with the time of their fetching', async () => {
    const { cache, folder, clock } = cacheIn();
    await cache.write(TILE, SMALL);
    const [name] = filesIn(folder) as [string];
    expect(name).toMatch(/^[0-9a-f]{12}\/14\/8661\/5486\.png$/);
    expect(readFileSync(join(folder, name))).toEqual(SMALL);
    expect(await cache.read(TILE)).toEqual({ body: SMALL, fetchedAt: '2024-09-22T06:00:00.000Z' });
    clock.forward(60);
    await cache.write(TILE, LARGE);
    expect(await cache.read(TILE)).toEqual({ body: LARGE, fetchedAt: '2024-09-22T06:01:00.000Z' });
    expect(filesIn(folder)).toHaveLength(1);
  });

  it('are there after a restart', async () => {
    const { cache, folder } = cacheIn();
    await cache.write(TILE, SMALL);
    expect((await cacheIn({ folder }).cache.read(TILE))?.body).toEqual(SMALL);
  });

  it('cost nothing until one is kept', async () => {
    const { cache, folder } = cacheIn();
    expect(await cache.read(TILE)).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['something else', Buffer.from('<!doctype html>')],
    ['cut off', SMALL.subarray(0, SMALL.length - 9)],
    ['far too large', Buffer.concat([SMALL, Buffer.alloc(2 * 1024 * 1024)])],
  ])('do not count if they are %s, and can be replaced', async (_, content) => {
    const { cache, folder } = cacheIn();
    await cache.write(TILE, SMALL);
    writeFileSync(join(folder, filesIn(folder)[0]!), content);
    expect(await cache.read(TILE)).toBeUndefined();
    await cache.write(TILE, SMALL);
    expect((await cache.read(TILE))?.body).toEqual(SMALL);
  });
});

describe('the room for tiles', () => {
  it('is kept: what was used the longest ago goes first', async () => {
    const { cache, folder } = cacheIn({ maxBytes: 4 * 65_536 });
    for (const x of [1, 2, 3]) await cache.write(column(x), LARGE);
    await cache.read(column(1));
    for (const x of [4, 5]) await cache.write(column(x), LARGE);
    await expect.poll(() => columnsOf(folder)).toEqual([1, 3, 4, 5]);
  });

  it('is taken up in blocks of the disk: small tiles count as one', async () => {
    const { cache, folder } = cacheIn({ maxBytes: 10 * 4096 });
    for (let x = 1; x <= 25; x++) await cache.write(column(x), SMALL);
    await expect.poll(() => columnsOf(folder)).toEqual(Array.from({ length: 10 }, (_, i) => 16 + i));
  });

  it('counts what an earlier process left, the oldest first to go', async () => {
    const { cache, folder, clock } = cacheIn();
    for (const x of [3, 1, 2, 5, 4]) {
      await cache.write(column(x), LARGE);
      clock.forward(1);
    }
    const later = cacheIn({ folder, maxBytes: 3 * 65_536 });
    await later.cache.read(column(3));
    await expect.poll(() => columnsOf(folder)).toEqual([2, 4, 5]);
  });

  it('holds neither the tiles of another upstream nor what was never finished, but whatever else lies there', async () => {
    const { cache, folder } = cacheIn({ template: 'the old one' });
    await cache.write(TILE, SMALL);
    const { cache: next } = cacheIn({ folder, template: 'the new one' });
    await next.write(column(1), SMALL);
    const own = join(folder, dirname(dirname(dirname(filesIn(folder).find((name) => name.includes('/1/'))!))));
    const part = join(own, '3f2a9c1e-0000-4000-8000-000000000000.part');
    for (const file of [part, join(own, 'notes.txt'), join(folder, 'notes.txt')]) writeFileSync(file, '');
    utimesSync(part, new Date(0), new Date(0));
    await cacheIn({ folder, template: 'the new one' }).cache.read(column(1));
    await expect
      .poll(() =>
        filesIn(folder)
          .map((name) => name.replace(/^[0-9a-f]{12}/, '…'))
          .sort(),
      )
      .toEqual(['notes.txt', '…/14/1/5486.png', '…/notes.txt']);
  });

  function columnsOf(folder: string): number[] {
    return filesIn(folder)
      .map((name) => Number(/\/(\d+)\/5486\.png$/.exec(name)?.[1]))
      .sort((a, b) => a - b);
  }
});

describe('a disk that cannot be written', () => {
  it('is told of once, and once when it can be again', async () => {
    const blocked = join(temporaryFolder(), 'tiles');
    writeFileSync(blocked, 'a file where the folder should be');
    const { cache, told } = cacheIn({ folder: blocked });
    for (const x of [1, 2, 3]) {
      expect(await cache.read(column(x))).toBeUndefined();
      await cache.write(column(x), SMALL);
    }
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^Street map tiles cannot be kept in .+ \(ENOTDIR\)/);
    expect(told[0]).not.toContain('5486');
  });
});
