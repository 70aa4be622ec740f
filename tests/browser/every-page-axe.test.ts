import { beforeAll, expect, it } from 'vitest';
import { findingsOn } from '../fixtures/audited-pages.ts';
import { axeFindings } from '../fixtures/browser.ts';
import { auditedPages } from '../fixtures/public-pages.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

it('axe finds nothing on any page in German, nor on any kind of page in another language (on any page with EVERY_PAGE=1)', async () => {
  const pages = await auditedPages(site);
  expect(await findingsOn(site, pages, axeFindings)).toEqual([]);
}, 2_400_000);
