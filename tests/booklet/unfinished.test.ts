import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unfinishedOf } from '#src/booklet/unfinished.ts';
import { readTexts } from '#src/texts/read-texts.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { ROOT } from '../fixtures/modules.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test.each([
  ['http://localhost:4321', true],
  ['http://127.0.0.1:8080', true],
  ['http://[::1]:4321', true],
  ['http://woche.localhost', true],
  ['https://localhost.example', false],
  ['https://ikw.wartburgkreis.de', false],
])('QR codes lead nowhere where only this machine finds the site: %s', async (siteUrl, isLocal) => {
  const { texts } = await temporaryCatalogue();
  expect(unfinishedOf(siteUrl, texts, 'de').localUrl).toBe(isLocal ? siteUrl : null);
});

test('gaps of the Impressum are counted until the last one is filled', async () => {
  const { texts, translations } = await temporaryCatalogue();
  const source = readFileSync(join(ROOT, 'content/pages/de/imprint.md'), 'utf8');
  const gaps = source.match(/:gap\[/g)!.length;
  for (const language of ['de', 'ar'] as const) {
    expect(unfinishedOf('https://ikw.example', texts, language).imprintGaps).toBe(gaps);
  }
  const content = temporaryFolder();
  cpSync(join(ROOT, 'content'), content, { recursive: true });
  writeFileSync(join(content, 'pages/de/imprint.md'), source.replace(/:gap\[[^\]]*\]/g, 'Muster'));
  expect(unfinishedOf('https://ikw.example', readTexts(content, translations), 'de').imprintGaps).toBe(0);
});
