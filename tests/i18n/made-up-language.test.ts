import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ProjectCopy } from '../fixtures/project-copy.ts';

let project: ProjectCopy;
let url: string;

/** A copy of the project with a language that nobody speaks: its files, and one row in the table of languages. */
beforeAll(async () => {
  project = new ProjectCopy();
  for (const kind of ['strings', 'glossary']) copyContent(`${kind}/de.json`, `${kind}/tlh.json`, '§');
  for (const name of ['about', 'network']) copyContent(`pages/de/${name}.md`, `pages/tlh/${name}.md`, '');
  const table = join(project.folder, 'src/languages/languages.ts');
  const row =
    "  { code: 'tlh', tag: 'tlh', dir: 'rtl', endonym: 'tlhIngan Hol', locale: 'tlh_XX', shortMonth: 'short', ofEveryEvent: false },\n";
  writeFileSync(table, readFileSync(table, 'utf8').replace('] as const satisfies', `${row}] as const satisfies`));
  url = await project.serve();
});

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
  const file = join(project.folder, 'content/pages/tlh/about.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^lead:/m, 'leed:'));
  const { code, output } = await project.build();
  expect(code).toBe(1);
  expect(output).toContain('content/pages/tlh/about.md: lead: ');
  expect(output).toContain('Unrecognized key: "leed"');
});

function copyContent(from: string, to: string, mark: string): void {
  const text = readFileSync(join(project.folder, 'content', from), 'utf8');
  cpSync(join(project.folder, 'content', from), join(project.folder, 'content', to));
  writeFileSync(
    join(project.folder, 'content', to),
    mark === '' ? text : text.replace(/": "(?=\p{L})/gu, `": "${mark}`),
  );
}
