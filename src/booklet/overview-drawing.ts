import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { EventDate } from '#src/catalogue/programme.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { overviewOf, type OverviewTown } from '#src/map/overview.ts';
import { paletteOf } from '#src/theme/palette.ts';
import { THEME } from '#src/theme/theme.ts';
import type { MapDrawing, MapTown } from './booklet.ts';
import { isolated } from './said.ts';

/**
 * The overview map for paper: the drawing as an SVG document, the names and numbers beside it, to be set as words.
 * Lengths in units of the drawing.
 */
export function overviewDrawing(
  snapshot: Pick<Snapshot, 'places' | 'outline'>,
  dates: readonly EventDate[],
  i18n: Translation,
): { readonly svg: string; readonly map: MapDrawing } {
  const { width, height, outline, attribution, towns } = overviewOf(snapshot, dates);
  const colours = paletteOf(THEME.light);
  const area = outline
    ? `<path d="${outline}" fill="${colours.washes[5]}" stroke="${colours['line-strong']}" stroke-width="3" stroke-linejoin="round"/>` +
      `<path d="${outline}" fill="${colours.washes[5]}" stroke="${colours.line}" stroke-width=".75"/>`
    : '';
  const circles = towns.map(
    ({ x, y, radius, count }) =>
      `<circle cx="${x}" cy="${y}" r="${radius}" fill="${count > 0 ? colours.action : colours['text-quiet']}" ` +
      `stroke="#ffffff" stroke-width="${count > 0 ? 1 : 0}"/>`,
  );
  // Numbers would be taken for counts.
  const unnamed = towns.filter(({ label, count }) => !label.hasRoom && count > 0);
  const letterOf = new Map(unnamed.map((town, at) => [town, String.fromCharCode(97 + at)]));
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${area}${circles.join('')}</svg>`,
    map: {
      width,
      height,
      label: i18n.t('map.overview'),
      source: attribution,
      towns: towns
        .filter(({ label, count }) => label.hasRoom || count > 0)
        .map((town) => ({
          ...{ x: town.x, y: town.y, quiet: town.count === 0 },
          count: town.holdsCount ? i18n.number(town.count) : null,
          ...labelOf(town, letterOf.get(town)),
        })),
      key: unnamed.map((town) => ({ letter: letterOf.get(town)!, name: isolated(town.place.name) })),
    },
  };
}

/** A letter stands right beside the circle: it has room everywhere. */
function labelOf(
  { x, y, radius, label }: OverviewTown,
  letter: string | undefined,
): Pick<MapTown, 'lines' | 'labelX' | 'labelY' | 'anchor'> {
  if (letter === undefined) return { lines: label.lines, labelX: label.x, labelY: label.y, anchor: label.anchor };
  return { lines: [letter], labelX: x + radius + 1.5, labelY: y + 3, anchor: 'start' };
}
