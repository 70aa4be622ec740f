import type { Comparison } from './beside-bare.ts';
import { SCRIPT_BUDGET, type FirstVisit } from './first-visit.ts';
import type { InProcessReport } from './in-process.ts';
import type { Load } from './load.ts';

/** The figures as Markdown, ready to be put into a note. */

export function loadTable(loads: readonly { readonly name: string; readonly load: Load }[]): string {
  return table(
    ['case', 'requests/s', 'p50 ms', 'p99 ms', 'bytes/answer', 'CPU µs/request', 'rendered', 'RSS MB', 'requests'],
    loads.map(({ name, load }) => [
      name + remark(name, load),
      number(load.requests / load.seconds),
      number(percentile(load.latencies, 0.5)),
      number(percentile(load.latencies, 0.99)),
      number(load.bytes / load.requests),
      number(load.cpu / load.requests),
      percent(load.renders / load.requests),
      number(load.memory / 1e6),
      number(load.requests),
    ]),
  );
}

export function comparisonTable(comparisons: readonly Comparison[]): string {
  const busy = ({ cpu, driverCpu, seconds }: Load) =>
    `${percent(cpu / seconds / 1e6)} / ${percent(driverCpu / seconds / 1e6)}`;
  return table(
    [
      ...['same bytes', 'kept req/s', 'bare req/s', 'kept/bare', 'kept CPU µs', 'bare CPU µs', 'by CPU'],
      ...['busy kept: server / driver', 'busy bare: server / driver'],
    ],
    comparisons.map(({ name, kept, bare }) => [
      name,
      number(kept.requests / kept.seconds),
      number(bare.requests / bare.seconds),
      percent(kept.requests / kept.seconds / (bare.requests / bare.seconds)),
      number(kept.cpu / kept.requests),
      number(bare.cpu / bare.requests),
      percent(bare.cpu / bare.requests / (kept.cpu / kept.requests)),
      busy(kept),
      busy(bare),
    ]),
  );
}

export function inProcessTables({ timings, memory }: InProcessReport): string {
  const times = table(
    ['in the process', 'first ms', 'median ms', 'worst ms', 'times'],
    timings.map(({ name, first, median, worst, times }) => [
      name,
      ...[first, median, worst].map(number),
      number(times),
    ]),
  );
  const bytes = table(
    ['stays in memory', 'MB'],
    memory.map(({ what, bytes }) => [what, number(bytes / 1e6)]),
  );
  return `${times}\n${bytes}`;
}

export function firstVisitTable(visits: readonly FirstVisit[]): string {
  return table(
    ['first visit (br, bytes)', 'document', 'style', 'script', 'together', 'budget', ''],
    visits.map(({ page, document, style, script, budget }) => {
      const total = document + style + script;
      const over = [...(budget && total > budget ? ['over'] : []), ...(script > SCRIPT_BUDGET ? ['script over'] : [])];
      return [page, ...[document, style, script, total].map(number), budget ? number(budget) : '–', over.join(', ')];
    }),
  );
}

function remark(name: string, { faults, renders }: Load): string {
  if (faults > 0) return ` (${faults} FAULTS)`;
  return name.startsWith('kept') && renders > 0 ? ' (asked for the first time)' : '';
}

/** The first column to the left, figures to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return line(head) + line(rule) + rows.map(line).join('');
}

/** Three digits that count: `0.0412`, `3.71`, `18,340`. */
function number(value: number): string {
  if (value === 0) return '0';
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
