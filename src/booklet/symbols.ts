import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '../theme/icons.svg');
const SYMBOL = /<symbol\b([^>]*)>([\s\S]*?)<\/symbol>/g;

/**
 * The drawings of the site's symbols by their ids, out of its sprite.
 *
 * @returns none if there is no sprite: then words stand alone
 */
export function readSymbols(file = FILE): ReadonlyMap<string, SymbolDrawing> {
  if (!existsSync(file)) return new Map();
  return new Map(
    [...readFileSync(file, 'utf8').matchAll(SYMBOL)].flatMap(([, attributes = '', content = '']) => {
      const id = /\bid="([^"]+)"/.exec(attributes)?.[1];
      // What a symbol says of all its strokes goes on the document.
      const shared = attributes.replace(/\s+id="[^"]*"/, '').trim();
      return id === undefined ? [] : [[id, { attributes: shared, content }] as const];
    }),
  );
}

export interface SymbolDrawing {
  readonly attributes: string;
  readonly content: string;
}

/** A symbol as an SVG document in one colour. */
export function symbolSvg({ attributes, content }: SymbolDrawing, colour: string): string {
  const usual = [
    'fill="none"',
    'stroke="currentColor"',
    'stroke-width="1.75"',
    'stroke-linecap="round"',
    'stroke-linejoin="round"',
  ];
  const own = usual.filter((one) => !new RegExp(`(^|\\s)${one.split('=')[0]}=`).test(attributes));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" ${attributes} ${own.join(' ')}>${content}</svg>`;
  return svg.replaceAll('currentColor', colour);
}
