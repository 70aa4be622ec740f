import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import sharp from 'sharp';
import { parse } from 'yaml';
import { describe, expect, it, test } from 'vitest';
import { ACCESS_CHOICES } from '#src/filter/vocabulary.ts';
import { IconError, iconSvg, symbolsIn } from '#src/theme/icon-drawing.ts';
import { ICON_NAMES, kindIcon } from '#src/theme/icon-names.ts';
import { ROOT } from '../fixtures/modules.ts';

const SPRITE = readFileSync(join(ROOT, 'src/theme/icons.svg'), 'utf8');
const CATEGORIES = parse(readFileSync(join(ROOT, 'db/demonstration/categories.yaml'), 'utf8')) as { slug: string }[];

describe('the sprite', () => {
  it('has one symbol for each name, in the same order, and no other', () => {
    expect([...SPRITE.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)).toEqual(ICON_NAMES);
    expect([...symbolsIn(SPRITE).keys()]).toEqual(ICON_NAMES);
    expect(new Set(ICON_NAMES).size).toBe(ICON_NAMES.length);
  });

  it('takes its colour from the words beside it, and nothing else', () => {
    const colours = [...SPRITE.matchAll(/\b(?:fill|stroke|color|stop-color)="([^"]*)"/g)].map(([, colour]) => colour);
    expect(new Set(colours)).toEqual(new Set(['none', 'currentColor']));
    expect(SPRITE).not.toMatch(/style|class=|url\(|#[0-9a-f]{3}/i);
  });

  it('is drawn with one pen', () => {
    const pens = new Set([...symbolsIn(SPRITE).values()].map(({ attributes }) => attributes));
    expect([...pens]).toEqual([
      'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"',
    ]);
  });

  it('is small, as a whole and in each icon', () => {
    expect(brotliCompressSync(SPRITE).length).toBeLessThanOrEqual(2_500);
    const large = SPRITE.split('\n').filter((line) => Buffer.byteLength(line) > 350);
    expect(large).toEqual([]);
  });
});

describe('an icon is there for', () => {
  test.each(CATEGORIES.map(({ slug }) => slug))('the category %s', (slug) => {
    expect(kindIcon(slug)).toBe(slug);
  });

  test.each(ACCESS_CHOICES)('the access %s', (choice) => {
    expect(ICON_NAMES).toContain(choice);
  });

  test.each(['juggling', 'free', ''])('a category that has none of its own: "%s"', (slug) => {
    expect(kindIcon(slug)).toBe('other');
  });
});

describe('an icon outside of pages', () => {
  test.each(ICON_NAMES)('%s is drawn in the colour that is wanted, with air on all sides', async (name) => {
    const { data, info } = await sharp(Buffer.from(iconSvg(name, '#9d2449')), { density: 288 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([96, 96, 4]);
    const inked = Array.from({ length: 96 * 96 }, (_, at) => at).filter((at) => data[at * 4 + 3] === 255);
    expect(inked.length).toBeGreaterThan(400);
    expect(new Set(inked.map((at) => data.subarray(at * 4, at * 4 + 3).toString('hex')))).toEqual(new Set(['9d2449']));
    const places = inked.flatMap((at) => [at % 96, Math.floor(at / 96)]);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...places)).toBeLessThanOrEqual(92);
  });

  it('has its size in its document, without anything of the sprite', () => {
    const svg = iconSvg('check', '#26132b');
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 24 24" [^<>]*><path [^<>]*\/><\/svg>$/,
    );
    expect(svg).not.toContain('currentColor');
  });

  test.each(['red', '#fff', '', '#123456"/><script>'])('a colour that is none is refused: %s', (colour) => {
    expect(() => iconSvg('check', colour)).toThrow(IconError);
  });
});

describe('a sprite that is not as it must be is refused:', () => {
  const lines = SPRITE.trimEnd().split('\n');
  test.each([
    ['without its end', lines.slice(0, -1), 'must begin'],
    ['with one missing', lines.toSpliced(1, 1), 'has festival where ICON_NAMES has encounter'],
    ['with one too many', lines.toSpliced(-1, 0, lines[1]!.replace('encounter', 'juggling')), 'has juggling where'],
    ['without the last', lines.toSpliced(-2, 1), `has nothing where ICON_NAMES has ${ICON_NAMES.at(-1)}`],
    ['with two exchanged', [lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)], 'has festival where'],
    [
      'with a script',
      lines.toSpliced(1, 1, lines[1]!.replace('</symbol>', '<script/></symbol>')),
      'icons.svg:2 is not',
    ],
    ['with something between', lines.toSpliced(3, 0, '<!-- new -->'), 'icons.svg:4 is not one <symbol>: <!-- new -->'],
  ])('%s', (_, changed, told) => {
    expect(() => symbolsIn(changed.join('\n'))).toThrow(told);
  });
});
