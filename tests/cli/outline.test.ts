import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { catalogue, catalogueJson } from '../fixtures/command-line.ts';
import { AREA, square } from '../fixtures/geojson.ts';

test('outline puts a file into the catalogue, shows it and takes it away, beside a running process', async () => {
  const app = await temporaryCatalogue();
  const folder = app.settings.dataDir;
  const file = join(folder, 'area.geojson');
  writeFileSync(file, JSON.stringify(AREA));

  const none = await catalogue(folder, 'outline');
  expect(none).toMatchObject({ code: 0, stdout: 'There is no outline: maps draw a soft shape around all places.\n' });
  expect(await catalogue(folder, 'outline', file, '--attribution', '© GeoBasis-DE / BKG')).toMatchObject({
    code: 0,
    stdout: `${file} is the outline. The catalogue is at version 2.\n`,
    stderr: '',
  });
  expect((await app.catalogue.snapshot()).outline).toMatchObject({ attribution: '© GeoBasis-DE / BKG' });
  expect((await catalogue(folder, 'outline')).stdout).toBe(
    'There is an outline. Polygons: 1, positions: 4.\nIts source: © GeoBasis-DE / BKG\n',
  );
  expect(await catalogueJson(folder, 'outline')).toEqual({
    polygons: 1,
    positions: 4,
    attribution: '© GeoBasis-DE / BKG',
  });

  expect(await catalogue(folder, 'outline', '--remove')).toMatchObject({
    code: 0,
    stdout: 'The outline is removed. The catalogue is at version 3.\n',
  });
  expect((await app.catalogue.snapshot()).outline).toBeNull();
});

test('outline says what is wrong with a file, and that there is none', async () => {
  const app = await temporaryCatalogue();
  const folder = app.settings.dataDir;
  const file = join(folder, 'metres.geojson');
  writeFileSync(file, JSON.stringify({ type: 'Polygon', coordinates: [square(592_000, 5_640_000, 100)] }));
  const [metres, missing] = await Promise.all([
    catalogue(folder, 'outline', file, '--json'),
    catalogue(folder, 'outline', `${file}.nowhere`),
  ]);
  expect(metres).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Ring 1, position 1 is \[592000, 5640000\]/),
  });
  expect(JSON.parse(metres.stdout)).toMatchObject({ ok: false, code: 'not-wgs84', field: 'geojson' });
  expect(missing).toMatchObject({
    code: 1,
    stderr: `There is no file ${file}.nowhere. Name the GeoJSON file of the area.\n`,
  });
  expect(app.catalogue.version().version).toBe(1);
});

test('outline reads nothing that is no file or too large', async () => {
  const app = await temporaryCatalogue();
  const folder = app.settings.dataDir;
  const huge = join(folder, 'huge.geojson');
  writeFileSync(huge, '');
  // Without a byte on the disk.
  truncateSync(huge, 5_000_000_000);
  const [directory, large] = await Promise.all([
    catalogue(folder, 'outline', folder),
    catalogue(folder, 'outline', huge),
  ]);
  expect(directory).toMatchObject({ code: 1, stderr: `${folder} is a folder. Name the GeoJSON file in it.\n` });
  expect(large).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The file has 5000000000 bytes, .+\n$/) });
});
