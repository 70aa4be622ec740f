import Database from 'better-sqlite3';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite({ LOG_LEVEL: 'silent' });
});

/** Does to the catalogue file what another process might, and lets the server know by the version. */
function tamper(statement: string): void {
  const database = new Database(join(site.dataDir, 'catalogue.sqlite'));
  database.exec(`${statement}; update catalogue set version = version + 1`);
  database.close();
}

describe('a catalogue that cannot be read any more', () => {
  it('gives visitors a page in their language, operators a 503, and is forgotten once it is mended', async () => {
    tamper('alter table category_text rename to lost');
    for (const [path, tag] of [
      ['/events', 'de'],
      ['/uk/events/laenderreise', 'uk'],
      ['/ar/nowhere', 'ar'],
    ] as const) {
      const response = await fetch(site.url + path);
      expect(response.status, path).toBe(500);
      expect(response.headers.get('cache-control'), path).toBe('no-cache');
      expect(await response.text(), path).toContain(`<html lang="${tag}"`);
    }
    expect((await fetch(`${site.url}/healthz`)).status).toBe(503);

    tamper('alter table lost rename to category_text');
    expect((await fetch(`${site.url}/uk/events/laenderreise`)).status).toBe(200);
    expect((await fetch(`${site.url}/healthz`)).status).toBe(200);
  });
});

describe('an address that says nothing', () => {
  it.each(['/events%0d%0aX', '/%2565vents', '/events/%00', '/%ff'])('%s is refused', async (path) => {
    const response = await fetch(site.url + path);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('The address is broken');
  });
});

describe('a public page', () => {
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('can only be read: %s is refused', async (method) => {
    const response = await fetch(`${site.url}/events`, { method, headers: { origin: site.url } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  it('hears a refused sender out, who would else see a broken connection in place of the answer', async () => {
    const body = Buffer.alloc(8 * 1024 * 1024, 'a');
    for (const origin of ['https://evil.example', site.url]) {
      const response = await fetch(`${site.url}/events`, { method: 'POST', body, headers: { origin } });
      expect(response.status).toBe(origin === site.url ? 405 : 403);
    }
  });

  it('has no page beyond its last', async () => {
    expect((await fetch(`${site.url}/events?page=2`)).status).toBe(404);
  });

  it('stays small whatever it is asked for', async () => {
    const many = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}=x${i}`).join('&');
    for (const query of [many('place', 900), many('day', 900), many('q', 900), many('event', 900)]) {
      const response = await fetch(`${site.url}/events?${query}`);
      expect((await response.text()).length).toBeLessThan(250_000);
    }
  });
});
