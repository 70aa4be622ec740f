import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaPath } from '#src/media/media-address.ts';
import { processPicture, type ProcessedPicture } from '#src/media/picture.ts';
import { openApp, type App } from '#src/server/app.ts';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { twoHalves } from '../fixtures/pictures.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { confirmed, done } from '../fixtures/submissions.ts';

let site: Site;
let app: App;
let picture: ProcessedPicture;
let slug: string;
let id: string;

const VENUE = { name: 'Alte Remise', street: 'Am Anger 3', postcode: '36404', place: 'vacha' };

beforeAll(async () => {
  const dataDir = await demonstrationFolder(afterAll);
  app = await openApp(settingsWith(dataDir));
  afterAll(() => app.close());
  site = await startSite({ DATA_DIR: dataDir });
  const processed = await processPicture(await twoHalves(1200, 800).jpeg().toBuffer());
  if (!processed.ok) throw new Error(processed.code);
  picture = processed;
  await app.media.stage(picture);
  const { hash, width, height } = picture;
  ({ id, slug } = await confirmed(app, {
    ...TANDEM,
    organisers: [{ name: 'Tanzverein "Vacha"' }],
    dates: [date('2024-09-24T17:00', null, { venue: VENUE })],
    picture: { hash, width, height, alt: 'Zwei Flächen, "rot" & blau', credit: 'Олена', licence: 'cc-by-sa' },
  }));
});

async function get(path: string) {
  const response = await fetch(site.url + path);
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

async function text(path: string): Promise<string> {
  return (await get(path)).body.toString();
}

describe('before its event is published', () => {
  it('a picture is nowhere, staged or kept', async () => {
    for (const keep of [false, true]) {
      if (keep) await app.media.keep(picture.hash);
      const answer = await get(mediaPath(picture.hash, 800));
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    }
  });

  it('neither are the venue and the organiser that it names, nor is a page rendered anew for it', async () => {
    const { renders } = await site.counters();
    await text('/events.json');
    await app.apply('test', { kind: 'ask', event: slug, message: 'Wie viele?' });
    await done(app, { kind: 'answer', submission: id, answer: 'Zwölf.' });
    await text('/events.json');
    expect((await site.counters()).renders).toBe(renders + 1);
    for (const path of [`/events/${slug}`, '/venues/alte-remise-vacha', '/organisers/tanzverein-vacha']) {
      expect((await get(path)).status).toBe(404);
    }
    for (const path of ['/events', '/sitemap.xml', '/events.json', '/events.ics', '/map', '/places/vacha']) {
      expect(await text(path)).not.toMatch(/Remise|Tanzverein|sprachtandem/i);
    }
  });
});

describe('once its event is published', () => {
  beforeAll(() => done(app, { kind: 'publish', event: slug }));

  it('a picture is served in each of its sizes, for good, without being kept in memory', async () => {
    const { renders } = await site.counters();
    for (const { width, body } of picture.sizes) {
      const answer = await get(mediaPath(picture.hash, width));
      expect(answer.status).toBe(200);
      expect(answer.body.equals(body)).toBe(true);
      expect(answer.headers.get('content-type')).toBe('image/webp');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    await get(mediaPath(picture.hash, picture.width));
    expect((await site.counters()).renders).toBe(renders + picture.sizes.length + 1);
  });

  it('and nothing else is', async () => {
    const { hash } = picture;
    const paths = [
      mediaPath(hash, 799),
      `/media/${hash}.webp`,
      `/media/${hash}-0800.webp`,
      `/uk${mediaPath(hash, 800)}`,
      `/media/..%2fkept%2f${hash}-800.webp`,
      '/media/..%2f..%2fcatalogue.sqlite',
      '/media/',
      `/media/${'a'.repeat(22)}-800.webp`,
    ];
    for (const path of paths) expect({ path, status: (await get(path)).status }).toEqual({ path, status: 404 });
  });

  it('its page shows it with room kept for it, and says who made it', async () => {
    const html = await text(`/events/${slug}`);
    const [figure] = /<figure[\s\S]*?<\/figure>/.exec(html)!;
    const { hash, width, height } = picture;
    expect(figure).toContain(`width="${width}" height="${height}" alt="Zwei Flächen, &quot;rot&quot; &amp; blau"`);
    expect(figure).toContain(
      `${mediaPath(hash, 400)} 400w, ${mediaPath(hash, 800)} 800w, ${mediaPath(hash, 1200)} 1200w`,
    );
    expect(figure).toContain('loading="lazy" decoding="async"');
    expect(figure).toMatch(
      /Bild: <bdi>Олена<\/bdi>[\s\S]*href="https:\/\/creativecommons.org\/licenses\/by-sa\/4.0\/"/,
    );
    const url = `http://localhost:4321${mediaPath(hash, width)}`;
    // Its own first, then the one that is made of its words.
    const images = [...html.matchAll(/<meta property="og:image" content="([^"]*)">/g)].map(([, image]) => image);
    expect(images).toEqual([url, `http://localhost:4321/events/${slug}.png`]);
    expect(html).toContain(`"image":"${url}"`);
  });

  it('feeds lead to it', async () => {
    const url = `http://localhost:4321${mediaPath(picture.hash, picture.width)}`;
    const ics = (await text(`/events/${slug}.ics`)).replace(/\r\n /g, '');
    expect(ics).toContain(`\r\nIMAGE;VALUE=URI;DISPLAY=BADGE,GRAPHIC;FMTTYPE=image/webp:${url}\r\n`);
    const { events } = JSON.parse(await text(`/events/${slug}.json`)) as { events: { picture: object }[] };
    expect(events[0]!.picture).toEqual({
      ...{ url, width: picture.width, height: picture.height },
      ...{ alt: 'Zwei Flächen, "rot" & blau', credit: 'Олена', licence: 'cc-by-sa' },
    });
    expect(await text('/events.atom')).toContain(`rel="enclosure" type="image/webp"`);
  });

  it('the venue and the organiser are everywhere', async () => {
    for (const path of [`/events/${slug}`, '/venues/alte-remise-vacha', '/organisers/tanzverein-vacha']) {
      expect((await get(path)).status).toBe(200);
    }
    for (const path of ['/sitemap.xml', '/events.json']) expect(await text(path)).toMatch(/alte-remise-vacha/);
  });

  it('withdrawn, it is gone again', async () => {
    await done(app, { kind: 'withdraw', event: slug });
    const path = mediaPath(picture.hash, picture.width);
    expect((await get(path)).status).toBe(404);
    // Nor by the way that organisers have while they fill in the form.
    expect((await get(path.replace('/media/', '/submit/picture/'))).status).toBe(404);
    for (const feed of ['/events.json', '/events.ics', '/events.atom'])
      expect(await text(feed)).not.toContain(picture.hash);
  });
});
