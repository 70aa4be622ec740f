import { beforeAll, expect, it } from 'vitest';
import { languageOf } from '#src/languages/languages.ts';
import { feedbackPath } from '#src/paths/paths.ts';
import { visit } from '../fixtures/browser.ts';
import { inLanes, KINDS_OF_PAGES, publicPages, type PublicPage } from '../fixtures/public-pages.ts';
import { startSite, type Site } from '../fixtures/site.ts';

let site: Site;
let pages: PublicPage[];
beforeAll(async () => {
  site = await startSite();
  pages = await publicPages(site);
});

it('no page in any language asks another host, sets a cookie or keeps anything; each says its language and takes reports', async () => {
  const lanes = await Promise.all([1, 2, 3].map(() => visit(`${site.url}/robots.txt`)));
  const wrong: string[] = [];
  const found = new Set<string>();
  // `visit` fails the test on a request to another host, an error in the console and a request that fails.
  await inLanes(pages, lanes, async ({ language, page, path }, tab) => {
    const response = await tab.goto(site.url + path);
    const headers = response!.headers();
    if (response!.status() !== 200) wrong.push(`${path}: ${response!.status()}`);
    if (headers['set-cookie']) wrong.push(`${path}: sets a cookie`);
    const seen = await tab.evaluate(() => ({
      cookie: document.cookie,
      kept: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
      feedback: document.querySelector('[data-feedback]')?.getAttribute('href'),
      links: [...document.querySelectorAll('a[href^="/"]:not([href*="?"])')].map(
        (link) => link.getAttribute('href')!.split('#')[0]!,
      ),
    }));
    const { tag, dir } = languageOf(language);
    if (seen.cookie !== '' || seen.kept.length > 0) wrong.push(`${path}: keeps ${seen.cookie} ${seen.kept.join()}`);
    if (seen.lang !== tag || seen.dir !== dir) wrong.push(`${path}: is ${seen.lang} ${seen.dir}`);
    const isForm = page === 'accessibility/feedback';
    if (seen.feedback !== feedbackPath(language, isForm ? null : path))
      wrong.push(`${path}: reports to ${seen.feedback}`);
    for (const link of seen.links) found.add(link);
  });
  expect(wrong).toEqual([]);
  expect(pages.length).toBeGreaterThan(2000);
  expect(KINDS_OF_PAGES.filter((kind) => !pages.some(({ page }) => page === kind))).toEqual([]);

  const broken: string[] = [];
  await inLanes([...found], [1, 2, 3, 4], async (link) => {
    const { status } = await fetch(site.url + link, { method: 'HEAD', redirect: 'manual' });
    if (status !== 200 && status !== 304) broken.push(`${link}: ${status}`);
  });
  expect(broken, 'links that lead nowhere').toEqual([]);
}, 1_200_000);
