import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fundingPage, readFunders } from '#src/booklet/funding.ts';
import { ROOT } from '../fixtures/modules.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

function contentWith(yaml: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'logos'));
  writeFileSync(join(folder, 'funding.yaml'), yaml);
  return folder;
}

describe('who funds', () => {
  test('is read from the shipped file, of which no logo is there', async () => {
    const app = await temporaryCatalogue();
    const { events } = (await (await app.catalogue.snapshot()).programme('2024'))!;
    const content = join(ROOT, 'content');
    const { marks, missingLogos } = fundingPage(events, readFunders(content), content);
    // Each line of an event is known: nothing is told twice.
    expect(marks.map(({ name }) => name)).toEqual(readFunders(content).map(({ name }) => name));
    expect(missingLogos).toEqual([
      'Bundesprogramm „Demokratie leben!“ (content/logos/demokratie-leben.svg)',
      'Landesprogramm „Denk bunt“ (content/logos/denk-bunt.svg)',
      'Thüringer Ehrenamtsstiftung (content/logos/thueringer-ehrenamtsstiftung.svg)',
    ]);
  });

  test('is drawn where its logo is there; what no funder has is told in the words of the event', async () => {
    const app = await temporaryCatalogue();
    const { events } = (await (await app.catalogue.snapshot()).programme('2024'))!;
    const content = contentWith('- { name: Denk bunt, words: [denk BUNT], logo: denk-bunt.svg }\n');
    writeFileSync(join(content, 'logos/denk-bunt.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>');
    const { marks, drawings, missingLogos } = fundingPage(events, readFunders(content), content);
    expect(marks[0]).toEqual({ name: 'Denk bunt', logo: 'logo-denk-bunt.svg' });
    expect(drawings.get('logo-denk-bunt.svg')?.format).toBe('svg');
    expect(missingLogos).toEqual([]);
    expect(marks.slice(1).map(({ name }) => name)).toEqual([
      'Gefördert im Bundesprogramm „Demokratie leben!“',
      'Gefördert durch die Thüringer Ehrenamtsstiftung',
    ]);
  });

  test.each([
    ['- { name: A, words: [] }', '0.words: must name at least one word that events use'],
    ['- { name: A, words: [a], logo: ../x.svg }', '0.logo: must be the name of an SVG or PNG file'],
    ['- { words: [a] }', '0.name: '],
    ['- { name: A, words: [a], colour: red }', '0: Unrecognized key'],
  ])('and a mistake is named: %s', (yaml, mistake) => {
    expect(() => readFunders(contentWith(yaml))).toThrow(`content/funding.yaml: ${mistake}`);
  });

  test('and a logo that is no picture, too', () => {
    const content = contentWith('- { name: A, words: [a], logo: a.png, always: true }');
    writeFileSync(join(content, 'logos/a.png'), 'no picture');
    expect(() => fundingPage([], readFunders(content), content)).toThrow(/a\.png: is no PNG/);
  });
});
