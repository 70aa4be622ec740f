import { booklet } from './booklet.ts';
import { cancel, move, publish, withdraw } from './change-commands.ts';
import { optionsOf, usageOf, type Command } from './command.ts';
import { coordinatorAdd, coordinatorLink, coordinatorList, coordinatorRemove } from './coordinator.ts';
import { demo } from './demo.ts';
import { exportEvents, importEvents } from './exchange.ts';
import { list } from './list.ts';
import { log } from './log.ts';
import { outline } from './outline.ts';
import { pending } from './pending.ts';
import { inColumns } from './printable.ts';
import { mergeOrganiser, mergeVenue, organisers, venues } from './records.ts';
import { privacyClean } from './privacy-clean.ts';
import { accept, ask, decline, reject, renewLink } from './review-commands.ts';
import { revisions } from './revisions.ts';
import { show } from './show.ts';

/** Every command, in the order in which the overview shows them. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    ...{ demo, list, show, pending, publish, ask, reject, revisions, accept, decline, 'renew-link': renewLink },
    ...{ venues, organisers, 'merge-venue': mergeVenue, 'merge-organiser': mergeOrganiser },
    ...{ withdraw, cancel, move, outline, import: importEvents, export: exportEvents, booklet, log },
    ...{ 'coordinator add': coordinatorAdd, 'coordinator list': coordinatorList },
    ...{ 'coordinator link': coordinatorLink, 'coordinator remove': coordinatorRemove },
    'privacy-clean': privacyClean,
  }),
);

/**
 * The command that was typed, of one word or two, and what follows: `['coordinator', 'list', '--json']` →
 * `{ name: 'coordinator list', command, args: ['--json'] }`
 */
export function findCommand(typed: readonly string[]): { name: string; command: Command; args: string[] } | undefined {
  for (const words of [2, 1]) {
    const name = typed.slice(0, words).join(' ');
    const command = COMMANDS.get(name);
    if (command) return { name, command, args: typed.slice(words) };
  }
  return undefined;
}

export function overview(): string[] {
  return [
    'Usage: npm run catalogue -- <command>',
    '',
    ...inColumns([...COMMANDS].map(([name, { summary }]) => [`  ${name}`, summary])),
    '',
    'Each of them tells more with --help, and answers in JSON with --json.',
  ];
}

export function helpOf(name: string, command: Command): string[] {
  return [
    `Usage: ${usageOf(name, command)}`,
    '',
    command.summary,
    '',
    ...inColumns(optionsOf(command).map(([typed, { help }]) => [`  ${typed}`, help])),
  ];
}
