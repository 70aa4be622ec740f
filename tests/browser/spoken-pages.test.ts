import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { path } from '#src/paths/paths.ts';
import { visit } from '../fixtures/browser.ts';
import { spoken } from '../fixtures/screen-reader.ts';
import { startSite, type Site } from '../fixtures/site.ts';

const EXPECTED = join(import.meta.dirname, '../expected/spoken');

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

/** Read aloud: to be looked at as something that a person hears. */
it.each(
  (['de', 'ar'] as const).flatMap((language) => [
    { language, name: 'programme', page: 'events', query: '?day=2024-09-26&place=bad-salzungen' },
    { language, name: 'event', page: 'events/grillduell-an-der-werra', query: '' },
    { language, name: 'form', page: 'submit', query: '' },
  ]),
)('a screen reader says the $name in $language as it is kept', async ({ language, name, page, query }) => {
  const opened = await visit(site.url + path(language, page, query), { bypassCSP: true });
  await expect(await spoken(opened, 'body')).toMatchFileSnapshot(join(EXPECTED, `${name}.${language}.txt`));
});
