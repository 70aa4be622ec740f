import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { lettersOf } from '#src/media/font-letters.ts';

/** Typefaces by what they cover: Rubik for Latin, Cyrillic and Arabic, Noto Emoji for the pictures people put into titles. */
const FAMILIES = [
  { name: 'Rubik', folder: 'rubik', styles: ['400Regular', '500Medium', '700Bold', '800ExtraBold'] },
  { name: 'Noto Emoji', folder: 'noto-emoji', styles: ['400Regular', '700Bold'] },
] as const;
const VARIATION_SELECTORS = /[\u200b-\u200f\u2060-\u2069\ufe0e\ufe0f\u00ad]/;

export const FONT_FAMILIES = FAMILIES.map(({ name }) => name);

/** The folders that hold the files of all typefaces. */
export function fontFolders(): string[] {
  return FAMILIES.flatMap(({ folder, styles }) => styles.map((style) => join(packageFolder(folder), style)));
}

/** Whether a character can be printed. */
export type Covers = (character: string) => boolean;

let covers: Covers | undefined;

/** What the typefaces cover, read from their files once. */
export function printableCharacters(): Covers {
  if (covers) return covers;
  const letters = new Set<number>();
  for (const { folder, styles } of FAMILIES) {
    const style = join(packageFolder(folder), styles[0]);
    const file = readdirSync(style).find((name) => name.endsWith('.ttf'))!;
    for (const letter of lettersOf(readFileSync(join(style, file)))) letters.add(letter);
  }
  // What is never seen needs no glyph.
  covers = (character) => letters.has(character.codePointAt(0)!) || VARIATION_SELECTORS.test(character);
  return covers;
}

function packageFolder(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`@expo-google-fonts/${name}/package.json`));
}
