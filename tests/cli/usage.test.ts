import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { catalogue } from '../fixtures/command-line.ts';
import { start } from '../fixtures/processes.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const COMMANDS = [
  ...['demo', 'list', 'show', 'pending', 'publish', 'ask', 'reject', 'revisions', 'accept', 'decline', 'renew-link'],
  ...['withdraw', 'cancel', 'move', 'outline', 'booklet', 'log'],
  ...['venues', 'organisers', 'merge-venue', 'merge-organiser'],
  ...['coordinator add', 'coordinator list', 'coordinator link', 'coordinator remove'],
];

describe('help', () => {
  test.each([['--help'], ['help']])('is an overview of all commands: %s', async (word) => {
    const { code, stdout, stderr } = await catalogue(temporaryFolder(), word);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of COMMANDS) expect(stdout).toContain(`\n  ${command} `);
  });

  test('of a command shows its usage and needs no catalogue', async () => {
    const folder = temporaryFolder();
    const answers = await Promise.all(COMMANDS.map((command) => catalogue(folder, ...command.split(' '), '--help')));
    expect(answers.map(({ code }) => code)).toEqual(COMMANDS.map(() => 0));
    for (const [number, command] of COMMANDS.entries()) {
      expect(answers[number]!.stdout).toMatch(
        new RegExp(`^Usage: npm run catalogue -- ${command} .*\\[--json\\] \\[--help\\]\n\n\\w.*\\.\n`),
      );
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('wrong usage ends with 2, says what is wrong and shows the usage', () => {
  const WRONG: [args: string[], problem: string][] = [
    [['cancel'], 'The <slug> is missing.'],
    [['cancel', 'a', 'b'], '"b" is one word too many.'],
    [['list', 'a'], '"a" is one word too many.'],
    [['cancel', 'a', '--when', 'b'], "Unknown option '--when'."],
    [['cancel', 'a', '--date'], "Option '--date <value>' argument missing."],
    [['demo', '--replace=yes'], "Option '--replace' does not take an argument."],
    [['move', 'laenderreise'], 'Say where to: --start, --end or --venue.'],
    [['outline', 'a', 'b'], '"b" is one word too many.'],
    [['outline', 'a', '--remove'], '--remove takes no file.'],
    [['outline', '--attribution', 'a'], 'Say which file --attribution belongs to.'],
    [['list', '--state', 'public'], '"public" is no state. There are: draft, published, withdrawn.'],
    [['ask', 'laenderreise'], '--message is missing.'],
    [['reject', 'laenderreise', '--message', ' '], '--message says nothing.'],
    [['merge-venue', 'pressenwerk'], '--into is missing.'],
    [['venues', '--show', 'x'], '--show "x" is none of: all, proposed, unplaced, unused, duplicates.'],
    [['log', '--limit', '0'], '--limit "0" is not a number from 1.'],
    [['log', '--limit=-1'], '--limit "-1" is not a number from 1.'],
    [['log', '--limit', 'ten'], '--limit "ten" is not a number from 1.'],
  ];

  test('in two lines', async () => {
    const folder = await demonstrationFolder();
    const answers = await Promise.all(WRONG.map(([args]) => catalogue(folder, ...args)));
    for (const [number, [args, problem]] of WRONG.entries()) {
      const { code, stdout, stderr } = answers[number]!;
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(stderr).toContain(`${problem}\nUsage: npm run catalogue -- ${args[0]} `);
      expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    }
  });

  test('without a command, or with one that is none', async () => {
    const folder = temporaryFolder();
    const [none, wrong] = await Promise.all([catalogue(folder), catalogue(folder, 'toString')]);
    expect([none.code, wrong.code]).toEqual([2, 2]);
    expect(none.stderr).toMatch(/^Usage: npm run catalogue -- <command>\n/);
    expect(wrong.stderr).toMatch(/^There is no command "toString"\.\n\nUsage: /);
  });
});

describe('what an operator can mend ends with 1 and a sentence, not a stack', () => {
  test('no catalogue', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await catalogue(folder, 'list');
    expect(code).toBe(1);
    expect(stderr).toBe(
      `There is no catalogue at ${folder}/catalogue.sqlite. Start the server once to make one (npm start).\n`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('no data folder', async () => {
    const folder = `${temporaryFolder()}/missing`;
    const { code, stderr } = await catalogue(folder, 'log');
    expect(code).toBe(1);
    expect(stderr).toContain('There is no catalogue at');
    expect(existsSync(folder)).toBe(false);
  });

  test('a data folder that cannot be made', async () => {
    const { code, stderr } = await catalogue('/dev/null/data', 'demo');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^E\w+: .*\/dev\/null\/data'\n$/);
  });

  test('wrong settings', async () => {
    const { finished } = start('src/cli/main.ts', ['list'], { PORT: 'http' });
    expect(await finished).toMatchObject({ code: 1, stderr: expect.stringMatching(/^PORT is "http": .*\.\n$/) });
  });
});
