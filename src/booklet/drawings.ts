import { qrCode } from '#src/paths/qr-code.ts';
import { motifSvg } from '#src/theme/drawing.ts';
import { iconSvg } from '#src/theme/icon-drawing.ts';
import { ICON_NAMES } from '#src/theme/icon-names.ts';
import { THEME } from '#src/theme/theme.ts';
import type { Booklet, Drawing } from './booklet.ts';

/**
 * The drawings of a booklet by name: `motif`, `map`, `qr-<event>` and `qr-cover`, and the symbols: of a kind of event
 * for its place on a hue (`kind-food`), any of them in the colour of words (`fact-free`).
 */
export function drawingsOf(booklet: Booklet, overview: string): Map<string, Drawing> {
  const drawings = new Map<string, Drawing>();
  const add = (name: string, svg: string) => drawings.set(name, { format: 'svg', bytes: Buffer.from(svg) });
  const { colours, cover, chapters, map } = booklet;
  add('motif', motifSvg(THEME));
  if (map) add('map', overview);
  addQr('qr-cover', cover.url);
  for (const { days } of chapters) {
    for (const { symbol, body } of days.flatMap(({ entries }) => entries)) {
      add(`kind-${symbol}`, iconSvg(symbol, colours.onHue));
      if (body) addQr(body.qr, body.url);
    }
  }
  for (const name of ICON_NAMES) add(`fact-${name}`, iconSvg(name, colours.ink));
  return drawings;

  function addQr(name: string, url: string): void {
    const code = qrCode(url);
    if (code) add(name, qrSvg(code, colours.ink));
  }
}

function qrSvg({ size, path }: { size: number; path: string }, colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}"><path d="${path}" fill="${colour}"/></svg>`;
}
