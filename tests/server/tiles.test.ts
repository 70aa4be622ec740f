import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSite, type Site } from '../fixtures/site.ts';
import { pngOf, startTileUpstream, type FakeUpstream } from '../fixtures/tile-upstream.ts';

const TILE = '/tiles/9/270/171.png';
const DAY = 24 * 3600;

/** A tile of zoom 14 in or around Eisenach. */
const tile = (column: number, row = 0) => `/tiles/14/${8650 + column}/${5486 + row}.png`;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request just as given: `fetch` would tidy up the address. */
function ask({ url }: Site, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject).end();
  });
}

/** An upstream and a site that has its tiles from there. */
async function siteWithTiles(env: Record<string, string> = {}): Promise<{ site: Site; upstream: FakeUpstream }> {
  const upstream = await startTileUpstream();
  afterAll(() => upstream.stop());
  return { upstream, site: await startSite({ TILE_UPSTREAM: upstream.template, ...env }) };
}

function tileFiles({ dataDir }: Site): string[] {
  const folder = join(dataDir, 'tiles');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.png'))
    .map((name) => join(folder, name));
}

describe('a tile', () => {
  let site: Site;
  let upstream: FakeUpstream;
  beforeAll(async () => {
    ({ site, upstream } = await siteWithTiles());
  });

  it('comes from our own host as a picture that browsers keep', async () => {
    const { status, headers, body } = await ask(site, TILE);
    expect(status).toBe(200);
    expect(body).toEqual(upstream.tile);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(body.length),
      'cache-control': `public, max-age=${7 * DAY}`,
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect(upstream.requests.at(-1)).toMatchObject({
      path: '/9/270/171.png',
      headers: { 'user-agent': 'intercultural-week-calendar/0.1.0 (+http://localhost:4321)' },
    });
  });

  it('is not sent again to who has it', async () => {
    const { headers } = await ask(site, TILE);
    const again = await ask(site, TILE, { 'if-none-match': headers.etag! });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect(again.headers['cache-control']).toMatch(/^public, max-age=\d+$/);
  });

  it('answers HEAD like GET', async () => {
    const [get, head] = [await ask(site, TILE), await ask(site, TILE, {}, 'HEAD')];
    expect([head.status, head.body.length, head.headers.etag]).toEqual([200, 0, get.headers.etag]);
    expect((await ask(site, TILE, { origin: site.url }, 'POST')).status).toBe(405);
  });

  it('tells the upstream nothing of the visitor', async () => {
    await ask(site, tile(1), {
      cookie: 'a=b',
      'user-agent': 'Visitor',
      referer: `${site.url}/map`,
      'x-forwarded-for': '1.2.3.4',
    });
    expect(JSON.stringify(upstream.requests.at(-1))).not.toMatch(/a=b|Visitor|\/map|1\.2\.3\.4/);
  });

  it('is fetched once for 200 visitors who ask for it at the same moment', async () => {
    const before = upstream.requests.length;
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(site, tile(2))));
    expect(answers.filter(({ status, body }) => status === 200 && body.equals(upstream.tile))).toHaveLength(200);
    expect(upstream.requests.length - before).toBe(1);
  });

  it.each([
    `${TILE}?x=1`,
    `/${TILE}`,
    '/tiles//9/270/171.png',
    '/tiles/x/%2e%2e/9/270/171.png',
    '/tiles/9/270/%31%371.png',
  ])('is the same however its address is written: %s', async (path) => {
    await ask(site, TILE);
    const before = upstream.requests.length;
    expect(await ask(site, path)).toMatchObject({ status: 200, body: upstream.tile });
    expect(upstream.requests.length).toBe(before);
  });

  it.each([
    ['too far away', '/tiles/7/67/42.png'],
    ['too near', '/tiles/19/277179/175578.png'],
    ['in Berlin', '/tiles/9/275/167.png'],
    ['at the end of the world', '/tiles/9/511/511.png'],
    ['beyond it', '/tiles/9/512/171.png'],
    ['huge', `/tiles/9/${'9'.repeat(300)}/171.png`],
    ['with an exponent', '/tiles/9/27e1/171.png'],
    ['with a sign', '/tiles/+9/270/171.png'],
    ['with a minus', '/tiles/9/-270/171.png'],
    ['with a space', '/tiles/%209/270/171.png'],
    ['with a zero in front', '/tiles/09/270/171.png'],
    ['in another script', '/tiles/%D9%A9/270/171.png'],
    ['in full width', '/tiles/%EF%BC%99/270/171.png'],
    ['with a slash inside', '/tiles/9/270/..%2f171.png'],
    ['with a path inside', '/tiles/9/270/171.png%2f..%2f..%2f..%2fcatalogue.png'],
  ])('is not there if it is %s', async (_, path) => {
    const before = upstream.requests.length;
    const { status, headers, body } = await ask(site, path);
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=300');
    expect(body.toString()).toBe('There is no such tile here.\n');
    expect(upstream.requests.length).toBe(before);
  });

  it.each([
    '/uk/tiles/9/270/171.png',
    '/tiles',
    '/tiles/9/270',
    '/tiles/9/270/171',
    '/tiles/9/270/171.jpg',
    '/tiles/../../package.json',
  ])('has no other address: %s', async (path) => {
    const before = upstream.requests.length;
    expect((await ask(site, path)).status).toBe(404);
    expect(upstream.requests.length).toBe(before);
  });

  it.each(['/tiles/9/270/%2531.png', '/tiles/9/270/%00.png', '/tiles/9/270/%ff.png'])(
    'has no broken address: %s',
    async (path) => {
      expect((await ask(site, path)).status).toBe(400);
    },
  );

  it('is not asked for again where the upstream has none', async () => {
    upstream.behaviour = 'missing';
    const before = upstream.requests.length;
    const answers = [await ask(site, tile(3)), await ask(site, tile(3))];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(answers[0]!.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(upstream.requests.length - before).toBe(1);
  });
});

describe('while the upstream is down', () => {
  it('an old tile is shown, and one that was never fetched can be asked for later', async () => {
    const { site: earlier, upstream } = await siteWithTiles();
    await ask(earlier, TILE);
    await earlier.stop();
    const longAgo = Date.now() / 1000 - 8 * DAY;
    for (const file of tileFiles(earlier)) utimesSync(file, longAgo, longAgo);
    const site = await startSite({ TILE_UPSTREAM: upstream.template, DATA_DIR: earlier.dataDir });
    upstream.behaviour = 'failing';

    const old = await ask(site, TILE);
    expect([old.status, old.headers['cache-control']]).toEqual([200, 'public, max-age=300']);
    expect(old.body).toEqual(upstream.tile);
    const none = await ask(site, tile(1));
    expect([none.status, none.headers['cache-control'], none.headers['retry-after']]).toEqual([503, 'no-store', '10']);
    expect(none.headers['content-type']).toBe('text/plain; charset=utf-8');

    upstream.behaviour = 'ok';
    expect((await ask(site, tile(1))).status).toBe(200);
    const fresh = await ask(site, TILE);
    expect(fresh.headers['cache-control']).toBe(`public, max-age=${7 * DAY}`);
    expect(site.output().match(/cannot be had from/g)).toHaveLength(1);
  });
});

describe('a visitor who asks for very many tiles', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('has the upstream asked for so many, and has the others from the disk; nobody else is hindered', async () => {
    const { site, upstream } = await siteWithTiles({ TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'info' });
    const many = Array.from({ length: 360 }, (_, at) => tile(at % 20, Math.floor(at / 20)));
    const answers: Answer[] = [];
    // In twos, by addresses of one network: no more than wait for a turn.
    for (let at = 0; at < many.length; at += 2) {
      const pair = many.slice(at, at + 2).map((path, i) => ask(site, path, from(`2001:db8::${i + 1}`)));
      answers.push(...(await Promise.all(pair)));
    }
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(upstream.requests.length).toBe(360 - refused.length);
    expect(upstream.requests.length).toBeGreaterThanOrEqual(300);
    expect(refused[0]!.headers).toMatchObject({ 'retry-after': '1', 'cache-control': 'no-store' });

    const before = upstream.requests.length;
    expect((await ask(site, many[0]!, from('2001:db8::1'))).status).toBe(200);
    expect(upstream.requests.length).toBe(before);
    const [path] = many.filter((_, at) => answers[at]!.status === 503);
    expect((await ask(site, path!, from('2001:db8:0:1::1'))).status).toBe(200);
    expect((await ask(site, path!, from('2001:db8::1'))).status).toBe(200);
    await ask(site, '/venues/pressenwerk');
    await expect.poll(site.output).toContain('/venues/pressenwerk');
    expect(site.output()).not.toContain('tile');
  });
});

describe('a tile that was sent a moment ago', () => {
  it('is neither rendered nor read from the disk again', async () => {
    const { site } = await siteWithTiles();
    const first = await ask(site, TILE);
    for (const file of tileFiles(site)) rmSync(file);
    const again = await ask(site, TILE);
    expect([again.status, again.headers.etag, again.body]).toEqual([200, first.headers.etag, first.body]);
    expect((await ask(site, TILE, { 'if-none-match': first.headers.etag! })).status).toBe(304);
    expect((await site.counters()).renders).toBe(0);
  });
});

describe('the tiles on the disk', () => {
  it('are there after a restart', async () => {
    const { site, upstream } = await siteWithTiles();
    await ask(site, TILE);
    await site.stop();
    const restarted = await startSite({ TILE_UPSTREAM: upstream.template, DATA_DIR: site.dataDir });
    upstream.behaviour = 'hanging';
    expect(await ask(restarted, TILE)).toMatchObject({ status: 200, body: upstream.tile });
    expect(upstream.requests).toHaveLength(1);
  });

  it('take no more room than they may', async () => {
    const { site, upstream } = await siteWithTiles({ TILE_CACHE_MB: '1' });
    upstream.tile = pngOf(100_000);
    for (let column = 0; column < 20; column++) {
      expect((await ask(site, tile(column))).status).toBe(200);
    }
    const megabyte = 1024 * 1024;
    const bytes = () => tileFiles(site).reduce((sum, file) => sum + statSync(file).size, 0);
    await expect.poll(bytes).toBeLessThanOrEqual(megabyte);
    expect(bytes()).toBeGreaterThan(megabyte * 0.8);
    const before = upstream.requests.length;
    await ask(site, tile(19));
    expect(upstream.requests.length).toBe(before);
  });

  it('are not needed: a site that cannot keep them has them all the same', async () => {
    const { site, upstream } = await siteWithTiles();
    writeFileSync(join(site.dataDir, 'tiles'), 'a file where the folder should be');
    for (const column of [0, 1, 0]) expect((await ask(site, tile(column))).status).toBe(200);
    // The last one is still in memory.
    expect(upstream.requests).toHaveLength(2);
    expect(site.output().match(/cannot be kept in/g)).toHaveLength(1);
  });
});

describe('the log', () => {
  it('does not mention tiles that were found', async () => {
    const { site } = await siteWithTiles({ LOG_LEVEL: 'info' });
    const { headers } = await ask(site, TILE);
    await ask(site, TILE, { 'if-none-match': headers.etag! });
    await ask(site, '/venues/pressenwerk');
    await expect.poll(site.output).toContain('/venues/pressenwerk');
    expect(site.output()).not.toContain('tile');
  });

  it('never says where on the map a visitor looked', async () => {
    const { site, upstream } = await siteWithTiles({ LOG_LEVEL: 'trace' });
    await ask(site, TILE);
    await ask(site, '/tiles/17/69295/43894.png?x=69295');
    await ask(site, '/tiles/9/275/167.png');
    await ask(site, '/uk/tiles/9/270/171.png');
    upstream.behaviour = 'failing';
    for (let column = 0; column < 8; column++) await ask(site, tile(column));
    await ask(site, '/venues/pressenwerk');
    await expect.poll(site.output).toContain('/venues/pressenwerk');
    expect(site.output()).toContain('"path":"/tiles/…","status":200');
    expect(site.output()).toContain('"path":"/tiles/…","status":404');
    expect(site.output()).toContain('"path":"/tiles/…","status":503');
    expect(site.output()).not.toMatch(/69295|43894|\/27[05]|\/86\d\d/);
  });
});

describe('a site without a street map', () => {
  it('has no tiles', async () => {
    const site = await startSite();
    const { status, headers } = await ask(site, TILE);
    expect([status, headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
    expect(readdirSync(site.dataDir)).not.toContain('tiles');
  });
});
