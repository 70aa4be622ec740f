import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/languages/languages.ts';
import { THEME } from '#src/theme/theme.ts';
import { startSite, type Site } from '../fixtures/site.ts';

interface Manifest {
  readonly name: string;
  readonly short_name: string;
  readonly lang: string;
  readonly dir: string;
  readonly start_url: string;
  readonly display: string;
  readonly icons: { src: string; type: string; sizes: string; purpose?: string }[];
  readonly shortcuts: { name: string; url: string }[];
}

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

async function get(path: string) {
  const answer = await fetch(site.url + path);
  return { answer, body: Buffer.from(await answer.arrayBuffer()) };
}

async function manifestAt(path: string): Promise<Manifest> {
  const { answer, body } = await get(path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/manifest+json']);
  return JSON.parse(body.toString()) as Manifest;
}

describe('the manifest', () => {
  it.each(LANGUAGES)('of $code is in its language and leads into its pages', async ({ code, tag, dir }) => {
    const start = code === 'de' ? '' : `/${code}`;
    const { body } = await get(start || '/');
    expect(body.toString()).toContain(`<link rel="manifest" href="${start}/manifest.webmanifest">`);

    const manifest = await manifestAt(`${start}/manifest.webmanifest`);
    expect(manifest).toMatchObject({ lang: tag, dir, start_url: start || '/', display: 'minimal-ui' });
    expect(body.toString()).toContain(manifest.name);
    expect(manifest.short_name.length).toBeLessThanOrEqual(12);
    for (const { name, url } of manifest.shortcuts) {
      expect((await get(url)).answer.status).toBe(200);
      expect(body.toString()).toContain(name);
    }
  });

  it('names icons that are there, of the type and size that it says', async () => {
    const { icons } = await manifestAt('/manifest.webmanifest');
    expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      ...['any undefined', '192x192 any', '512x512 any', '512x512 maskable'],
    ]);
    for (const { src, type, sizes } of icons) {
      const { answer, body } = await get(src);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      const { width, height } = await sharp(body).metadata();
      expect(sizes).toBe(sizes === 'any' ? 'any' : `${width}x${height}`);
    }
  });
});

describe('the icons', () => {
  it('that browsers ask for by name are there', async () => {
    const touch = await get('/apple-touch-icon.png');
    expect(await sharp(touch.body).metadata()).toMatchObject({ format: 'png', width: 180, height: 180 });
    const { answer, body } = await get('/favicon.ico');
    expect(answer.headers.get('content-type')).toBe('image/x-icon');
    // An ICO of one image, 32 by 32, whose bytes are a PNG's.
    expect([body.readUInt16LE(2), body.readUInt16LE(4), body[6], body[7]]).toEqual([1, 1, 32, 32]);
    expect(await sharp(body.subarray(body.readUInt32LE(18))).metadata()).toMatchObject({ format: 'png', width: 32 });
  });

  it('wear the theme, light and dark', async () => {
    const svg = (await get('/icon.svg')).body.toString();
    const { light, dark, mark } = THEME;
    for (const part of [light.brand, light.second, dark.brand, dark.second, mark.brand, mark.second]) {
      expect(svg).toContain(part);
    }
    const { data, info } = await sharp((await get('/icon-maskable-512.png')).body)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const colourAt = (x: number, y: number) =>
      data.toString('hex', (y * info.width + x) * 3, (y * info.width + x) * 3 + 3);
    expect(`#${colourAt(1, 1)}`).toBe(THEME.motif.ground);
    expect(`#${colourAt(200, 300)}`).toBe(THEME.motif.colours[0]);
  });

  it.each(['/', '/desk/sign-in'])('are named by %s, with the colour of what is around the page', async (page) => {
    const document = (await get(page)).body.toString();
    for (const file of ['/favicon.ico', '/icon.svg', '/apple-touch-icon.png'])
      expect(document).toContain(`href="${file}"`);
    for (const scheme of ['light', 'dark'] as const) {
      expect(document).toContain(
        `<meta name="theme-color" content="${THEME[scheme].paper}" media="(prefers-color-scheme: ${scheme})">`,
      );
    }
  });
});
