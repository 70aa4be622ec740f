import type { Theme } from './theme.ts';

/** The motif as an SVG document, for whatever draws outside of pages. */
export function motifSvg({ motif }: Theme): string {
  const colours = [motif.ground, ...motif.colours];
  const shapes = motif.shapes.map(
    ({ path, colour, opacity }) => `<path d="${path}" fill="${colours[colour]}" fill-opacity="${opacity}"/>`,
  );
  return svg(motif.width, motif.height, shapes.join(''));
}

/** The site's mark as an SVG document, in the motif's colours: for its ground. */
export function markSvg({ mark, motif }: Theme): string {
  const [front, , , , back] = motif.colours as [string, string, string, string, string];
  return svg(
    mark.size,
    mark.size,
    `<path d="${mark.brand}" fill="${front}"/><path d="${mark.second}" fill="${back}" fill-opacity=".85"/>`,
  );
}

function svg(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
}
