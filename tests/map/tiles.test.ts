import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Tiles } from '#src/map/tiles.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startTileUpstream } from '../fixtures/tile-upstream.ts';

const TILE = { z: 14, x: 8661, y: 5486 };
const DAY = 24 * 3600;

async function streetMap() {
  const upstream = await startTileUpstream();
  onTestFinished(() => upstream.stop());
  const clock = settableClock();
  const { template } = upstream;
  const folder = join(temporaryFolder(), 'tiles');
  const open = () => new Tiles({ template, folder, maxBytes: 1e9, userAgent: 'calendar/1', clock });
  return { upstream, clock, folder, open, tiles: open() };
}

describe('a tile of the street map', () => {
  it('is fetched once, and then for seven days comes from the disk, also after a restart', async () => {
    const { upstream, clock, tiles, open } = await streetMap();
    expect(await tiles.tile(TILE)).toEqual({ kind: 'tile', body: upstream.tile, freshSeconds: 7 * DAY });
    clock.forward(3 * DAY);
    expect(await tiles.tile(TILE)).toEqual({ kind: 'tile', body: upstream.tile, freshSeconds: 4 * DAY });
    expect(await open().tile(TILE)).toMatchObject({ freshSeconds: 4 * DAY });
    expect(upstream.requests).toHaveLength(1);
    clock.forward(4 * DAY);
    expect(await tiles.tile(TILE)).toMatchObject({ freshSeconds: 7 * DAY });
    expect(upstream.requests).toHaveLength(2);
  });

  it('is fetched once for all who ask for it at the same time', async () => {
    const { upstream, tiles } = await streetMap();
    const answers = await Promise.all(Array.from({ length: 200 }, () => tiles.tile(TILE)));
    expect(answers.every(({ kind }) => kind === 'tile')).toBe(true);
    expect(upstream.requests).toHaveLength(1);
  });

  it('is rather old than none while the upstream is down', async () => {
    const { upstream, clock, tiles } = await streetMap();
    await tiles.tile(TILE);
    clock.forward(30 * DAY);
    upstream.behaviour = 'failing';
    // In the end it is not even asked any more.
    for (let turn = 0; turn < 8; turn++) {
      expect(await tiles.tile(TILE)).toEqual({ kind: 'tile', body: upstream.tile, freshSeconds: 0 });
    }
    expect(upstream.requests).toHaveLength(6);
    expect(await tiles.tile({ ...TILE, x: 1 })).toEqual({ kind: 'unavailable', retryAfterSeconds: 30 });
  });

  it('that the upstream does not have is asked for once in an hour', async () => {
    const { upstream, clock, tiles } = await streetMap();
    upstream.behaviour = 'missing';
    for (let turn = 0; turn < 3; turn++) expect(await tiles.tile(TILE)).toEqual({ kind: 'missing' });
    expect(upstream.requests).toHaveLength(1);
    upstream.behaviour = 'ok';
    clock.forward(3600);
    expect(await tiles.tile(TILE)).toMatchObject({ kind: 'tile' });
  });

  it('is rather old than none where the upstream says that it has none', async () => {
    const { upstream, clock, tiles } = await streetMap();
    await tiles.tile(TILE);
    clock.forward(30 * DAY);
    upstream.behaviour = 'missing';
    for (let turn = 0; turn < 3; turn++) {
      expect(await tiles.tile(TILE)).toEqual({ kind: 'tile', body: upstream.tile, freshSeconds: 0 });
    }
    expect(upstream.requests).toHaveLength(2);
  });

  it('is fetched for each client as often as one needs, and from the disk for nothing', async () => {
    const { upstream, clock, tiles } = await streetMap();
    const look = (count: number, client: string) =>
      Promise.all(Array.from({ length: count }, (_, x) => tiles.tile({ ...TILE, x }, client)));
    // No more than wait for a turn.
    for (const count of [150, 300]) await look(count, 'a');
    await tiles.tile({ ...TILE, x: 500 });
    expect(await tiles.tile({ ...TILE, x: 501 }, 'a')).toEqual({ kind: 'unavailable', retryAfterSeconds: 1 });
    expect((await look(300, 'a')).every(({ kind }) => kind === 'tile')).toBe(true);
    const [alone, other] = [tiles.tile({ ...TILE, x: 502 }, 'b'), tiles.tile({ ...TILE, x: 502 }, 'a')];
    expect([(await alone).kind, (await other).kind]).toEqual(['tile', 'tile']);
    expect(upstream.requests).toHaveLength(302);
    clock.forward(8 * DAY);
    expect((await look(150, 'a')).every((answer) => answer.kind === 'tile')).toBe(true);
  });

  it('is fetched anew if its time is still to come', async () => {
    const { upstream, clock, tiles } = await streetMap();
    await tiles.tile(TILE);
    clock.forward(-30 * DAY);
    await tiles.tile(TILE);
    expect(upstream.requests).toHaveLength(2);
  });
});
