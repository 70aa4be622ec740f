import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenChanged } from '#src/server/build-when-changed.ts';
import { eventPath } from '#src/paths/paths.ts';
import { startTileUpstream } from '../fixtures/tile-upstream.ts';
import { besideBare } from './beside-bare.ts';
import { feedCases, keptCases, renderedCases, tileCases, type Case } from './cases.ts';
import { CatalogueFile } from './catalogue-file.ts';
import { demonstrationWeek, oneLargeEdition, tenLargeEditions, type DataSet } from './data-folders.ts';
import { deskCases, fullDesk } from './desk.ts';
import { firstVisits } from './first-visit.ts';
import type { InProcessReport } from './in-process.ts';
import type { Load } from './load.ts';
import { runProcess, startSite, type RunningServer } from './processes.ts';
import { comparisonTable, firstVisitTable, inProcessTables, loadTable } from './tables.ts';

/**
 * `npm run bench`: drives the built site and prints what it takes as Markdown. It judges nothing; DESIGN has the aims.
 *
 * `npm run bench -- --quick` takes little more than a minute: shorter, and without the ten editions.
 */
const { quick } = parseArgs({ options: { quick: { type: 'boolean', default: false } } }).values;
const SPAN = quick ? { seconds: 0.7, warmUp: 0.2 } : { seconds: 3, warmUp: 0.4 };
const GIVE_UP_AFTER_MS = 15 * 60_000;

const begin = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'ikw-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
setTimeout(() => {
  progress('The bench takes too long and gives up.');
  process.exit(1);
}, GIVE_UP_AFTER_MS).unref();

await buildWhenChanged(progress);
write(heading());
progress('Loading the demonstration week');
const week = await demonstrationWeek(folder);
await measure(week);
progress('Filling the desk');
await measureDesk(await fullDesk(folder, week));
progress('Making and loading 6,000 events');
const oneEdition = await oneLargeEdition(folder);
await measure(oneEdition);
if (!quick) {
  progress('Making ten editions of them');
  await measure(await tenLargeEditions(folder, oneEdition));
}
write(`Took ${Math.round((performance.now() - begin) / 1000)} s; load average at the end ${loadAverage()}.`);
process.exit();

function heading(): string {
  const [cpu, ...others] = cpus();
  return `# Bench, ${new Date().toISOString().slice(0, 16)}Z

Node ${process.version}, ${others.length + 1} × ${cpu?.model}, load average at the start ${loadAverage()}.
Each case ${SPAN.seconds} s after ${SPAN.warmUp} s to warm up, over loopback. Driver (autocannon, one thread) and server share the
cores; where the driver is busy to 100 %, requests/s are the driver's limit and the CPU time per request says more.
Kept cases have 32 connections, so p50 is time in the queue; rendered ones are asked one after the other, so p50 is
what a visitor waits. Bytes are those on the wire (of rendered ones the body), br unless said otherwise. CPU is that of
all the server's threads, compressing included.`;
}

async function measure({ title, dataDir, isDemonstration }: DataSet): Promise<void> {
  write(`## ${title}`);
  const catalogue = new CatalogueFile(dataDir);
  const upstream = isDemonstration ? await startTileUpstream() : undefined;
  const site = await startSite(dataDir, upstream?.template);
  try {
    await measureSite(site, catalogue, upstream ? tileCases() : []);
    if (isDemonstration) write(firstVisitTable(await firstVisits(site, catalogue)));
  } finally {
    await site.stop();
    await upstream?.stop();
    catalogue.close();
  }
  progress('Measuring in the process');
  const args = [dataDir, catalogue.busiestPlace];
  write(inProcessTables(await runProcess<InProcessReport>('tests/bench/in-process.ts', args)));
}

async function measureDesk(desk: DataSet): Promise<void> {
  write(`## ${desk.title}`);
  const site = await startSite(desk.dataDir);
  try {
    write(loadTable(await measureCases(site, await deskCases(site, desk))));
  } finally {
    await site.stop();
  }
}

async function measureSite(site: RunningServer, catalogue: CatalogueFile, more: readonly Case[]): Promise<void> {
  const comparisons = [
    await besideBare(site, 'kept: event page', eventPath('de', catalogue.events[0]!), SPAN),
    await besideBare(site, 'kept: programme', '/events', SPAN),
  ];
  const loads = [
    ...comparisons.map(({ name, kept }) => ({ name, load: kept })),
    ...(await measureCases(site, [...keptCases(catalogue), ...renderedCases(catalogue), ...more, ...feedCases()])),
  ];
  write(loadTable(loads));
  write(comparisonTable(comparisons));
}

async function measureCases(site: RunningServer, cases: readonly Case[]): Promise<{ name: string; load: Load }[]> {
  const loads: { name: string; load: Load }[] = [];
  for (const each of cases) {
    progress(each.name);
    loads.push({ name: each.name, load: await each.measure(site, SPAN) });
  }
  return loads;
}

function loadAverage(): string {
  return loadavg()[0]!.toFixed(1);
}

/** To the output: what stays. */
function write(text: string): void {
  process.stdout.write(`${text.trimEnd()}\n\n`);
}

/** To the terminal only: what is being done. */
function progress(words: string): void {
  process.stderr.write(`${words}\n`);
}
