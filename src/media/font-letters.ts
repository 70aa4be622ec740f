/** Part of a font's `cmap`: Windows' tables of Unicode, the large one and the one of the first 65,536 letters. */
const FORMATS = [12, 4];

/**
 * The code points that a TrueType or OpenType font can draw, read from its `cmap` table.
 *
 * @throws RangeError if it is no such font
 */
export function lettersOf(font: Buffer): ReadonlySet<number> {
  const cmap = tableOf(font, 'cmap');
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4)),
  );
  const known = FORMATS.map((format) => subtables.find((subtable) => subtable.readUInt16BE(0) === format));
  const [large, small] = known;
  if (large) return lettersOfGroups(large);
  if (small) return lettersOfSegments(small);
  throw new RangeError('A font without a table of its letters');
}

function tableOf(font: Buffer, name: string): Buffer {
  const count = font.readUInt16BE(4);
  for (let entry = 12; entry < 12 + count * 16; entry += 16) {
    if (font.toString('latin1', entry, entry + 4) !== name) continue;
    const offset = font.readUInt32BE(entry + 8);
    return font.subarray(offset, offset + font.readUInt32BE(entry + 12));
  }
  throw new RangeError(`A font without ${name}`);
}

/** Format 12: groups of first letter, last letter, first glyph. */
function lettersOfGroups(subtable: Buffer): ReadonlySet<number> {
  const letters = new Set<number>();
  const count = subtable.readUInt32BE(12);
  for (let group = 16; group < 16 + count * 12; group += 12) {
    const last = subtable.readUInt32BE(group + 4);
    for (let letter = subtable.readUInt32BE(group); letter <= last; letter++) letters.add(letter);
  }
  return letters;
}

/** Format 4: four lists side by side – last letters, first letters, differences, offsets into the list of glyphs. */
function lettersOfSegments(subtable: Buffer): ReadonlySet<number> {
  const letters = new Set<number>();
  const bytes = subtable.readUInt16BE(6);
  for (let segment = 0; segment < bytes; segment += 2) {
    const last = subtable.readUInt16BE(14 + segment);
    const first = subtable.readUInt16BE(16 + bytes + segment);
    const offsetAt = 16 + bytes * 3 + segment;
    const offset = subtable.readUInt16BE(offsetAt);
    for (let letter = first; letter <= last && letter < 0xffff; letter++) {
      const isDrawn = offset === 0 || subtable.readUInt16BE(offsetAt + offset + (letter - first) * 2) !== 0;
      if (isDrawn) letters.add(letter);
    }
  }
  return letters;
}
