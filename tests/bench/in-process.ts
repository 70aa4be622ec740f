import { setImmediate as nextTurn } from 'node:timers/promises';
import { Catalogue } from '#src/catalogue/catalogue.ts';
import { programmePage } from '#src/catalogue/programme-page.ts';
import { calendarOf } from '#src/feeds/calendar.ts';
import { EMPTY_FILTER, filterOf } from '#src/filter/filter.ts';
import { openApp } from '#src/server/app.ts';
import { settingsWith } from '../fixtures/settings.ts';

/** How long something takes without HTTP, in milliseconds. */
export interface Timing {
  readonly name: string;
  readonly times: number;
  /** Before anything was warm. */
  readonly first: number;
  readonly median: number;
  readonly worst: number;
}

export interface InProcessReport {
  readonly timings: readonly Timing[];
  /** Bytes that stay in use: of a snapshot with the shown edition, then with the index of words, then with all editions. */
  readonly memory: readonly { readonly what: string; readonly bytes: number }[];
}

// A process of its own, so that nothing else is in its memory: measures the catalogue in the folder it is given.
const [dataDir, place] = process.argv.slice(2) as [string, string];
const app = await openApp(settingsWith(dataDir));
const timings: Timing[] = [];
const memory: { what: string; bytes: number }[] = [];
await time('read a snapshot with the shown edition', 5, () => new Catalogue(app.database).snapshot());
const empty = await bytesInUse();
const snapshot = await new Catalogue(app.database).snapshot();
await remember('snapshot with the shown edition');
const programme = (await snapshot.programme(snapshot.shown!.slug))!;

const three = { day: ['2024-09-24'], place: [place], language: ['uk'] };
await time('make the index of words (first search)', 1, () => programme.select(filterOf({ q: ['tanz'] })));
await remember('… and its index of words');
await time('filter: none, with all counts', 100, () => programme.select(EMPTY_FILTER));
await time('filter: day, place, language', 100, () => programme.select(filterOf(three)));
await time('filter: words (tanz)', 100, () => programme.select(filterOf({ q: ['tanz'] })));
await time('filter: day, place, words', 100, () => programme.select(filterOf({ ...three, q: ['fest musik'] })));
await time('assemble the programme page', 50, () =>
  programmePage(snapshot, programme, EMPTY_FILTER, 1, app.translations.de),
);
await time('write the feed of the edition', 2, () =>
  calendarOf(
    programme.selectForFeed(EMPTY_FILTER),
    { name: 'Bench', page: 'events', query: '', siteUrl: 'http://localhost:4321' },
    app.translations.de,
  ),
);
if (snapshot.editions.length > 1) {
  await time(`read all ${snapshot.editions.length} editions`, 1, async () => {
    for (const edition of snapshot.editions) await snapshot.programme(edition.slug);
  });
  await remember('… and all editions');
}
await app.close();
process.send!({ timings, memory } satisfies InProcessReport);

async function time(name: string, times: number, work: () => unknown): Promise<void> {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    const begin = performance.now();
    await work();
    taken.push(performance.now() - begin);
  }
  // The first half of many is to warm up.
  const warm = taken.slice(Math.floor(times / 2)).sort((a, b) => a - b);
  timings.push({ name, times, first: taken[0]!, median: warm[Math.floor(warm.length / 2)]!, worst: warm.at(-1)! });
}

async function remember(what: string): Promise<void> {
  memory.push({ what, bytes: (await bytesInUse()) - empty });
}

async function bytesInUse(): Promise<number> {
  // What the last await still holds is let go in the next turn.
  await nextTurn();
  globalThis.gc!();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}
