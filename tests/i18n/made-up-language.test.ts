import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
/** What a site is made of; the rest is linked. */
const PARTS = ['package.json', 'package-lock.json', 'astro.config.mjs', 'tsconfig.json', 'content', 'public', 'src'];

let project: string;
let server: ChildProcess | undefined;
let url: string;

/** A copy of the project with a language that nobody speaks: its files, and one row in the table of languages. */
beforeAll(async () => {
  project = temporaryFolder(afterAll);
  for (const part of PARTS) cpSync(join(ROOT, part), join(project, part), { recursive: true });
  cpSync(join(ROOT, 'db'), join(project, 'db'), { recursive: true, filter: (from) => !from.endsWith('/db/data') });
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));

  for (const kind of ['strings', 'glossary']) copyContent(`${kind}/de.json`, `${kind}/tlh.json`, '§');
  for (const name of ['about', 'network']) copyContent(`pages/de/${name}.md`, `pages/tlh/${name}.md`, '');
  const table = join(project, 'src/languages/languages.ts');
  const row =
    "  { code: 'tlh', tag: 'tlh', dir: 'rtl', endonym: 'tlhIngan Hol', locale: 'tlh_XX', shortMonth: 'short', ofEveryEvent: false },\n";
  writeFileSync(table, readFileSync(table, 'utf8').replace('] as const satisfies', `${row}] as const satisfies`));

  await finished(run('src/server/build-when-changed.ts'));
  server = run('src/server/main.ts', { PORT: '0', DATA_DIR: temporaryFolder(afterAll), TILE_UPSTREAM: 'none' });
  url = await addressOf(server);
}, 180_000);

afterAll(() => server?.kill());

describe('a new language is its files and one row', () => {
  it('and all pages are there in it, with what has no translation in German', async () => {
    for (const page of ['', '/events', '/events/laenderreise', '/map', '/submit', '/subscribe', '/about', '/easy']) {
      const response = await fetch(`${url}/tlh${page}`);
      expect(response.status, page).toBe(200);
      expect(await response.text(), page).toMatch(/<html lang="tlh" dir="rtl">/);
    }
    const programme = await (await fetch(`${url}/tlh/events`)).text();
    expect(programme).toContain('§Programm');
    const event = await (await fetch(`${url}/tlh/events/laenderreise`)).text();
    expect(event).toContain('§Dieser Text liegt nur auf Deutsch vor.');
    expect(await (await fetch(`${url}/tlh/about`)).text()).toMatch(/<article class="text" lang="tlh" dir="rtl"/);
    expect(await (await fetch(`${url}/tlh/easy`)).text()).toMatch(/<article class="text" lang="de" dir="ltr"/);
  });

  it('and the switch, the sitemap, the form and the feeds have it', async () => {
    const german = await (await fetch(`${url}/events?place=eisenach`)).text();
    expect(german).toMatch(/<a href="\/tlh\/events\?place=eisenach" hreflang="tlh" lang="tlh" dir="rtl"/);
    expect(await (await fetch(`${url}/sitemap.xml`)).text()).toContain('/tlh/events/laenderreise</loc>');
    expect(await (await fetch(`${url}/submit`)).text()).toMatch(/<option value="tlh">\s*tlhIngan Hol/);
    expect((await fetch(`${url}/tlh/events.ics`)).status).toBe(200);
  });
});

it('a text with broken front matter stops the build, naming file and field', async () => {
  const file = join(project, 'content/pages/tlh/about.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^lead:/m, 'leed:'));
  const { code, output } = await outcomeOf(run('src/server/build-when-changed.ts'));
  expect(code).toBe(1);
  expect(output).toContain('content/pages/tlh/about.md: lead: ');
  expect(output).toContain('Unrecognized key: "leed"');
}, 60_000);

function copyContent(from: string, to: string, mark: string): void {
  const text = readFileSync(join(project, 'content', from), 'utf8');
  cpSync(join(project, 'content', from), join(project, 'content', to));
  writeFileSync(join(project, 'content', to), mark === '' ? text : text.replace(/": "(?=\p{L})/gu, `": "${mark}`));
}

function run(script: string, env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [join(project, script)], {
    cwd: project,
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function outcomeOf(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

async function finished(child: ChildProcess): Promise<void> {
  const { code, output } = await outcomeOf(child);
  if (code !== 0) throw new Error(output);
}

/** Waits for the line that says where it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (text) => {
        output += text;
        const [address] = /http:\/\/[\w.]+:\d+/.exec(output) ?? [];
        if (address) resolve(address);
      });
    }
    child.once('close', () => reject(new Error(output)));
  });
}
