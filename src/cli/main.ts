import { CatalogueBusyError, CatalogueFileError, CatalogueFullError } from '#db/connect.ts';
import { DemonstrationDataError } from '#db/demonstration/read-demonstration.ts';
import { FundingError } from '#src/booklet/funding.ts';
import { DictionaryError } from '#src/i18n/dictionary.ts';
import { TextError } from '#src/texts/read-texts.ts';
import { openApp } from '#src/server/app.ts';
import { readSettings, SettingsError } from '#src/server/settings.ts';
import { readInput, usageOf, UsageError, type Command, type Input, type Result } from './command.ts';
import { findCommand, helpOf, overview } from './commands.ts';
import { printable, printableJson } from './printable.ts';

/**
 * `npm run catalogue -- <command>`: looks at the catalogue and changes it, also while a server runs on it.
 * Exit codes: 0 done; 1 refused or failed, the reason is on stderr; 2 wrongly used.
 */
const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

// Whoever reads may stop before the end ("| head").
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));

async function main(typed: string[]): Promise<number> {
  const [first] = typed;
  if (first === '--help' || first === 'help') return say(overview());
  const found = findCommand(typed);
  if (!found) {
    complain([...(first === undefined ? [] : [`There is no command "${first}".`, '']), ...overview()]);
    return WRONG_USAGE;
  }
  const { name, command, args } = found;
  try {
    const input = readInput(command, args);
    if (input.help) return say(helpOf(name, command));
    return tell(await run(command, input), input);
  } catch (error) {
    if (error instanceof UsageError) {
      complain([error.message, `Usage: ${usageOf(name, command)}`]);
      return WRONG_USAGE;
    }
    if (!isExpected(error)) throw error;
    complain(error.message.split('\n'));
    return FAILED;
  }
}

async function run(command: Command, input: Input): Promise<Result> {
  const app = await openApp(readSettings(), { mustExist: !command.makesCatalogue });
  try {
    return await command.run(app, input);
  } finally {
    await app.close();
  }
}

function tell({ ok, lines, data }: Result, { json }: Input): number {
  if (json) say(printableJson(data).split('\n'));
  else if (ok) say(lines);
  if (!ok) complain(lines);
  return ok ? DONE : FAILED;
}

/** What an operator can mend, said in a sentence: settings, files, data, a busy or full disk. Anything else is a bug. */
function isExpected(error: unknown): error is Error {
  const known = [
    SettingsError,
    CatalogueFileError,
    CatalogueBusyError,
    CatalogueFullError,
    DemonstrationDataError,
    DictionaryError,
    TextError,
    FundingError,
  ];
  if (known.some((kind) => error instanceof kind)) return true;
  const { syscall, code } = error as NodeJS.ErrnoException;
  return syscall !== undefined || code === 'SQLITE_FULL' || code?.startsWith('SQLITE_IOERR') === true;
}

function say(lines: readonly string[]): number {
  process.stdout.write(`${lines.map(printable).join('\n')}\n`);
  return DONE;
}

function complain(lines: readonly string[]): void {
  process.stderr.write(`${lines.map(printable).join('\n')}\n`);
}
