import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEFAULT_LANGUAGE } from '#src/languages/languages.ts';
import { buildWhenChanged } from '#src/server/build-when-changed.ts';
import { launchChromium } from '../fixtures/chromium.ts';
import { inLanes } from '../fixtures/public-pages.ts';
import { Faults } from './faults.ts';
import { writeIndex } from './index-page.ts';
import { HELP, readOptions, UsageError, type Options } from './options.ts';
import { takePictures, type Picture } from './pictures.ts';
import { openScene } from './scenes.ts';
import { makeSheets } from './sheets.ts';
import type { Template } from './templates.ts';

/** `npm run contact-sheet`: pictures of every template, to be looked at. */

/** The browser and the server that it asks share the machine. */
const LANES = [1, 2, 3, 4];

const options = optionsOrExit();
const begin = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'ikw-contact-sheet-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

await buildWhenChanged(progress);
mkdirSync(options.output, { recursive: true });
const faults = new Faults();
const pictures = await takeAll(options);
progress(`Putting ${pictures.length} pictures onto sheets`);
const sheets = await makeSheets(options.output, pictures);
await writeIndex(options.output, sheets, faults.list);
for (const fault of faults.list) process.stdout.write(`${fault}\n`);
progress(`${sheets.length} sheets in ${Math.round((performance.now() - begin) / 1000)} s:`);
process.stdout.write(`${resolve(options.output, 'index.html')}\n`);
process.exit(faults.list.length === 0 ? 0 : 1);

function optionsOrExit(): Options {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read) return read;
    process.stdout.write(HELP);
    process.exit();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

/** Scene by scene, so that one server runs at a time. In the order of the templates, whatever was ready first. */
async function takeAll(wanted: Options): Promise<Picture[]> {
  const browser = await launchChromium();
  const taken = new Map<Template, Picture[]>(wanted.templates.map((template) => [template, []]));
  for (const [name, templates] of Map.groupBy(wanted.templates, ({ scene }) => scene)) {
    progress(`${name}: ${templates.length} templates`);
    const scene = await openScene(name, mkdtempSync(join(folder, 'scene-')), wanted.languages);
    const jobs = templates.flatMap((template) =>
      wanted.languages
        .filter((language) => !template.isGermanOnly || language === DEFAULT_LANGUAGE)
        .map((language) => ({ template, language })),
    );
    await inLanes(jobs, LANES, async (job) => {
      taken.get(job.template)!.push(...(await takePictures(browser, scene, job, wanted, faults)));
    });
    await scene.stop();
  }
  await browser.close();
  return [...taken.values()].flat();
}

/** To the terminal only: what is being done. */
function progress(words: string): void {
  process.stderr.write(`${words}\n`);
}
