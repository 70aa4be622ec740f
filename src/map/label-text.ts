/** The size of labels, in units of the drawing, and how far apart their lines are. */
export const LABEL_SIZE = 12;
export const LINE_HEIGHT = 13;
/** From the upper edge of a line to its baseline. */
export const ASCENT = 10;

/** Parts of the size that letters are wide in bold sans-serif faces, by the wide ones among them (DejaVu). */
const WIDTHS: readonly (readonly [letters: RegExp, width: number])[] = [
  [/[iljI.,:;'’| ]/u, 0.36],
  [/[frt()/-]/u, 0.47],
  [/[mwMWÆŒ@%]/u, 1.04],
  [/[\p{Lu}\d&]/u, 0.78],
  [/[\u1100-\uffef\p{Extended_Pictographic}]/u, 1.1],
];
const USUAL_WIDTH = 0.68;

/** How wide a line is, estimated: what draws it has fonts that nobody knows here. */
export function widthOf(line: string): number {
  const parts = [...line].map((letter) => WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? USUAL_WIDTH);
  return parts.reduce((sum, part) => sum + part, 0) * LABEL_SIZE;
}

/**
 * A name in one line and, where it has a joint, in two; narrow ones first among those.
 *
 * `waysToBreak('Wutha-Farnroda')` → `[['Wutha-Farnroda'], ['Wutha-', 'Farnroda']]`
 */
export function waysToBreak(name: string): string[][] {
  const joints = [...name.matchAll(/(?<=\S)(?:(?<=-)| )(?=\S)/g)].map(({ index }) => index);
  const broken = joints.map((joint) => [name.slice(0, joint), name.slice(joint).trimStart()]);
  const widest = (lines: readonly string[]) => Math.max(...lines.map(widthOf));
  return [[name], ...broken.sort((a, b) => widest(a) - widest(b))];
}
