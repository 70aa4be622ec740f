import { onTestFinished, describe, expect, it } from 'vitest';
import type { TileAddress } from '#src/map/tile-address.ts';
import { TileUpstream, type UpstreamLimits } from '#src/map/tile-upstream.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { startTileUpstream, type Behaviour, type FakeUpstream } from '../fixtures/tile-upstream.ts';

const TILE = { z: 14, x: 8661, y: 5486 };

/** An upstream that behaves as told, and what asks it. */
async function asking(behaviour: FakeUpstream['behaviour'], limits?: Partial<UpstreamLimits>) {
  const upstream = await startTileUpstream();
  onTestFinished(() => upstream.stop());
  upstream.behaviour = behaviour;
  const clock = settableClock();
  const told: string[] = [];
  const log = { warn: (message: string) => told.push(message), info: (message: string) => told.push(message) };
  const { template } = upstream;
  const client = new TileUpstream({ template, userAgent: 'calendar/1 (+https://a.example)', clock, log, limits });
  const ask = (times = 1) => inTurn(times, () => client.tile(TILE));
  const askAtOnce = (count: number) => Promise.all(tiles(count).map((tile) => client.tile(tile)));
  return { upstream, clock, told, client, ask, askAtOnce };
}

async function inTurn<Result>(times: number, work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let turn = 0; turn < times; turn++) results.push(await work());
  return results;
}

function tiles(count: number): TileAddress[] {
  return Array.from({ length: count }, (_, i) => ({ ...TILE, x: TILE.x + i }));
}

describe('a tile from the upstream', () => {
  it('comes as it is, asked for in the template’s order by someone who says who they are', async () => {
    const { upstream, ask } = await asking('ok');
    expect(await ask()).toEqual([{ kind: 'tile', body: upstream.tile }]);
    const [{ path, headers }] = upstream.requests as [(typeof upstream.requests)[number]];
    expect(path).toBe('/14/8661/5486.png');
    expect(headers).toMatchObject({ accept: 'image/png', 'user-agent': 'calendar/1 (+https://a.example)' });
  });

  it('is missing where the upstream has none, which is no trouble', async () => {
    const { ask, told } = await asking('missing');
    expect(new Set((await ask(10)).map(({ kind }) => kind))).toEqual(new Set(['missing']));
    expect(told).toEqual([]);
  });

  it.each<[Behaviour, string]>([
    ['failing', 'it answers 500'],
    ['empty', 'what it sent is no PNG picture'],
    ['wrong type', 'it sends "image/jpeg" instead of image/png'],
    ['html as png', 'what it sent is no PNG picture'],
    ['says it is huge', 'what it sent is larger than 1 MB'],
    ['huge', 'what it sent is larger than 1 MB'],
    ['cut off', 'UND_ERR_SOCKET'],
    ['cut off unnoticed', 'what it sent is no PNG picture'],
    ['looping', 'it answers 302, which leads elsewhere and is not followed'],
    ['hanging', 'it took too long'],
    ['hanging in the middle', 'it took too long'],
  ])('cannot be had from one that is %s, and the log says why', async (behaviour, reason) => {
    const { ask, told } = await asking(behaviour, { timeoutMs: 300 });
    expect(await ask()).toEqual([{ kind: 'unavailable', retryAfterSeconds: 10 }]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`: ${reason}.`);
    expect(told[0]).not.toContain('8661');
  });

  it('cannot be had from one that is not there', async () => {
    const { upstream, ask, told } = await asking('ok');
    await upstream.stop();
    expect(await ask()).toMatchObject([{ kind: 'unavailable' }]);
    expect(told[0]).toContain('ECONNREFUSED');
  });

  it('is given up as soon as it is too large: the rest is not received', async () => {
    const { upstream, ask } = await asking('huge');
    await ask();
    // What the operating system holds between the two is some megabytes.
    expect(upstream.sentBytes).toBeLessThan(20 * 1024 * 1024);
  });
});

describe('an upstream that sends elsewhere', () => {
  it.each([301, 302, 303, 307, 308])('is not followed, and nobody else is asked: %i', async (status) => {
    const inside = await startTileUpstream();
    onTestFinished(() => inside.stop());
    const location = inside.template.replace(/\{.*/, 'secret.png');
    const { ask, upstream } = await asking((response) => response.writeHead(status, { location }).end());
    expect(await ask(3)).toMatchObject(Array(3).fill({ kind: 'unavailable' }));
    expect([upstream.requests.length, inside.requests.length]).toEqual([3, 0]);
  });
});

describe('an upstream that has none of the tiles', () => {
  it('is told of once, after twenty in a row', async () => {
    const { upstream, ask, told } = await asking('missing');
    await ask(19);
    upstream.behaviour = 'ok';
    await ask();
    upstream.behaviour = 'missing';
    await ask(19);
    expect(told).toEqual([]);
    await ask(30);
    const { host } = new URL(upstream.template);
    expect(told).toEqual([
      `${host} has none of the tiles asked for; is TILE_UPSTREAM right? Those that are kept are still served.`,
    ]);
    upstream.behaviour = 'ok';
    await ask(5);
    expect(told.slice(1)).toEqual([`Street map tiles come from ${host} again.`]);
  });

  it('has not recovered', async () => {
    const { upstream, clock, ask, told } = await asking('failing');
    await ask(5);
    clock.forward(31);
    upstream.behaviour = 'missing';
    await ask(40);
    expect(told).toHaveLength(1);
  });
});

describe('the upstream is asked politely:', () => {
  it('six at a time, however many are wanted', async () => {
    const { upstream, askAtOnce } = await asking('slow');
    const answers = askAtOnce(50);
    await expect.poll(() => upstream.requests.length).toBe(6);
    upstream.behaviour = 'ok';
    upstream.release();
    expect((await answers).every(({ kind }) => kind === 'tile')).toBe(true);
    expect([upstream.mostAtOnce, upstream.requests.length]).toEqual([6, 50]);
  });

  it('while 200 wait, the next is refused at once', async () => {
    const { upstream, askAtOnce, client } = await asking('slow');
    const answers = askAtOnce(206);
    expect(await client.tile(TILE)).toEqual({ kind: 'unavailable', retryAfterSeconds: 10 });
    await expect.poll(() => upstream.requests.length).toBe(6);
    upstream.behaviour = 'ok';
    upstream.release();
    expect((await answers).filter(({ kind }) => kind === 'tile')).toHaveLength(206);
  });

  it('for nobody who has waited too long and has surely left', async () => {
    const { upstream, clock, askAtOnce } = await asking('slow');
    const answers = askAtOnce(10);
    await expect.poll(() => upstream.requests.length).toBe(6);
    clock.forward(30);
    upstream.release();
    expect((await answers).map(({ kind }) => kind)).toEqual([
      ...Array<string>(6).fill('tile'),
      ...Array<string>(4).fill('unavailable'),
    ]);
    expect(upstream.requests).toHaveLength(6);
  });
});

describe('an upstream in trouble', () => {
  it('is left alone for half a minute after five failures, whoever waits', async () => {
    const { upstream, clock, ask, askAtOnce } = await asking('failing');
    const answers = await askAtOnce(50);
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['unavailable']));
    expect(upstream.requests.length).toBeLessThanOrEqual(10);
    const before = upstream.requests.length;
    clock.forward(10);
    expect(await ask()).toEqual([{ kind: 'unavailable', retryAfterSeconds: 20 }]);
    expect(upstream.requests).toHaveLength(before);
  });

  it('is then tried by one request, while the others do not wait', async () => {
    const { upstream, clock, ask, askAtOnce } = await asking('failing');
    await ask(5);
    clock.forward(31);
    upstream.behaviour = 'slow';
    const answers = askAtOnce(20);
    await expect.poll(() => upstream.requests.length).toBe(6);
    upstream.release();
    expect((await answers).map(({ kind }) => kind)).toEqual(['tile', ...Array<string>(19).fill('unavailable')]);
    upstream.behaviour = 'ok';
    expect((await askAtOnce(20)).every(({ kind }) => kind === 'tile')).toBe(true);
  });

  it('is left alone again if that fails', async () => {
    const { upstream, clock, ask } = await asking('failing');
    await ask(5);
    clock.forward(31);
    await ask(3);
    expect(upstream.requests).toHaveLength(6);
  });

  it('is told of once, and once when it is well again', async () => {
    const { upstream, clock, told, ask } = await asking('failing');
    await ask(20);
    clock.forward(31);
    await ask(2);
    upstream.behaviour = 'ok';
    clock.forward(31);
    await ask(20);
    const { host } = new URL(upstream.template);
    expect(told).toEqual([
      `Street map tiles cannot be had from ${host}: it answers 500. Those that are kept are still served.`,
      `Street map tiles come from ${host} again.`,
    ]);
  });

  it('is asked on after single failures', async () => {
    const { upstream, ask } = await asking('ok');
    for (let round = 0; round < 5; round++) {
      upstream.behaviour = 'failing';
      await ask(4);
      upstream.behaviour = 'ok';
      expect(await ask()).toMatchObject([{ kind: 'tile' }]);
    }
  });

  it('is asked on though some of its tiles are no good', async () => {
    const { upstream, ask } = await asking((response) => response.writeHead(400).end());
    await ask(10);
    expect(upstream.requests).toHaveLength(10);
  });

  it.each([
    [429, '120', 120],
    [503, '900', 900],
    [429, '86400', 3600],
  ])('that answers %i and asks for %s seconds is left alone for %i', async (status, retryAfter, seconds) => {
    const { upstream, clock, ask } = await asking((response) =>
      response.writeHead(status, { 'retry-after': retryAfter }).end(),
    );
    expect(await ask()).toEqual([{ kind: 'unavailable', retryAfterSeconds: seconds }]);
    upstream.behaviour = 'ok';
    clock.forward(seconds - 1);
    expect(await ask()).toEqual([{ kind: 'unavailable', retryAfterSeconds: 1 }]);
    clock.forward(1);
    expect(await ask()).toMatchObject([{ kind: 'tile' }]);
    expect(upstream.requests).toHaveLength(2);
  });

  it('may name a date instead', async () => {
    const inTwoMinutes = new Date(Date.now() + 120_000).toUTCString();
    const { ask } = await asking((response) => response.writeHead(429, { 'retry-after': inTwoMinutes }).end());
    const [answer] = await ask();
    expect(answer).toMatchObject({ kind: 'unavailable' });
    expect((answer as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(60);
  });
});
