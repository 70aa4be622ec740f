import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, modulesIn, ROOT, type Module } from './fixtures/modules.ts';

/** Imports run one way: a folder may import what stands above it, not what stands beside or below it. */
const STEPS: readonly (readonly string[])[] = [
  ['languages', 'time'],
  ['theme'],
  ['paths', 'i18n'],
  ['filter'],
  ['db'],
  ['catalogue'],
  // What must be deleted when: changes do it.
  ['privacy'],
  ['changes'],
  ['feeds', 'map', 'mail', 'media', 'texts'],
  // Typesets what those make: the map, the Impressum, events in words.
  ['booklet'],
  ['submissions'],
  ['coordinators', 'exchange', 'reports', 'feedback'],
  ['desk'],
  ['components'],
  ['layouts'],
  ['pages'],
];
/** The roots build the app and hand it on: they may import everything, and nothing may import them. */
const ROOTS = ['server', 'cli'];
const EVERYTHING = [...STEPS.flat(), ...ROOTS, 'elements', 'styles', 'middleware.ts', 'content.config.ts', 'env.d.ts'];

/** What may be imported although the steps forbid it, and why. */
const EXCEPTIONS: Record<string, { readonly imports: readonly string[]; readonly because: string }> = {
  'src/middleware.ts': {
    imports: ['src/server/app.ts', 'src/server/fill-with-demonstration.ts', 'src/server/settings.ts'],
    because: 'it takes the App over from the server; under astro dev there is none, and it builds the App itself',
  },
};

/** Packages that one folder keeps to itself, so that they can be replaced there. */
const OWNED: Record<string, { readonly owner: string; readonly instead: string }> = {
  luxon: { owner: 'src/time/', instead: 'use src/time/festival-time.ts, or add there what is missing' },
  'ical-generator': { owner: 'src/feeds/', instead: 'build calendars in src/feeds' },
  'timezones-ical-library': { owner: 'src/feeds/', instead: 'build calendars in src/feeds' },
  'ical.js': { owner: 'src/exchange/', instead: 'read calendar files in src/exchange' },
  'read-excel-file/node': { owner: 'src/exchange/', instead: 'read workbooks with src/exchange/xlsx-table.ts' },
  'write-excel-file/node': { owner: 'src/exchange/', instead: 'write workbooks with src/exchange/xlsx-table.ts' },
  '@takumi-rs/core': { owner: 'src/media/', instead: 'draw pictures in src/media' },
  leaflet: { owner: 'src/elements/', instead: 'make it a custom element in src/elements' },
  'better-sqlite3': { owner: 'db/connect.ts', instead: 'take a CatalogueDatabase from db/connect.ts' },
};

/** Modules over 250 lines, with the reason why they are better in one piece. */
const LONG: Record<string, string> = {
  'src/catalogue/read.ts': 'the one crossing from rows to domain objects, all of it in one place',
  'db/schema.ts': 'one interface per table, side by side as the tables are',
  'src/changes/load-demonstration.ts': 'one insert per table, in the order of their references',
};

const TOP_LEVEL = [
  ...['README.md', 'astro.config.mjs', 'package.json', 'content', 'db', 'public', 'src', 'tests'],
  // What tools insist on.
  ...['package-lock.json', 'tsconfig.json', 'vitest.config.ts', 'eslint.config.js', 'eslint.config.mjs'],
  ...[
    '.ci',
    '.editorconfig',
    '.gitignore',
    '.gitattributes',
    '.prettierrc',
    '.prettierrc.json',
    '.prettierignore',
    '.npmrc',
  ],
  // Not in the repository.
  ...['.git', 'node_modules', 'dist', '.astro', '.env'],
];

const modules = modulesIn('src', 'db');

describe('the project keeps its shape:', () => {
  test('imports run one way', () => {
    expect(modules.flatMap(wrongDirections)).toEqual([]);
  });

  test('packages stay in the folder that owns them', () => {
    expect(modules.flatMap(strayPackages)).toEqual([]);
  });

  test('Astro’s own modules are only where Astro builds', () => {
    expect(modules.flatMap(strayAstro)).toEqual([]);
  });

  test('no module is long without a reason', () => {
    const long = modules.filter(({ lines }) => lines > 250).map(({ path }) => path);
    const fix = 'Split what is over 250 lines, or give the reason in LONG; take out of LONG what is no longer';
    expect(long.toSorted(), fix).toEqual(Object.keys(LONG).toSorted());
  });

  test('style sheets say the order of layers first, whichever of them a page loads first', () => {
    const read = (path: string) => readFileSync(`${ROOT}/src/${path}`, 'utf8');
    const main = read('styles/main.css');
    const [order] = main.split('\n') as [string];
    const pages = readdirSync(`${ROOT}/src`, { recursive: true }).map(String);
    const imported = pages
      .filter((path) => path.endsWith('.astro'))
      .flatMap((path) => [...read(path).matchAll(/^import '#src\/(styles\/(.+))';$/gm)])
      .filter(([, , name]) => !main.includes(`'./${name}'`));
    const unordered = imported.filter(([, path]) => !read(path!).startsWith(order)).map(([, path]) => path);
    expect(imported.length).toBeGreaterThan(1);
    expect(unordered, `Begin them with ${order}`).toEqual([]);
  });

  test('nothing is named after being useful', () => {
    const names = readdirSync(`${ROOT}/src`, { recursive: true }).concat(
      readdirSync(`${ROOT}/db`, { recursive: true }),
    );
    const vague = names.filter((name) =>
      /^(utils?|helpers?|misc|common|lib|shared)$/i.test(basename(String(name)).split('.')[0]!),
    );
    expect(vague, 'Name a file or folder after the noun of the festival that it is about').toEqual([]);
  });

  test('folders of src are the ones of the design', () => {
    const unknown = readdirSync(`${ROOT}/src`).filter((name) => !EVERYTHING.includes(name));
    expect(unknown, 'Put it into one of the folders, or give it a step in STEPS and in the design').toEqual([]);
  });

  test('the top level holds nothing new', () => {
    const unknown = readdirSync(ROOT).filter((name) => !TOP_LEVEL.includes(name));
    expect(
      unknown,
      'Put it where it belongs (content, db, public, src, tests), or into TOP_LEVEL if a tool insists',
    ).toEqual([]);
  });
});

describe('a breach is found and told with its remedy:', () => {
  const breach = (path: string, text: string) => {
    const module: Module = { path, lines: 1, imports: importsOf(path, text) };
    return [...wrongDirections(module), ...strayPackages(module), ...strayAstro(module)];
  };

  test.each([
    [
      'src/filter/match.ts',
      "import { x } from '#src/catalogue/types.ts'",
      'src/filter/match.ts imports src/catalogue/types.ts',
    ],
    ['src/filter/match.ts', "import { x } from '../time/festival-time.ts'", 'filter may import only src/time/day.ts'],
    ['src/time/day.ts', "import { x } from '#src/i18n/x.ts'", 'time may import nothing of the project'],
    ['src/feeds/a.ts', "import type { X } from '../map/x.ts'", 'feeds may import'],
    ['src/catalogue/read.ts', "export * from '#src/changes/apply.ts'", 'catalogue may import'],
    ['db/schema.ts', "type X = import('#src/catalogue/types.ts').X", 'db may import'],
    ['src/pages/a.astro', "---\nimport type { App } from '../server/app.ts';\n---\n<p>{1}</p>", 'pages may import'],
    ['src/components/a.astro', "---\n---\n<script>\nimport '../pages/x.ts';\n</script>", 'components may import'],
    ['src/elements/venue-map.ts', "import { x } from '#src/catalogue/types.ts'", 'elements may import only src/filter'],
    ['src/changes/apply.ts', "import { DateTime } from 'luxon'", 'use src/time/festival-time.ts'],
    ['db/migrate.ts', "import Database from 'better-sqlite3'", 'take a CatalogueDatabase'],
    ['src/map/tiles.ts', "const leaflet = await import('leaflet/dist/leaflet.js')", 'custom element in src/elements'],
    ['src/i18n/x.ts', "import { getCollection } from 'astro:content'", 'hand it in from a page'],
  ])('%s with %s', (path, text, told) => {
    expect(breach(path, text).join('\n')).toContain(told);
  });

  test.each([
    ['src/filter/filter.ts', "import { isDay } from '#src/time/day.ts'"],
    ['db/schema.ts', "import type { X } from '#src/filter/vocabulary.ts'"],
    ['src/pages/a.astro', "---\nimport Page from '../layouts/Page.astro';\nimport 'astro:content';\n---"],
    ['src/components/a.astro', "---\n---\n<script>\nimport '../elements/venue-map.ts';\n</script>"],
    ['src/elements/venue-map.ts', "import L from 'leaflet';\nimport { x } from '#src/filter/filter.ts'"],
    ['src/middleware.ts', "import type { App } from '#src/server/app.ts'"],
    ['src/cli/main.ts', "import { x } from '#src/changes/apply.ts'"],
  ])('and nothing else: %s with %s', (path, text) => {
    expect(breach(path, text)).toEqual([]);
  });
});

function wrongDirections({ path, imports }: Module): string[] {
  const importer = folderOf(path);
  if (ROOTS.includes(importer) || importer === 'env.d.ts') return [];
  const own = imports.filter((imported) => /^(src|db)\//.test(imported) && folderOf(imported) !== importer);
  return own
    .filter((imported) => !EXCEPTIONS[path]?.imports.includes(imported) && !mayImport(importer, imported))
    .map(
      (imported) =>
        `${path} imports ${imported}. ${importer} may import ${allowedTo(importer)}: move what is needed there, or hand it in.`,
    );
}

function mayImport(importer: string, imported: string): boolean {
  const folder = folderOf(imported);
  if (importer === 'filter') return imported === 'src/time/day.ts';
  if (importer === 'elements') return folder === 'filter' || folder === 'styles';
  // Styles carry no code; elements are loaded by what stands in the browser's document.
  if (folder === 'styles') return stepOf(importer) >= stepOf('components');
  if (folder === 'elements') return stepOf(importer) >= stepOf('components');
  return stepOf(folder) < stepOf(importer);
}

function allowedTo(importer: string): string {
  if (importer === 'filter') return 'only src/time/day.ts';
  if (importer === 'elements') return 'only src/filter and src/styles';
  return STEPS.slice(0, stepOf(importer)).flat().join(', ') || 'nothing of the project';
}

function strayPackages({ path, imports }: Module): string[] {
  return imports.flatMap((imported) => {
    const owned = OWNED[imported];
    return !owned || path.startsWith(owned.owner) ? [] : [`${path} imports ${imported}: ${owned.instead}.`];
  });
}

function strayAstro({ path, imports }: Module): string[] {
  if (/^src\/(pages|components|layouts)\/|^src\/(middleware|content\.config)\.ts$/.test(path)) return [];
  return imports
    .filter((imported) => imported.startsWith('astro:'))
    .map((imported) => `${path} imports ${imported}, which only Astro's build knows: hand it in from a page.`);
}

/** `src/filter/match.ts` → `filter`, `db/schema.ts` → `db`, `src/middleware.ts` → `middleware.ts` */
function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? second : first;
}

/** Middleware stands with the pages; roots are above everything. */
function stepOf(folder: string): number {
  if (folder === 'middleware.ts' || folder === 'content.config.ts') return STEPS.length;
  const step = STEPS.findIndex((folders) => folders.includes(folder));
  return step === -1 ? Number.POSITIVE_INFINITY : step;
}
