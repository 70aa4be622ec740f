import { readEditions } from '#src/catalogue/read.ts';
import type { EventState } from '#db/schema.ts';
import { UsageError, type Command } from './command.ts';
import { inColumns } from './printable.ts';
import { readRegister, type RegisteredEvent } from '#src/catalogue/register.ts';

const STATES: readonly EventState[] = ['draft', 'published', 'withdrawn'];

export const list: Command = {
  summary: 'List the events, drafts and closed ones too.',
  options: {
    state: { type: 'string', multiple: true, value: 'STATE', help: `only those that are ${STATES.join(', ')}` },
    edition: { type: 'string', value: 'SLUG', help: 'only those of one edition' },
  },
  async run(app, input) {
    const states = input.texts('state').map(stateFrom);
    const edition = input.text('edition');
    // All of them: the snapshot does not hold one that is being prepared.
    const editions = (await readEditions(app.database.read)).map((record) => record.edition);
    if (edition !== undefined && !editions.some(({ slug }) => slug === edition)) {
      const known = editions.map(({ slug }) => slug).join(', ') || 'none';
      const message = `There is no edition "${edition}". There are: ${known}.`;
      return { ok: false, lines: [message], data: { ok: false, code: 'unknown-edition', field: 'edition', message } };
    }
    const events = await readRegister(app.database.read, { states, ...(edition === undefined ? {} : { edition }) });
    return {
      ok: true,
      lines: events.length > 0 ? inColumns(events.map(rowOf)) : ['There are no events.'],
      data: events,
    };
  },
};

function stateFrom(text: string): EventState {
  const state = STATES.find((candidate) => candidate === text);
  if (!state) throw new UsageError(`"${text}" is no state. There are: ${STATES.join(', ')}.`);
  return state;
}

/** `2024-09-27T17:00  published  cancelled  grillduell-an-der-werra  Grillduell an der Werra` */
function rowOf(event: RegisteredEvent): string[] {
  const [first, ...others] = event.dates;
  const start = first ? (first.allDay ? first.start.slice(0, 10) : first.start) : 'no date';
  return [
    others.length > 0 ? `${start} +${others.length}` : start,
    event.closed ? `${event.state}, closed` : event.state,
    [...new Set(event.dates.map(({ status }) => status))].join(', '),
    event.slug,
    event.title ?? '(no German title)',
  ];
}
