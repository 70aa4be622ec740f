import { beforeAll, expect, it } from 'vitest';
import { DEFAULT_LANGUAGE } from '#src/languages/languages.ts';
import { alfaFindings } from '../fixtures/alfa.ts';
import { visit } from '../fixtures/browser.ts';
import { auditedPages, inLanes, type PublicPage } from '../fixtures/public-pages.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
let pages: PublicPage[];
beforeAll(async () => {
  site = await startSite();
  pages = (await auditedPages(site)).filter(({ language }) => language !== DEFAULT_LANGUAGE);
});

it('Siteimprove Alfa finds nothing on any kind of page in any other language (on any page with EVERY_PAGE=1)', async () => {
  const lanes = await Promise.all([1, 2, 3].map(() => visit(`${site.url}/robots.txt`)));
  const findings: string[] = [];
  await inLanes(pages, lanes, async ({ path }, tab) => {
    await tab.goto(site.url + path);
    findings.push(...(await alfaFindings(tab)).map((finding) => `${path}: ${finding}`));
  });
  expect(findings).toEqual([]);
}, 2_400_000);
