import { expect, test } from 'vitest';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { catalogue, catalogueJson } from '../fixtures/command-line.ts';
import { duplicateOrganiser, duplicateVenue } from '../fixtures/duplicates.ts';

test('venues tells which may be there twice, and merge-venue makes one of them', async () => {
  const app = await temporaryCatalogue();
  const folder = app.settings.dataDir;
  const { slug: from } = await duplicateVenue(app);
  const { code, stdout } = await catalogue(folder, 'venues', '--show', 'duplicates');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^pressenwerk +Pressenwerk, Bad Salzungen +2024: \d+ +maybe presswerk-bad-salzungen$/m);
  expect(await catalogue(folder, 'merge-venue', from, '--into', 'pressenwerk')).toMatchObject({
    ...{ code: 0, stdout: expect.stringMatching(/^presswerk-bad-salzungen is pressenwerk now\. /), stderr: '' },
  });
  const venues = await catalogueJson<{ slug: string; formerSlugs: string[] }[]>(folder, 'venues');
  expect(venues.find(({ slug }) => slug === 'pressenwerk')).toMatchObject({
    ...{ formerSlugs: [from], unplaced: false, maybeSame: [] },
  });
  expect(await catalogue(folder, 'merge-venue', from, '--into', 'pressenwerk')).toMatchObject({
    ...{ code: 1, stderr: `There is no venue "${from}".\n` },
  });
});

test('organisers and merge-organiser do the same', async () => {
  const app = await temporaryCatalogue();
  const folder = app.settings.dataDir;
  const { slug: from } = await duplicateOrganiser(app);
  expect((await catalogue(folder, 'organisers')).stdout).toContain('VHS Wartburgkreis');
  expect((await catalogue(folder, 'merge-organiser', from, '--into', 'volkshochschule')).code).toBe(0);
  expect((await catalogue(folder, 'organisers')).stdout).not.toContain('VHS Wartburgkreis');
  expect((await catalogue(folder, 'organisers', '--show', 'unused')).stdout).not.toContain('volkshochschule ');
});
