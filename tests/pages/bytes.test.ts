import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import { path } from '#src/paths/paths.ts';
import { ROOT } from '../fixtures/modules.ts';
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
  const files = new Set([...(await text()).matchAll(/(?:href|src)="(\/_astro\/[^"#]+)/g)].map(([, file]) => file!));
  // Fonts have a budget of their own, below; pictures are left out, and the icons held to theirs in tests/theme.
  const needed = [...files].filter((file) => !/\.(?:woff2|svg)$/.test(file));
  const sizes = await Promise.all(needed.map(async (file) => ({ file, ...(await bytesOf(file)) })));
  const sum = (list: typeof sizes) => list.reduce((total, one) => total + one.bytes, 0);
  return { all: bytes + sum(sizes), scripts: sum(sizes.filter(({ file }) => file.endsWith('.js'))) };
}

it.each([
  ['an event page', '/events/laenderreise', 14],
  ['an event page in Arabic', '/ar/events/ausstellung-raum-geben', 14],
  ['the programme of the whole week', '/events', 35],
  ['the start page', '/', 35],
  ['the map before its street map', '/map', 40],
  ['a venue’s page in Arabic', '/ar/venues/pressenwerk', 35],
  ['the printed programme of the whole week', '/print', 60],
  ['the printed programme in Arabic', '/ar/print', 60],
  ['the subscribe page in Arabic', '/ar/subscribe?place=eisenach', 35],
])('%s keeps its budget of bytes', async (_, path, kilobytes) => {
  const { all, scripts } = await firstVisit(path);
  expect(all).toBeLessThan(kilobytes * 1024);
  expect(scripts).toBeLessThan(5 * 1024);
});

/** Times, dates and German names are Latin in every language. */
const FONTS: Partial<Record<LanguageCode, string[]>> = {
  uk: ['cyrillic', 'latin'],
  ru: ['cyrillic', 'latin'],
  ar: ['arabic', 'latin'],
  fa: ['arabic', 'latin'],
  pl: ['latin-ext', 'latin'],
  ro: ['latin-ext', 'latin'],
  tr: ['latin-ext', 'latin'],
};

it.each(LANGUAGES)(
  'a first page in $endonym asks early for the font files that its own letters are in, at most 35 KB each',
  async ({ code }) => {
    const { text } = await bytesOf(path(code, ''));
    const document = await text();
    const files = [...document.matchAll(/href="(\/_astro\/rubik-([a-z-]+)-wght-[^"]+\.woff2)"/g)];
    expect(files.map(([, , letters]) => letters)).toEqual(FONTS[code] ?? ['latin']);
    for (const [, file] of files) expect((await bytesOf(file!)).bytes).toBeLessThan(35 * 1024);
  },
);

it('every font file keeps its budget, and none is waited for', async () => {
  const folder = join(ROOT, 'dist/client/_astro');
  const fonts = readdirSync(folder).filter((name) => name.endsWith('.woff2'));
  expect(fonts.length).toBeGreaterThanOrEqual(5);
  for (const name of fonts) expect(statSync(join(folder, name)).size, name).toBeLessThan(35 * 1024);
  const styles = readdirSync(folder).filter((name) => name.endsWith('.css'));
  const faces = styles.flatMap(
    (name) => readFileSync(join(folder, name), 'utf8').match(/@font-face\s*\{[^}]*\}/g) ?? [],
  );
  expect(faces).toHaveLength(fonts.length);
  for (const face of faces) expect(face).toContain('font-display:optional');
});

it.each(['/submit', '/ar/submit'])('the scripts of the form at %s keep their budget', async (path) => {
  const { scripts } = await firstVisit(path);
  expect(scripts).toBeGreaterThan(0);
  expect(scripts).toBeLessThan(5 * 1024);
});

it('the street map’s script and style come on demand and keep their budget', async () => {
  const document = await (await bytesOf('/map')).text();
  expect(/street-map\.[\w-]+\.(js|css)/.exec(document)).toBe(null);
  const names = readdirSync(join(ROOT, 'dist/client/_astro')).filter((name) =>
    /^street-map\..*\.(js|css)\.gz$/.test(name),
  );
  expect(names.map((name) => name.split('.').at(-2)).sort()).toEqual(['css', 'js']);
  const bytes = names.map((name) => statSync(join(ROOT, 'dist/client/_astro', name)).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60 * 1024);
});
