import { beforeAll, expect, it } from 'vitest';
import { DEFAULT_LANGUAGE } from '#src/languages/languages.ts';
import { alfaFindings } from '../fixtures/alfa.ts';
import { findingsOn } from '../fixtures/audited-pages.ts';
import { auditedPages } from '../fixtures/public-pages.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

it('Siteimprove Alfa finds nothing on any kind of page in any other language (on any page with EVERY_PAGE=1)', async () => {
  const pages = (await auditedPages(site)).filter(({ language }) => language !== DEFAULT_LANGUAGE);
  expect(await findingsOn(site, pages, alfaFindings)).toEqual([]);
}, 2_400_000);
