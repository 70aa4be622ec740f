import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demonstrationFolder } from '../fixtures/catalogue.ts';
import { catalogue, catalogueJson } from '../fixtures/command-line.ts';

test('booklet writes what a filter finds as a PDF and says which logos are missing', async () => {
  const folder = await demonstrationFolder();
  const file = join(folder, 'heft.pdf');
  const { code, stdout } = await catalogue(
    folder,
    ...['booklet', '--language', 'uk', '--format', 'a4', '--day', '2024-09-27', '--day', '2024-09-28'],
    ...['--spoken-language', 'uk', '--free', '--output', file],
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/heft\.pdf holds [1-9]\d* events\.\n/);
  expect(stdout).toContain('Printed in words, for there is no logo: ');
  expect(stdout).toContain('QR codes lead nowhere: the site is http://localhost:');
  expect(stdout).toMatch(/\nGaps in the Impressum, to be filled in content\/pages: [1-9]/);
  expect(stdout).not.toContain('short edge');
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  const all = await catalogueJson<{ events: number }>(folder, 'booklet', '--day', '2024-09-27', '--output', file);
  const free = await catalogue(
    folder,
    ...['booklet', '--day', '2024-09-27', '--free', '--place', 'eisenach', '--place', 'eisenbach'],
    ...['--imposed', '--output', file],
  );
  expect(free.stdout).toContain('No event has --place eisenbach.');
  expect(Number(/ holds (\d+) events/.exec(free.stdout)?.[1])).toBeLessThan(all.events);
  expect(free.stdout).toContain('turned on the short edge');
}, 240_000);

test('booklet names what is wrong, and writes nothing', async () => {
  const folder = await demonstrationFolder();
  const file = join(folder, 'heft.pdf');
  const run = (...args: string[]) => catalogue(folder, 'booklet', ...args, '--output', file);
  const [unknown, language, format, day, both, nothing, edition] = await Promise.all([
    run('--colour', 'red'),
    run('--language', 'xx'),
    run('--format', 'a3'),
    run('--day', '2024-13-99'),
    run('--place', 'Bad Salzungen', '--spoken-language', 'ukrainian'),
    run('--place', 'atlantis'),
    run('--edition', '1999'),
  ]);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("Unknown option '--colour'.") });
  expect(language).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^--language: "xx" is unknown\. There are: de, uk, ar, en, fa, ru, pl, ro, tr, fr\.\n/,
    ),
  });
  expect(format).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--format: "a3" is unknown. There are: a5, a4.'),
  });
  expect(day).toMatchObject({ code: 2, stderr: expect.stringContaining('--day: "2024-13-99" is no day.') });
  expect(both).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^--place: "Bad Salzungen" cannot .* --spoken-language: "ukrainian" is no code/),
  });
  const none = 'No event of the programme matches this filter.\n';
  expect(nothing).toMatchObject({ code: 1, stderr: `${none}No event has --place atlantis.\n` });
  expect(edition).toMatchObject({ code: 1, stderr: none });
  expect(existsSync(file)).toBe(false);
});
