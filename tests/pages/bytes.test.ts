import { request } from 'node:http';
import { beforeAll, expect, it } from 'vitest';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

/** Bytes of the body as they go over the wire, with brotli. */
function bytesOf(path: string): Promise<{ bytes: number; text: () => Promise<string> }> {
  return new Promise((resolve, reject) => {
    request(site.url + path, { headers: { 'accept-encoding': 'br' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve({ bytes, text: async () => (await fetch(site.url + path)).text() }));
    })
      .on('error', reject)
      .end();
  });
}

/** What a first visit costs: the document and everything of ours that it needs to be shown. */
async function firstVisit(path: string): Promise<{ all: number; scripts: number }> {
  const { bytes, text } = await bytesOf(path);
  const files = new Set([...(await text()).matchAll(/(?:href|src)="(\/_astro\/[^"]+)"/g)].map(([, file]) => file!));
  const sizes = await Promise.all([...files].map(async (file) => ({ file, ...(await bytesOf(file)) })));
  const sum = (list: typeof sizes) => list.reduce((total, one) => total + one.bytes, 0);
  return { all: bytes + sum(sizes), scripts: sum(sizes.filter(({ file }) => file.endsWith('.js'))) };
}

it.each([
  ['an event page', '/events/laenderreise', 14],
  ['an event page in Arabic', '/ar/events/ausstellung-raum-geben', 14],
  ['the programme of the whole week', '/events', 35],
  ['the start page', '/', 35],
  ['the subscribe page in Arabic', '/ar/subscribe?place=eisenach', 35],
])('%s keeps its budget of bytes', async (_, path, kilobytes) => {
  const { all, scripts } = await firstVisit(path);
  expect(all).toBeLessThan(kilobytes * 1024);
  expect(scripts).toBeLessThan(5 * 1024);
});
