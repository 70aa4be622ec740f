import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import vnu from 'vnu-jar';
import { beforeAll, expect, it } from 'vitest';
import { inLanes, publicPages } from '../fixtures/public-pages.ts';
import { startSite, type Site } from '../fixtures/site.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const hasJava = spawnSync('java', ['-version']).status === 0;
/** Of what is asked for on purpose. */
const STATUSES: Readonly<Record<string, number>> = { '/events?day=2024-13-99': 400, '/uk/nowhere': 404 };

let site: Site;
beforeAll(async () => {
  site = await startSite();
});

it('every page in every language is valid HTML, says the Nu checker', async ({ skip }) => {
  if (!hasJava && !process.env['CI']) skip('needs a Java runtime (Debian: default-jre-headless)');
  const folder = temporaryFolder();
  const pages = await publicPages(site);
  const paths = [...pages.map(({ path }) => path), '/events?place=atlantis', '/events?day=2024-13-99', '/uk/nowhere'];
  await inLanes(paths, [1, 2, 3, 4], async (path) => {
    const file = join(folder, `${path.replace(/^\/$/, '/index').replace(/[?=]/g, '-')}.html`);
    mkdirSync(dirname(file), { recursive: true });
    const response = await fetch(site.url + path);
    expect(response.status, path).toBe(STATUSES[path] ?? 200);
    writeFileSync(file, await response.text());
  });
  const { messages } = JSON.parse(await check(folder)) as {
    messages: { type: string; url: string; message: string; extract?: string }[];
  };
  const wrong = messages
    // Its warnings guess: at the language of a page with many German names, and that lists need not say that they are ones.
    .filter(({ type }) => type !== 'info')
    .map(({ url, message, extract }) => `${url.replace(`file:${folder}`, '')}: ${message}: ${extract ?? ''}`);
  expect([...new Set(wrong)]).toEqual([]);
}, 600_000);

/** What the checker says of all pages in a folder, as JSON; with nothing wrong it lists no messages. */
async function check(folder: string): Promise<string> {
  const checker = spawn('java', [
    '-Xss2m',
    '-jar',
    String(vnu),
    '--format',
    'json',
    '--skip-non-html',
    '--also-check-svg',
    folder,
  ]);
  let said = '';
  checker.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await new Promise((resolve, reject) => checker.once('error', reject).once('close', resolve));
  return said;
}
