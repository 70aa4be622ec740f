import type { Theme } from './theme.ts';

/** The motif's shapes with their colours, from back to front; in a box of `width` × `height`. */
export function motifShapes({ motif }: Theme): { path: string; colour: string; opacity: number }[] {
  const colours = [motif.ground, ...motif.colours];
  return motif.shapes.map(({ path, colour, opacity }) => ({ path, colour: colours[colour]!, opacity }));
}

/** The motif as an SVG document, for whatever draws outside of pages. */
export function motifSvg(theme: Theme): string {
  const { width, height } = theme.motif;
  const shapes = motifShapes(theme).map(
    ({ path, colour, opacity }) => `<path d="${path}" fill="${colour}" fill-opacity="${opacity}"/>`,
  );
  return svg(width, height, shapes.join(''));
}

/**
 * The site's mark as an SVG document.
 *
 * @param room around it, as a share of its size; 0 for none
 * @param ground what it stands on; nothing if not said
 */
export function markSvg({ mark, motif }: Theme, { room = 0, ground }: { room?: number; ground?: string } = {}): string {
  const side = mark.size * (1 + 2 * room);
  const offset = mark.size * room;
  const [front, , , , back] = motif.colours as [string, string, string, string, string];
  return svg(
    side,
    side,
    (ground ? `<rect width="${side}" height="${side}" fill="${ground}"/>` : '') +
      `<g transform="translate(${offset} ${offset})"><path d="${mark.brand}" fill="${front}"/>` +
      `<path d="${mark.second}" fill="${back}" fill-opacity=".85"/></g>`,
  );
}

function svg(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
}
