import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request, type IncomingHttpHeaders } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A request just as given: `fetch` would decompress the answer and choose the Host itself. */
function ask(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request(site.url + path, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject).end();
  });
}

describe('a public page', () => {
  it('is rendered once and then kept', async () => {
    const before = await site.counters();
    await ask('/events/suppenduell-lutherplatz');
    await ask('/events/suppenduell-lutherplatz');
    const after = await site.counters();
    expect(after.renders - before.renders).toBe(1);
  });

  it('is rendered once for 50 visitors who ask for it at the same moment', async () => {
    const before = await site.counters();
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('/days/2024-09-26')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await site.counters()).renders - before.renders).toBe(1);
  });

  it('is the same page whatever is added to its address', async () => {
    const before = await site.counters();
    const [plain, tracked] = [await ask('/venues/pressenwerk'), await ask('/venues/pressenwerk?utm_source=x&fbclid=1')];
    expect(tracked.body).toEqual(plain.body);
    expect((await site.counters()).renders - before.renders).toBe(1);
  });

  it('is the same for a filter in any order', async () => {
    const [one, other] = [
      await ask('/events?place=eisenach&day=2024-09-24'),
      await ask('/events?day=2024-09-24&place=eisenach&q='),
    ];
    expect(other.headers.etag).toBe(one.headers.etag);
  });

  it('is not kept for word searches, which anyone can invent', async () => {
    const before = await site.counters();
    await ask('/events?q=tanz');
    await ask('/events?q=tanz');
    expect((await site.counters()).renders - before.renders).toBe(2);
  });

  it('comes as brotli, gzip or plain, all the same text, each with its own strong ETag', async () => {
    const plain = await ask('/events', { headers: { 'accept-encoding': 'identity' } });
    const gzip = await ask('/events', { headers: { 'accept-encoding': 'gzip' } });
    const brotli = await ask('/events', { headers: { 'accept-encoding': 'gzip, deflate, br' } });
    expect([plain, gzip, brotli].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'gzip', 'br']);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
    const tags = [plain, gzip, brotli].map(({ headers }) => headers.etag);
    expect(new Set(tags).size).toBe(3);
    for (const tag of tags) expect(tag).toMatch(/^"[^"]+"$/);
    expect(plain.headers.vary).toMatch(/accept-encoding/i);
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const get = await ask('/events', { headers: { 'accept-encoding': 'br' } });
    const head = await ask('/events', { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
    expect(head.body.length).toBe(0);
    for (const name of ['content-length', 'content-type', 'etag', 'content-encoding', 'cache-control']) {
      expect(head.headers[name], name).toBe(get.headers[name]);
    }
    expect(get.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it.each([
    ['the tag alone', (tag: string) => tag],
    ['a list with it', (tag: string) => `"other", ${tag}`],
    ['its weak form', (tag: string) => `W/${tag}`],
    ['*', () => '*'],
  ])('answers 304 without a body to If-None-Match with %s', async (_, header) => {
    const { headers } = await ask('/', { headers: { 'accept-encoding': 'br' } });
    const answer = await ask('/', { headers: { 'accept-encoding': 'br', 'if-none-match': header(headers.etag!) } });
    expect(answer.status).toBe(304);
    expect(answer.body.length).toBe(0);
    expect(answer.headers.etag).toBe(headers.etag);
    expect(answer.headers['cache-control']).toBe('public, no-cache');
  });

  it('answers 200 to an If-None-Match of another version', async () => {
    expect((await ask('/', { headers: { 'if-none-match': '"old"' } })).status).toBe(200);
  });

  it('sets no cookie, and none that the visitor sends changes it', async () => {
    const plain = await ask('/events');
    const withCookie = await ask('/events', { headers: { cookie: 'a=b' } });
    expect(plain.headers['set-cookie']).toBeUndefined();
    expect(withCookie.body).toEqual(plain.body);
  });

  it('may only run what is ours: the policy names sources and hashes, nothing inline or foreign', async () => {
    const policy = (await ask('/events')).headers['content-security-policy'] as string;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect((await ask('/events')).body.toString()).not.toMatch(/ style=| on\w+="/);
  });
});

describe('what is asked of the server', () => {
  it('must name a host that it answers for', async () => {
    const answer = await ask('/events', { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(421);
    expect(answer.body.toString()).not.toContain('<html');
  });

  it('cannot bring its own host into a page', async () => {
    const answer = await ask('/events', { headers: { host: 'localhost:9999', 'x-forwarded-host': 'evil.example' } });
    expect(answer.body.toString()).not.toMatch(/evil|9999/);
  });

  it.each(['/events/%E0%A4%A', '/events/..%2f..%2fpackage.json', '/_astro/../../package.json', '//evil.example'])(
    'may be nonsense: %s is refused without an error',
    async (path) => {
      expect((await ask(path)).status).toBeGreaterThanOrEqual(400);
      expect((await ask(path)).status).toBeLessThan(500);
    },
  );

  it('must come from our own pages if it would change something', async () => {
    const answer = await ask('/events', { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect(answer.status).toBe(403);
  });

  it('is told that the server is well', async () => {
    const { status, body } = await ask('/healthz');
    expect(status).toBe(200);
    expect(JSON.parse(body.toString())).toMatchObject({ version: 1 });
  });
});

describe('a file of the build', () => {
  it('is compressed beforehand and may be kept for good', async () => {
    const page = (await ask('/events')).body.toString();
    const [path] = page.match(/\/_astro\/[^"]+\.css/)!;
    const answer = await ask(path, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(brotliDecompressSync(answer.body).toString()).toContain('@layer');
  });

  it('is not there under its compressed name', async () => {
    const page = (await ask('/events')).body.toString();
    const [path] = page.match(/\/_astro\/[^"]+\.css/)!;
    expect((await ask(`${path}.br`)).status).toBe(404);
  });
});
