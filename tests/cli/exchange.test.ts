import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { catalogue, catalogueJson } from '../fixtures/command-line.ts';
import { NEW_ROW, workbook } from '../fixtures/exchange.ts';

test('export writes a file in each format, and import finds nothing new in it', async () => {
  const app = await temporaryCatalogue();
  const folder = app.settings.dataDir;
  const file = (ending: string) => join(folder, `programm.${ending}`);
  const [csv, xlsx, json] = await Promise.all(
    ['csv', 'xlsx', 'json'].map((ending) => catalogue(folder, 'export', '--output', file(ending))),
  );
  expect(csv).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/programm\.csv holds \d+ events of 2024/),
  });
  expect(xlsx).toMatchObject({ code: 0 });
  expect(json).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(file('json'), 'utf8'))).toMatchObject({ format: 1, edition: { slug: '2024' } });
  const [table, workbookAgain] = await Promise.all([
    catalogueJson(folder, 'import', file('csv'), '--edition', '2024'),
    catalogue(folder, 'import', file('xlsx')),
  ]);
  expect(table).toMatchObject({ ok: true, counts: { new: 0, changed: 0 }, problems: [] });
  expect(workbookAgain).toMatchObject({ code: 0, stdout: expect.stringContaining('The catalogue is at version 1.') });
});

test('import says what it would do, does it, and names what is wrong', async () => {
  const app = await temporaryCatalogue();
  const folder = app.settings.dataDir;
  const file = join(folder, 'neu.xlsx');
  writeFileSync(file, await workbook([NEW_ROW]));
  const dry = await catalogue(folder, 'import', file, '--dry-run');
  expect(dry).toMatchObject({
    code: 0,
    stdout: 'new  Sprachtandem im Park\nWould be new: 1, changed: 0, unchanged: 0.\n',
  });
  expect(await catalogueJson(folder, 'list', '--state', 'draft')).not.toMatchObject([{ slug: 'sprachtandem-im-park' }]);
  expect(await catalogue(folder, 'import', file)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Imported new: 1'),
  });

  writeFileSync(file, await workbook([{ ...NEW_ROW, Ort: 'Presenwerk' }]));
  expect(await catalogue(folder, 'import', file)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^Veranstaltungen  2  Ort  Diesen Ort kennt .*\nNothing was imported\. Problems: 1\.\n$/,
    ),
  });
  expect(await catalogueJson(folder, 'import', file)).toMatchObject({
    ok: false,
    problems: [{ sheet: 'Veranstaltungen', row: 2, field: 'Ort', code: 'unknown-venue-like' }],
  });
});

test('both say what they cannot do', async () => {
  const app = await temporaryCatalogue();
  const folder = app.settings.dataDir;
  const file = join(folder, 'x.csv');
  writeFileSync(file, 'Name;Alter\nAnna;7\n');
  const [noHead, missing, edition, format] = await Promise.all([
    catalogue(folder, 'import', file, '--json'),
    catalogue(folder, 'import', `${file}.nowhere`),
    catalogue(folder, 'export', '--edition', '1999'),
    catalogue(folder, 'export', '--format', 'pdf'),
  ]);
  expect(noHead.code).toBe(1);
  expect(JSON.parse(noHead.stdout)).toMatchObject({ ok: false, code: 'no-head', field: 'file' });
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('ENOENT') });
  expect(edition).toMatchObject({ code: 1, stderr: 'There is no edition "1999". There are: 2024.\n' });
  expect(format).toMatchObject({ code: 2, stderr: expect.stringContaining('There are: xlsx, csv, json.') });
});
