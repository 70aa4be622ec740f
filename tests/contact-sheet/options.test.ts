import { describe, expect, it, test } from 'vitest';
import { TEXT_NAMES } from '#src/paths/paths.ts';
import { KINDS_OF_PAGES } from '../fixtures/public-pages.ts';
import { HELP, readOptions, UsageError } from './options.ts';
import { TEMPLATES } from './templates.ts';

describe('what is typed after npm run contact-sheet', () => {
  it('is every template in three languages, widths and schemes if it is nothing', () => {
    expect(readOptions([])).toEqual({
      templates: TEMPLATES,
      languages: ['de', 'ar', 'uk'],
      widths: [360, 768, 1280],
      schemes: ['light', 'dark', 'print'],
      isFull: false,
      output: 'dist/contact-sheet',
    });
  });

  it('names templates and whole groups, in the order of the sheets, each once', () => {
    const { templates } = readOptions(['--only', 'texts, start,imprint'])!;
    expect(templates.map(({ name }) => name)).toEqual(['start', ...TEXT_NAMES]);
  });

  it('is help, which names every template', () => {
    expect(readOptions(['--help', '--only', 'nowhere'])).toBeNull();
    for (const { name } of TEMPLATES) expect(HELP).toContain(name);
  });

  it.each([
    [['--only', 'start,nowhere'], 'no template "nowhere"'],
    [['--only', ''], 'no template ""'],
    [['--language', 'de,xx'], 'no language "xx"'],
    [['--language', ''], '--language: nothing'],
    [['--width', '12'], '"12" is no width'],
    [['--width', 'wide'], '"wide" is no width'],
    [['--scheme', 'sepia'], '"sepia" is none of light, dark, print'],
    [['--sheets'], "Unknown option '--sheets'"],
    [['start'], 'Unexpected argument'],
  ])('is told what is wrong with %j', (args, told) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(told);
  });
});

test('every kind of page that is tested is on a sheet, and no two templates have the same name', () => {
  const pages = TEMPLATES.map(({ page }) => page);
  expect(KINDS_OF_PAGES.filter((page) => !pages.includes(page))).toEqual([]);
  expect(new Set(TEMPLATES.map(({ name }) => name)).size).toBe(TEMPLATES.length);
});
