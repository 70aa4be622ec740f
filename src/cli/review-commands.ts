import { applyAndTell } from './change-commands.ts';
import { UsageError, type Command, type Input, type Option } from './command.ts';

/** What coordinators do with what organisers send. */

const MESSAGE: Option = { type: 'string', value: 'TEXT', required: true, help: 'what the organiser reads' };

export const ask: Command = {
  summary: 'Ask the organiser of an event something; they answer by their link.',
  argument: 'slug',
  options: { message: MESSAGE },
  run(app, input) {
    const { argument: event } = input;
    return applyAndTell(app, { kind: 'ask', event, message: messageFrom(input) }, `${event}: asked.`);
  },
};

export const reject: Command = {
  summary: 'Say no to an event that is not published.',
  argument: 'slug',
  options: { message: MESSAGE },
  run(app, input) {
    const { argument: event } = input;
    return applyAndTell(app, { kind: 'reject', event, message: messageFrom(input) }, `${event} is rejected.`);
  },
};

export const accept: Command = {
  summary: 'Take the correction of a published event over; without --field all of it.',
  argument: 'slug',
  options: {
    field: {
      type: 'string',
      multiple: true,
      value: 'F',
      help: 'only this, named as "revisions" does; the rest is dropped',
    },
  },
  run(app, input) {
    const { argument: event } = input;
    const fields = input.texts('field');
    const change = { kind: 'accept-revision', event, ...(fields.length > 0 && { fields }) } as const;
    return applyAndTell(app, change, `${event} is corrected.`);
  },
};

export const decline: Command = {
  summary: 'Leave a published event as it is, whatever the correction says.',
  argument: 'slug',
  options: { message: MESSAGE },
  run(app, input) {
    const { argument: event } = input;
    const change = { kind: 'decline-revision', event, message: messageFrom(input) } as const;
    return applyAndTell(app, change, `The correction of ${event} is declined.`);
  },
};

export const renewLink: Command = {
  summary: 'Make the secret link of an event’s organiser anew and send it to them: the old one is worth nothing then.',
  argument: 'slug',
  options: {},
  run: (app, { argument: event }) =>
    applyAndTell(app, { kind: 'renew-link', event }, `${event}: there is a new link, the old one is worth nothing.`),
};

function messageFrom(input: Input): string {
  const message = input.text('message')?.trim() ?? '';
  if (message === '') throw new UsageError('--message says nothing.');
  return message;
}
