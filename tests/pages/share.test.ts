import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { openApp, type App } from '#src/server/app.ts';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { done } from '../fixtures/submissions.ts';

let site: Site;
let app: App;
beforeAll(async () => {
  const dataDir = await demonstrationFolder(afterAll);
  app = await openApp(settingsWith(dataDir));
  afterAll(() => app.close());
  site = await startSite({ DATA_DIR: dataDir });
});

const ask = (path: string, init?: RequestInit) => fetch(site.url + path, init);

async function html(path: string): Promise<string> {
  return (await ask(path)).text();
}

/** What a page says of itself to those who show links to it: `og:image:width` → `['1200']`. */
function saidIn(document: string, property: string): string[] {
  return [...document.matchAll(new RegExp(`<meta (?:property|name)="${property}" content="([^"]*)"`, 'g'))].map(
    ([, content]) => content!,
  );
}

describe('the picture of a shared link', () => {
  it.each(['/share.png', '/uk/share.png', '/events/laenderreise.png', '/fa/events/laenderreise.png'])(
    '%s is a PNG, kept like a page and not packed again',
    async (path) => {
      const before = await site.counters();
      const answer = await ask(path, { headers: { 'accept-encoding': 'gzip, br' } });
      const body = Buffer.from(await answer.arrayBuffer());
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('image/png');
      expect(answer.headers.get('content-encoding')).toBeNull();
      expect(answer.headers.get('cache-control')).toBe('public, no-cache');
      expect(await sharp(body).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });

      const tag = answer.headers.get('etag')!;
      expect((await ask(path, { headers: { 'if-none-match': tag } })).status).toBe(304);
      const head = await ask(`${path}?utm_source=chat`, { method: 'HEAD' });
      expect([head.status, head.headers.get('etag')]).toEqual([200, tag]);
      expect(head.headers.get('content-length')).toBe(String(body.length));
      expect((await site.counters()).renders - before.renders).toBe(1);
    },
  );

  it('is another one when its event is cancelled, the same when another event is', async () => {
    const path = '/en/events/volkstanzabend-marksuhl.png';
    const tag = async () => (await ask(path)).headers.get('etag');
    const before = await tag();
    await done(app, { kind: 'cancel', event: 'mietvertrag-verstehen' });
    expect(await tag()).toBe(before);
    await done(app, { kind: 'cancel', event: 'volkstanzabend-marksuhl' });
    expect(await tag()).not.toBe(before);
  });

  it('is gone with a withdrawn event, and was never there for one that nobody published', async () => {
    await done(app, { kind: 'withdraw', event: 'schule-verstehen-geisa' });
    const answers = await Promise.all(
      ['/uk/events/schule-verstehen-geisa.png', '/events/nothing.png', '/xx/share.png', '/de/share.png'].map((path) =>
        ask(path),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([410, 404, 404, 404]);
    for (const answer of answers) expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await answers[0]!.text()).toBe('Цей захід вилучено з програми\n');
  });
});

describe('what pages say of themselves to those who show links', () => {
  it.each([
    ['/uk/events/laenderreise', '/uk/events/laenderreise.png'],
    ['/', '/share.png'],
    ['/ar/events?place=eisenach', '/ar/share.png'],
    ['/days/2024-09-24', '/share.png'],
    ['/imprint', '/share.png'],
  ])('%s shows %s, with its size and words', async (page, picture) => {
    const document = await html(page);
    expect(saidIn(document, 'og:image')).toEqual([app.settings.siteUrl + picture]);
    expect(saidIn(document, 'og:image:type')).toEqual(['image/png']);
    expect(saidIn(document, 'og:image:width')).toEqual(['1200']);
    expect(saidIn(document, 'og:image:height')).toEqual(['630']);
    expect(saidIn(document, 'og:image:alt').join()).toMatch(/.{20}/);
    expect(saidIn(document, 'twitter:card')).toEqual(['summary_large_image']);
  });

  it('an event without a picture of its own names the card in its data, too', async () => {
    expect(await html('/events/laenderreise')).toContain(`/events/laenderreise.png","keywords"`);
  });

  it('nothing, where there is no address to keep', async () => {
    expect(saidIn(await html('/nowhere'), 'og:image')).toEqual([]);
  });
});
