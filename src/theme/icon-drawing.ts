import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ICON_NAMES, type IconName } from './icon-names.ts';

/** The sprite or a colour is not as it must be; says what is wrong. */
export class IconError extends Error {
  override readonly name = 'IconError';
}

/**
 * One icon of `icons.svg` as an SVG document, for whatever draws outside of pages.
 *
 * @param colour as `#rrggbb`
 * @throws IconError if the colour is none, or the sprite cannot be read
 */
export function iconSvg(name: IconName, colour: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new IconError(`${colour}: an icon's colour must be #rrggbb`);
  symbols ??= symbolsIn(readFileSync(spriteFile(), 'utf8'));
  const { attributes, content } = symbols.get(name)!;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`.replaceAll('currentColor', colour);
}

/** What stands between `<symbol …>` and `</symbol>`, and the symbol's attributes but its id. */
export interface IconSymbol {
  readonly attributes: string;
  readonly content: string;
}

/**
 * The symbols of a sprite by their names, in its order. It is read line by line: each symbol has its own, and there is
 * nothing else.
 *
 * @throws IconError naming the line that is none, or the icons that are too many, missing or not in the order of ICON_NAMES
 */
export function symbolsIn(sprite: string): ReadonlyMap<string, IconSymbol> {
  const [first, ...rest] = sprite.trimEnd().split('\n');
  if (first !== '<svg xmlns="http://www.w3.org/2000/svg">' || rest.pop() !== '</svg>') {
    throw new IconError('icons.svg must begin with <svg xmlns="…"> and end with </svg>, each on a line of its own');
  }
  const read = rest.map((line, position): [string, IconSymbol] => {
    const [, id, attributes, content] = SYMBOL.exec(line) ?? [];
    if (!id || !attributes || !content) throw new IconError(`icons.svg:${position + 2} is not one <symbol>: ${line}`);
    return [id, { attributes, content }];
  });
  const names = read.map(([id]) => id);
  const wrong = Array.from({ length: Math.max(names.length, ICON_NAMES.length) }).findIndex(
    (_, position) => names[position] !== ICON_NAMES[position],
  );
  if (wrong !== -1) {
    throw new IconError(
      `icons.svg has ${names[wrong] ?? 'nothing'} where ICON_NAMES has ${ICON_NAMES[wrong] ?? 'nothing'}`,
    );
  }
  return new Map(read);
}

const SYMBOL = /^\s*<symbol id="([a-z-]+)" ([^<>]+)>((?:<(?:path|circle) [^<>]+\/>)+)<\/symbol>$/;

let symbols: ReadonlyMap<string, IconSymbol> | undefined;

/** By its name in the project, since a build moves this module elsewhere, but not the sprite. */
function spriteFile(): string {
  return createRequire(import.meta.url).resolve('#src/theme/icons.svg');
}
