import { brotliDecompressSync } from 'node:zlib';
import { LANGUAGES } from '#src/languages/languages.ts';
import { eventPath, path } from '#src/paths/paths.ts';
import { ask, type Answer } from './answer.ts';
import type { CatalogueFile } from './catalogue-file.ts';
import type { RunningServer } from './processes.ts';

/** What a browser that has nothing loads for a page, pictures left out: bytes of compressed bodies. */
export interface FirstVisit {
  readonly page: string;
  readonly document: number;
  readonly style: number;
  readonly script: number;
  /** The most that document, style and script may have together; undefined where nothing is promised. */
  readonly budget: number | undefined;
}

/** Promised for the script of any page outside map and desk. */
export const SCRIPT_BUDGET = 5000;
const EVENT_BUDGET = 14_000;
const PROGRAMME_BUDGET = 35_000;
const PRINTED_BUDGET = 60_000;

export async function firstVisits(site: RunningServer, { events }: CatalogueFile): Promise<FirstVisit[]> {
  const visits: FirstVisit[] = [];
  for (const { code } of LANGUAGES) visits.push(await firstVisit(site, `start, ${code}`, path(code, ''), undefined));
  for (const { code } of LANGUAGES) {
    visits.push(await firstVisit(site, `programme, ${code}`, path(code, 'events'), PROGRAMME_BUDGET));
  }
  for (const { code } of LANGUAGES) {
    visits.push(await firstVisit(site, `printed programme, ${code}`, path(code, 'print'), PRINTED_BUDGET));
  }
  for (const { code } of LANGUAGES) {
    const ofEvents: FirstVisit[] = [];
    for (const slug of events) {
      ofEvents.push(await firstVisit(site, `${code}, ${slug}`, eventPath(code, slug), EVENT_BUDGET));
    }
    ofEvents.sort((a, b) => a.document - b.document);
    const median = ofEvents[Math.floor(ofEvents.length / 2)]!;
    visits.push({ ...median, page: `event page, median of ${ofEvents.length}, ${code}` });
    visits.push({ ...ofEvents.at(-1)!, page: `event page, largest, ${ofEvents.at(-1)!.page}` });
  }
  return visits;
}

async function firstVisit(
  site: RunningServer,
  page: string,
  address: string,
  budget: number | undefined,
): Promise<FirstVisit> {
  const { body } = await ask(site.url + address);
  const linked = linkedFiles(brotliDecompressSync(body).toString());
  return {
    page,
    document: body.length,
    style: await bytesOf(
      site,
      linked.filter((file) => file.endsWith('.css')),
    ),
    script: await bytesOf(
      site,
      linked.filter((file) => file.endsWith('.js')),
    ),
    budget,
  };
}

/** The built files that a document or script names. */
function linkedFiles(text: string): string[] {
  return [...new Set(text.match(/\/_astro\/[\w.~-]+\.(?:css|js)(?=["'])/g))];
}

/** With the scripts that scripts import. */
async function bytesOf(site: RunningServer, files: readonly string[]): Promise<number> {
  const pending = new Set(files);
  let bytes = 0;
  for (const file of pending) {
    const { body, headers } = await (builtFiles.get(file) ?? remembered(file, ask(site.url + file)));
    bytes += body.length;
    const text = headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body;
    for (const [, imported] of text.toString().matchAll(/["']\.\/([\w.~-]+\.js)["']/g))
      pending.add(`/_astro/${imported}`);
  }
  return bytes;
}

/** Nearly all pages name the same ones. */
const builtFiles = new Map<string, Promise<Answer>>();

function remembered(file: string, answer: Promise<Answer>): Promise<Answer> {
  builtFiles.set(file, answer);
  return answer;
}
