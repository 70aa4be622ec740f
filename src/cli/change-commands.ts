import { sql, type ExpressionBuilder } from 'kysely';
import type { Tables } from '#db/schema.ts';
import type { Applied, Change } from '#src/changes/change.ts';
import type { App } from '#src/server/app.ts';
import { UsageError, type Command, type Option, type Result } from './command.ts';

const DATE: Option = { type: 'string', value: 'D', help: 'the date meant: its day, its start or its uid' };

const TOLD: Option = { type: 'string', value: 'M', help: 'what visitors and the organiser are told, in German' };

export const publish: Command = {
  summary: 'Make an event public. Its address is fixed from then on.',
  argument: 'slug',
  options: {},
  run: (app, { argument: event }) =>
    applyAndTell(app, { kind: 'publish', event }, ({ id = event }) => `${id} is published.`),
};

export const withdraw: Command = {
  summary: 'Take a published event from the pages; calendars are told that it is cancelled.',
  argument: 'slug',
  options: { message: TOLD },
  run(app, input) {
    const event = input.argument;
    const change: Change = { kind: 'withdraw', event, ...given({ message: input.text('message') }) };
    return applyAndTell(app, change, `${event} is withdrawn.`);
  },
};

export const cancel: Command = {
  summary: 'Cancel one date of an event or, without --date, all of them.',
  argument: 'slug',
  options: { date: DATE, message: TOLD },
  run(app, input) {
    const event = input.argument;
    const date = input.text('date');
    const change: Change = { kind: 'cancel', event, ...given({ date, message: input.text('message') }) };
    return applyAndTell(app, change, `${event} is cancelled${date === undefined ? '' : ` on ${date}`}.`);
  },
};

export const move: Command = {
  summary: 'Give one date of an event another time, venue or both. Without --end it lasts as long as before.',
  argument: 'slug',
  options: {
    date: DATE,
    start: { type: 'string', value: 'T', help: 'local time, as 2024-09-28T18:00' },
    end: { type: 'string', value: 'T', help: 'local time, as 2024-09-28T20:00' },
    venue: { type: 'string', value: 'SLUG', help: 'the slug of the venue' },
    message: TOLD,
  },
  async run(app, input) {
    const event = input.argument;
    const target = given({ start: input.text('start'), end: input.text('end'), venue: input.text('venue') });
    if (Object.keys(target).length === 0) throw new UsageError('Say where to: --start, --end or --venue.');
    const change: Change = {
      kind: 'move',
      event,
      ...given({ date: input.text('date'), message: input.text('message') }),
      ...target,
    };
    return applyAndTell(app, change, `${event} is moved.`);
  },
};

/** Applies a change in the name of the command line and tells what came of it. */
export async function applyAndTell(
  app: App,
  change: Change,
  done: string | ((applied: Applied) => string),
): Promise<Result> {
  const before = await newestMail(app);
  const outcome = await app.apply('command line', change);
  if (!outcome.ok) return { ok: false, lines: [outcome.message], data: outcome };
  const what = typeof done === 'string' ? done : done(outcome);
  const lines = [`${what} The catalogue is at version ${outcome.version}.`];
  if ((await newestMail(app)) !== before) lines.push(MAIL_WAITS);
  return { ok: true, lines, data: outcome };
}

/** The command line sends nothing itself: it would have to wait for slow mail servers. */
const MAIL_WAITS = 'Mail waits in the outbox: a running server sends it within 30 seconds, else the next that starts.';

/** The number of the row that was written last. */
async function newestMail({ database }: App): Promise<number | null> {
  const newest = (eb: ExpressionBuilder<Tables, 'mail'>) => eb.fn.max<number | null>(sql<number>`rowid`).as('row');
  return (await database.read.selectFrom('mail').select(newest).executeTakeFirstOrThrow()).row;
}

function given<Values extends Record<string, string | undefined>>(values: Values): { [Key in keyof Values]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
