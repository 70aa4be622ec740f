import type { Point } from '#src/catalogue/types.ts';
import type { Bounds } from './bounds.ts';
import { project, unproject, type PlanePoint } from './projection.ts';

/** The part of the earth that a small drawing shows, and where in it each point is. Lengths in its own units. */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly bounds: Bounds;
  /** From the upper left corner. */
  locate(point: Point): PlanePoint;
}

/** Points that have to be seen, each at least this far from the drawing's edge. */
export interface Seen {
  readonly points: readonly Point[];
  readonly margin: number;
}

/** A drawing of one long road is no ribbon. */
const LEAST_HEIGHT = 0.5;
const GREATEST_HEIGHT = 1.5;
/** Of the plane, a few centimetres: so that a single point has a scale, too. */
const LEAST_SPAN = 1e-9;

/** The view of so many units' width that shows everything as large as it goes. */
export function viewOf(width: number, seen: readonly Seen[]): View {
  const sets = seen.map(({ points, margin }) => ({ points: points.map(project), margin }));
  const xs = edgesOf(sets.map(({ points, margin }) => ({ numbers: points.map(({ x }) => x), margin })));
  const ys = edgesOf(sets.map(({ points, margin }) => ({ numbers: points.map(({ y }) => y), margin })));
  const scale = Math.min(scaleFor(width, xs), scaleFor(width * GREATEST_HEIGHT, ys));
  const [[left, right], [top, bottom]] = [reachOf(xs, scale), reachOf(ys, scale)];
  const height = Math.max(Math.ceil((bottom - top) * scale), width * LEAST_HEIGHT);
  const west = (left + right - width / scale) / 2;
  const north = (top + bottom - height / scale) / 2;
  const first = unproject({ x: west, y: north });
  const last = unproject({ x: west + width / scale, y: north + height / scale });
  return {
    width,
    height,
    bounds: { south: last.latitude, west: first.longitude, north: first.latitude, east: last.longitude },
    locate(point) {
      const { x, y } = project(point);
      return { x: (x - west) * scale, y: (y - north) * scale };
    },
  };
}

/** How far a set of numbers goes, and how many units have to be free beyond. */
interface Edges {
  readonly least: number;
  readonly greatest: number;
  readonly margin: number;
}

function edgesOf(sets: readonly { numbers: readonly number[]; margin: number }[]): Edges[] {
  return sets
    .filter(({ numbers }) => numbers.length > 0)
    .map(({ numbers, margin }) => ({
      least: numbers.reduce((a, b) => Math.min(a, b)),
      greatest: numbers.reduce((a, b) => Math.max(a, b)),
      margin,
    }));
}

/** The largest scale at which everything fits: any set may be the outermost on one side, and another on the other. */
function scaleFor(length: number, edges: readonly Edges[]): number {
  const scales = edges.flatMap((first) =>
    edges.map((last) => (length - first.margin - last.margin) / Math.max(last.greatest - first.least, LEAST_SPAN)),
  );
  return Math.min(...scales);
}

function reachOf(edges: readonly Edges[], scale: number): [least: number, greatest: number] {
  return [
    Math.min(...edges.map(({ least, margin }) => least - margin / scale)),
    Math.max(...edges.map(({ greatest, margin }) => greatest + margin / scale)),
  ];
}
