import { parseArgs } from 'node:util';
import type { App } from '#src/server/app.ts';

/** One command of `npm run catalogue -- <command>`. */
export interface Command {
  /** What it does, in one line. */
  readonly summary: string;
  /** The name of the one word that it needs after its own: `slug`. */
  readonly argument?: string;
  /** Whether that word may be left out. */
  readonly argumentOptional?: boolean;
  readonly options: Readonly<Record<string, Option>>;
  /** Makes a catalogue where there is none, instead of saying so. */
  readonly makesCatalogue?: boolean;
  /** @throws UsageError if what was typed makes no sense */
  run(app: App, input: Input): Promise<Result>;
}

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly required?: boolean;
  /** Stands for the value in the usage line: `D` in `--date D`. */
  readonly value?: string;
  readonly help: string;
}

/** What was typed after the command's name. */
export interface Input {
  /** The command's argument; `''` if there is none. */
  readonly argument: string;
  readonly json: boolean;
  readonly help: boolean;
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
}

/** What a command answers: `lines` for people, `data` for `--json`; if not `ok`, `lines` say why. */
export interface Result {
  readonly ok: boolean;
  readonly lines: readonly string[];
  readonly data: unknown;
}

/** What was typed is not how the command is used: exit code 2 and the usage line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const COMMON: Readonly<Record<string, Option>> = {
  json: { type: 'boolean', help: 'answer in JSON' },
  help: { type: 'boolean', help: 'show this' },
};

/** @throws UsageError saying what is wrong */
export function readInput(command: Command, args: readonly string[]): Input {
  const { values, positionals } = parse(args, { ...command.options, ...COMMON });
  const expected = command.argument === undefined ? 0 : 1;
  if (values['help'] !== true) {
    if (positionals.length < expected && !command.argumentOptional)
      throw new UsageError(`The <${command.argument}> is missing.`);
    if (positionals.length > expected) throw new UsageError(`"${positionals[expected]}" is one word too many.`);
    const missing = Object.keys(command.options).find((name) => command.options[name]!.required && !(name in values));
    if (missing !== undefined) throw new UsageError(`--${missing} is missing.`);
  }
  return {
    argument: positionals[0] ?? '',
    json: values['json'] === true,
    help: values['help'] === true,
    text: (option) => values[option] as string | undefined,
    texts: (option) => (values[option] ?? []) as string[],
    flag: (option) => values[option] === true,
  };
}

/** `usageOf('cancel', cancel)` → `npm run catalogue -- cancel <slug> [--date D] [--json] [--help]` */
export function usageOf(name: string, command: Command): string {
  const required = command.argument === undefined ? [] : [`<${command.argument}>`];
  const argument = command.argumentOptional ? required.map((word) => `[${word}]`) : required;
  const options = optionsOf(command).map(
    ([option, { multiple, required }]) => (required ? option : `[${option}]`) + (multiple ? ' …' : ''),
  );
  return ['npm run catalogue --', name, ...argument, ...options].join(' ');
}

/** All options of a command as they are typed: `['--date D', { … }]`. */
export function optionsOf(command: Command): [typed: string, option: Option][] {
  return Object.entries({ ...command.options, ...COMMON }).map(([name, option]) => [
    option.value === undefined ? `--${name}` : `--${name} ${option.value}`,
    option,
  ]);
}

function parse(args: readonly string[], options: Readonly<Record<string, Option>>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) throw error;
    // Node adds how to write arguments that begin with a hyphen: none here does.
    throw new UsageError(`${(error as Error).message.split(/\.(?: |$)/)[0]}.`);
  }
}
