import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

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
  const points = new Set<number>();
  for (const { folder, styles } of FAMILIES) {
    const style = join(packageFolder(folder), styles[0]);
    const file = readdirSync(style).find((name) => name.endsWith('.ttf'))!;
    for (const point of codePoints(readFileSync(join(style, file)))) points.add(point);
  }
  // What is never seen needs no glyph.
  covers = (character) => points.has(character.codePointAt(0)!) || VARIATION_SELECTORS.test(character);
  return covers;
}

function packageFolder(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`@expo-google-fonts/${name}/package.json`));
}

/** The code points of a TrueType file's `cmap`, formats 4 and 12 (OpenType 1.9, "cmap"). */
function* codePoints(font: Buffer): Iterable<number> {
  const tables = font.readUInt16BE(4);
  const records = Array.from({ length: tables }, (_, at) => 12 + at * 16);
  const cmap = font.readUInt32BE(records.find((at) => font.toString('latin1', at, at + 4) === 'cmap')! + 8);
  for (let at = 0; at < font.readUInt16BE(cmap + 2); at++) {
    const table = cmap + font.readUInt32BE(cmap + 4 + at * 8 + 4);
    const format = font.readUInt16BE(table);
    if (format === 12) yield* segmentedCoverage(font, table);
    else if (format === 4) yield* segmentMapping(font, table);
  }
}

function* segmentedCoverage(font: Buffer, table: number): Iterable<number> {
  for (let group = 0; group < font.readUInt32BE(table + 12); group++) {
    const at = table + 16 + group * 12;
    for (let point = font.readUInt32BE(at); point <= font.readUInt32BE(at + 4); point++) yield point;
  }
}

function* segmentMapping(font: Buffer, table: number): Iterable<number> {
  const segments = font.readUInt16BE(table + 6) / 2;
  const [ends, starts, deltas, offsets] = [14, 16 + segments * 2, 16 + segments * 4, 16 + segments * 6];
  for (let segment = 0; segment < segments; segment++) {
    const field = (from: number) => table + from + segment * 2;
    const start = font.readUInt16BE(field(starts));
    const offset = font.readUInt16BE(field(offsets));
    for (let point = start; point <= font.readUInt16BE(field(ends)) && point < 0xffff; point++) {
      const glyph =
        offset === 0
          ? (point + font.readUInt16BE(field(deltas))) & 0xffff
          : font.readUInt16BE(field(offsets) + offset + (point - start) * 2);
      if (glyph !== 0) yield point;
    }
  }
}
