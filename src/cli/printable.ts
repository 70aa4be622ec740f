/**
 * Text from the catalogue or the command line for a terminal: what could steer it, break the line or turn the reading
 * direction is shown as an escape. `printable('Fest\u001b[2J')` → `'Fest\\u001b[2J'`
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** JSON without such characters either: inside its strings the escapes mean the same. */
export function printableJson(data: unknown): string {
  return JSON.stringify(data, null, 2).split('\n').map(printable).join('\n');
}

/** Rows as lines with aligned columns; the last column is as wide as it likes. */
export function inColumns(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of cells)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, length(cell))));
  return cells.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - length(cell)))
      .join('  ')
      .trimEnd(),
  );
}

function length(text: string): number {
  return [...text].length;
}
