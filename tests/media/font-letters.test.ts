import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { lettersOf } from '#src/media/font-letters.ts';

const FONT = readFileSync(createRequire(import.meta.url).resolve('@expo-google-fonts/rubik/700Bold/Rubik_700Bold.ttf'));

it('a font is asked which letters it has: those of all languages of the site', () => {
  const letters = lettersOf(FONT);
  const missing = [...'AzÄßẞéșțİığŁżÇœ€„“«»–… ҐґЇїЄєЁёъы ابتثجپچژگکی۰۱۹ؤئءةؐ؟،ًّ'].filter(
    (letter) => !letters.has(letter.codePointAt(0)!),
  );
  expect(missing).toEqual(['ؐ']);
  expect([...'新한ა★♥🎉\uffff'].filter((letter) => letters.has(letter.codePointAt(0)!))).toEqual([]);
});

it('what is no font with letters is refused', () => {
  expect(() => lettersOf(Buffer.alloc(40))).toThrow(RangeError);
  expect(() => lettersOf(FONT.subarray(0, 100))).toThrow(RangeError);
});
