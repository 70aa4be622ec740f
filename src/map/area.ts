import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { Place, Polygon } from '#src/catalogue/types.ts';
import { planeLength, project, unproject } from './projection.ts';
import { softHull } from './soft-hull.ts';

/** What maps draw as the area of the catalogue. */
export interface Area {
  readonly polygons: readonly Polygon[];
  /** Whom to name as its source. */
  readonly attribution: string | null;
}

/** How far a soft shape reaches beyond its places: so much of their extent, but at least so many metres. */
const REACH = 0.07;
const LEAST_REACH_METRES = 2000;

/** The outline that the catalogue was given; where there is none, a soft shape around all its places. */
export function areaOf({ outline, places }: Pick<Snapshot, 'outline' | 'places'>): Area {
  return outline ?? { polygons: shapeAround([...places.values()]), attribution: null };
}

/** The last shape, by the points that it lies around: a new version of the catalogue has mostly the same places. */
let known: { readonly points: string; readonly polygons: readonly Polygon[] } | undefined;

function shapeAround(places: readonly Place[]): readonly Polygon[] {
  const points = places.map(({ point }) => `${point.latitude} ${point.longitude}`).join();
  if (known?.points !== points) known = { points, polygons: computeShape(places) };
  return known.polygons;
}

function computeShape(places: readonly Place[]): Polygon[] {
  if (places.length === 0) return [];
  const points = places.map(({ point }) => project(point));
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const extent = Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const reach = Math.max(extent * REACH, planeLength(LEAST_REACH_METRES, places[0]!.point.latitude));
  return softHull(points, reach).map((ring) => [ring.map(unproject)]);
}
