/**
 * The letters that a TrueType font can draw, as code points (OpenType 1.9, "cmap": format 4 has the first 65,536,
 * format 12 all of them).
 *
 * @throws RangeError if it has none
 */
export function lettersOf(font: Buffer): ReadonlySet<number> {
  const cmap = tableOf(font, 'cmap');
  const count = cmap.readUInt16BE(2);
  const letters = new Set<number>();
  for (let entry = 4; entry < 4 + count * 8; entry += 8) {
    const subtable = cmap.subarray(cmap.readUInt32BE(entry + 4));
    const format = subtable.readUInt16BE(0);
    const found = format === 4 ? lettersOfSegments(subtable) : format === 12 ? lettersOfGroups(subtable) : [];
    for (const letter of found) letters.add(letter);
  }
  if (letters.size === 0) throw new RangeError('a font without a table of its letters');
  return letters;
}

function tableOf(font: Buffer, name: string): Buffer {
  const count = font.readUInt16BE(4);
  for (let entry = 12; entry < 12 + count * 16; entry += 16) {
    if (font.toString('latin1', entry, entry + 4) !== name) continue;
    const offset = font.readUInt32BE(entry + 8);
    return font.subarray(offset, offset + font.readUInt32BE(entry + 12));
  }
  throw new RangeError(`a font without ${name}`);
}

/** Four lists side by side: last letters, first letters, differences, ways from here into the list of glyphs. */
function* lettersOfSegments(subtable: Buffer): Iterable<number> {
  const bytes = subtable.readUInt16BE(6);
  for (let segment = 0; segment < bytes; segment += 2) {
    const last = subtable.readUInt16BE(14 + segment);
    const first = subtable.readUInt16BE(16 + bytes + segment);
    const wayAt = 16 + bytes * 3 + segment;
    const way = subtable.readUInt16BE(wayAt);
    // The last segment is none: it ends the list.
    for (let letter = first; letter <= last && letter < 0xffff; letter++) {
      const isDrawn = way === 0 || subtable.readUInt16BE(wayAt + way + (letter - first) * 2) !== 0;
      if (isDrawn) yield letter;
    }
  }
}

/** First letter, last letter and first glyph of each group. */
function* lettersOfGroups(subtable: Buffer): Iterable<number> {
  const count = subtable.readUInt32BE(12);
  for (let group = 16; group < 16 + count * 12; group += 12) {
    const last = subtable.readUInt32BE(group + 4);
    for (let letter = subtable.readUInt32BE(group); letter <= last; letter++) yield letter;
  }
}
