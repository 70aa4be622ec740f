import { readDemonstration } from '#db/demonstration/read-demonstration.ts';
import { DEMONSTRATION_FOLDER } from '#src/server/fill-with-demonstration.ts';
import { applyAndTell } from './change-commands.ts';
import type { Command } from './command.ts';

export const demo: Command = {
  summary: 'Fill an empty catalogue with the demonstration week.',
  options: {
    replace: { type: 'boolean', help: 'make a demonstration anew that is there already; a real edition stays' },
  },
  makesCatalogue: true,
  async run(app, input) {
    const data = readDemonstration(DEMONSTRATION_FOLDER);
    const change = { kind: 'load-demonstration', data, replace: input.flag('replace') } as const;
    return applyAndTell(app, change, `The demonstration week is loaded: ${data.events.length} events.`);
  },
};
