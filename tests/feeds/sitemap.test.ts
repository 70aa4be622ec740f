import { beforeAll, describe, expect, it } from 'vitest';
import { sitemap, sitemapPages } from '#src/feeds/sitemap.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import { emptyCatalogue, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { insertEdition } from '../fixtures/edition.ts';
import { startSite, type Site } from '../fixtures/site.ts';

const SITE_URL = 'http://localhost:4321';

const addressesIn = (text: string) => [...text.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address!);

describe('the sitemap of a site', () => {
  let site: Site;
  let text: string;
  beforeAll(async () => {
    site = await startSite();
    const response = await fetch(`${site.url}/sitemap.xml`);
    expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    text = await response.text();
  });

  it('has every kind of page in every language, each once', () => {
    const addresses = addressesIn(text);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const path of [
      ...['/', '/events', '/days/2024-09-22', '/places/eisenach', '/venues/pressenwerk', '/events/laenderreise'],
      ...['/uk', '/uk/events', '/ar/days/2024-09-22', '/en/places/eisenach', '/uk/events/laenderreise'],
    ]) {
      expect(addresses).toContain(SITE_URL + path);
    }
    expect(addresses.some((address) => address.includes('/organisers/'))).toBe(true);
  });

  it('has no address that does not answer 200', async () => {
    const faults: string[] = [];
    for (const address of addressesIn(text)) {
      const response = await fetch(address.replace(SITE_URL, site.url), { method: 'HEAD', redirect: 'manual' });
      if (response.status !== 200) faults.push(`${response.status} ${address}`);
    }
    expect(faults).toEqual([]);
    // Some thousand pages are rendered, on a busy machine slowly.
  });

  it('names with each page its other languages and when it last changed, as the page itself does', async () => {
    const entry = text.split('<url>').find((one) => one.includes(`<loc>${SITE_URL}/uk/events/laenderreise</loc>`))!;
    const page = await (await fetch(`${site.url}/uk/events/laenderreise`)).text();
    const linked = (source: string) =>
      [...source.matchAll(/<(?:xhtml:)?link rel="alternate" hreflang="(.*?)" href="(.*?)"/g)].map(([, tag, href]) => ({
        tag,
        href,
      }));
    expect(linked(entry)).toHaveLength(LANGUAGES.length + 1);
    expect(linked(entry)).toEqual(linked(page));
    expect(entry).toMatch(/<lastmod>2024-\d\d-\d\dT\d\d:\d\d:\d\dZ<\/lastmod>/);
  });

  it('is named by robots.txt, which keeps robots from pages for one person', async () => {
    const response = await fetch(`${site.url}/robots.txt`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const robots = await response.text();
    expect(robots).toMatch(/^User-agent: \*\nDisallow: \/desk\nDisallow: \/submit\?\nDisallow: \/submissions\n/);
    expect(robots).toContain('Disallow: /uk/submissions\n');
    expect(robots).toContain('Disallow: /tiles/\n');
    expect(robots.endsWith(`\n\nSitemap: ${SITE_URL}/sitemap.xml\n`)).toBe(true);
  });
});

describe('a sitemap', () => {
  it('holds nothing of withdrawn events and of editions in preparation', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2025', event: 'noch-geheim', state: 'published' });
    await app.apply('test', { kind: 'withdraw', event: 'laenderreise' });
    const text = sitemap(await sitemapPages(await app.catalogue.snapshot()), SITE_URL);
    expect(text).toContain('/events/suppenduell-lutherplatz');
    expect(text).not.toMatch(/noch-geheim|2025|\/events\/laenderreise/);
  });

  it('holds events of earlier editions', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2019', event: 'damals', state: 'published' });
    const text = sitemap(await sitemapPages(await app.catalogue.snapshot()), SITE_URL);
    expect(text).toContain(`<loc>${SITE_URL}/uk/events/damals</loc>`);
  });

  it('holds what is there in an empty catalogue', async () => {
    const app = await emptyCatalogue();
    const text = sitemap(await sitemapPages(await app.catalogue.snapshot()), SITE_URL);
    expect(addressesIn(text)).toContain(`${SITE_URL}/events`);
  });

  it('stops at 50,000 addresses', () => {
    const pages = Array.from({ length: 15_000 }, (_, index) => ({ pathIn: () => `/${index}`, changedAt: null }));
    expect(addressesIn(sitemap(pages, SITE_URL))).toHaveLength(50_000);
  });
});
