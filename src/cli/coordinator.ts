import { addAccount, listAccounts, newLink } from '#src/coordinators/accounts.ts';
import { tidyEmail } from '#src/coordinators/coordinator.ts';
import type { App } from '#src/server/app.ts';
import { applyAndTell } from './change-commands.ts';
import type { Command, Result } from './command.ts';
import { inColumns } from './printable.ts';

/** Who may work at the desk, for whoever has the server: how the first one gets in, and how one who is locked out does. */

export const coordinatorAdd: Command = {
  summary: 'Let somebody work at the desk, and print a link that signs them in once. The first one is administrator.',
  argument: 'email',
  options: {
    name: { type: 'string', value: 'N', help: 'how the desk calls them; else as their address begins' },
    administrator: { type: 'boolean', help: 'they may add and remove others' },
  },
  async run(app, input) {
    const email = input.argument;
    const typed = {
      email,
      name: input.text('name') ?? '',
      isAdministrator: input.flag('administrator'),
      invite: false,
    };
    const outcome = await addAccount(typed, (change) => app.apply('command line', change));
    if (!outcome.ok) return { ok: false, lines: [outcome.message], data: outcome };
    return printLink(app, email);
  },
};

export const coordinatorLink: Command = {
  summary: 'Print a new link that signs a coordinator in once, for whom no mail reaches.',
  argument: 'email',
  options: {},
  run: (app, { argument }) => printLink(app, argument),
};

export const coordinatorList: Command = {
  summary: 'List who may work at the desk.',
  options: {},
  async run(app) {
    const accounts = await listAccounts(app.database, app.clock.now());
    const rows = accounts.map(({ email, name, isAdministrator, hasPassword, hasSignedIn, sessions }) => [
      email,
      name,
      isAdministrator ? 'administrator' : 'coordinator',
      hasPassword ? 'password' : 'by link',
      hasSignedIn || sessions > 0 ? `${sessions} signed in` : 'never signed in',
    ]);
    const none = 'Nobody yet: npm run catalogue -- coordinator add <email>';
    return { ok: true, lines: rows.length > 0 ? inColumns(rows) : [none], data: accounts };
  },
};

export const coordinatorRemove: Command = {
  summary: 'Let somebody work at the desk no longer; they are signed out everywhere at once.',
  argument: 'email',
  options: {},
  run(app, { argument }) {
    const coordinator = tidyEmail(argument);
    return applyAndTell(app, { kind: 'remove-coordinator', coordinator }, `${coordinator} is removed.`);
  },
};

async function printLink(app: App, typed: string): Promise<Result> {
  const email = tidyEmail(typed);
  const url = await newLink(app, app.signInLinks, email);
  if (url === null) {
    const message = `There is no coordinator ${email}.`;
    return { ok: false, lines: [message], data: { ok: false, code: 'unknown-coordinator', field: 'email', message } };
  }
  const lines = [`${email} signs in with this link, once and within a day:`, '', `    ${url}`, ''];
  return { ok: true, lines, data: { ok: true, email, url } };
}
