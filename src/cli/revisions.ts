import { readCorrections, type PendingCorrection } from '#src/catalogue/submissions.ts';
import type { Command } from './command.ts';
import { differences } from './differences.ts';
import { inColumns } from './printable.ts';

export const revisions: Command = {
  summary: 'Show the corrections of published events that wait to be accepted or declined, before → after.',
  argument: 'slug',
  argumentOptional: true,
  options: {},
  async run(app, { argument: slug }) {
    const corrections = await readCorrections(app.database.read, slug === '' ? undefined : slug);
    const lines = corrections.flatMap((correction, at) => [...(at > 0 ? [''] : []), ...linesOf(correction)]);
    return { ok: true, lines: lines.length > 0 ? lines : ['No correction waits.'], data: corrections };
  },
};

/** One line for each field that `accept --field` takes, and below it what differs in it. */
function linesOf({ event, title, sentAt, fields }: PendingCorrection): string[] {
  return [
    `${event}  ${title}  (sent ${sentAt})`,
    ...fields.flatMap(({ field, before, after }) => [
      `  ${field}`,
      ...inColumns(
        differences(field, before, after).map(([path, was, is]) => [
          `    ${path}`,
          `${was ?? '(nothing)'} → ${is ?? '(nothing)'}`,
        ]),
      ),
    ]),
  ];
}
