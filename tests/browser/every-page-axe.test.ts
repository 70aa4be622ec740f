import { beforeAll, expect, it } from 'vitest';
import { axeFindings, visit } from '../fixtures/browser.ts';
import { auditedPages, inLanes, type PublicPage } from '../fixtures/public-pages.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
let pages: PublicPage[];
beforeAll(async () => {
  site = await startSite();
  pages = await auditedPages(site);
});

it('axe finds nothing on any page in German, nor on any kind of page in another language (on any page with EVERY_PAGE=1)', async () => {
  const lanes = await Promise.all([1, 2, 3].map(() => visit(`${site.url}/robots.txt`)));
  const findings: string[] = [];
  await inLanes(pages, lanes, async ({ path }, tab) => {
    await tab.goto(site.url + path);
    findings.push(...(await axeFindings(tab)).map((finding) => `${path}: ${finding}`));
  });
  expect(findings).toEqual([]);
}, 2_400_000);
