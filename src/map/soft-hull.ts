import concaveman from 'concaveman';
import polygonClipping, { type Polygon, type Ring } from 'polygon-clipping';
import type { PlanePoint } from './projection.ts';

/** How deep bays may be: a concave hull this much shorter than its edges is wide. */
const CONCAVITY = 2.2;
const CORNERS_OF_A_DISC = 16;
const ROUNDS_OF_AVERAGING = 4;
const ROUNDS_OF_CUTTING = 2;
/** Coordinates are counted in this part of the reach: polygon-clipping fails on all but equal numbers. */
const GRAIN = 1 / 1000;
const REACH = 1 / GRAIN;
const STEP = REACH / 2;

/**
 * A soft shape around points, as one draws it by hand: the concave hull, widened by `reach` and smoothed. Every point
 * lies well inside.
 *
 * @returns its outer rings, nearly always one; none around nothing
 */
export function softHull(points: readonly PlanePoint[], reach: number): PlanePoint[][] {
  const [origin] = points;
  if (!origin) return [];
  const unit = reach * GRAIN;
  const grid = points.map(({ x, y }): Pair => [Math.round((x - origin.x) / unit), Math.round((y - origin.y) / unit)]);
  const distinct = [...new Map(grid.map((pair) => [pair.join(), pair])).values()];
  return widenedHull(hullOf(distinct)).map((ring) =>
    smoothed(ring).map(([x, y]) => ({ x: origin.x + x * unit, y: origin.y + y * unit })),
  );
}

type Pair = [x: number, y: number];

/** The hull's corners in turn, the first one not repeated; on one line: to its end and back. */
function hullOf(points: readonly Pair[]): Pair[] {
  if (points.length < 3) return [...points];
  // Edges shorter than the reach are rounded away.
  return concaveman([...points], CONCAVITY, REACH).slice(0, -1) as Pair[];
}

/** The hull with a disc around each corner and a band along each edge, in one piece; without holes. */
function widenedHull(hull: readonly Pair[]): Pair[][] {
  const discs = hull.map(discAround);
  const bands = hull.flatMap((corner, at) => bandBetween(corner, hull[(at + 1) % hull.length]!) ?? []);
  try {
    return polygonClipping.union([[...hull]], ...discs, ...bands).map(([outer]) => (outer as Pair[]).slice(0, -1));
  } catch {
    // It cannot untangle every drawing. What is around all discs is the same shape without bays.
    return [concaveman(discs.flat(2), Infinity).slice(0, -1) as Pair[]];
  }
}

function discAround([x, y]: Pair): Polygon {
  const corner = (_: unknown, at: number): Pair => {
    const angle = (2 * Math.PI * (at + 0.5)) / CORNERS_OF_A_DISC;
    return [Math.round(x + REACH * Math.cos(angle)), Math.round(y + REACH * Math.sin(angle))];
  };
  return [Array.from({ length: CORNERS_OF_A_DISC }, corner)];
}

function bandBetween(a: Pair, b: Pair): Polygon[] | undefined {
  const length = lengthBetween(a, b);
  if (length === 0) return undefined;
  const [x, y] = [((a[1] - b[1]) / length) * REACH, ((b[0] - a[0]) / length) * REACH];
  const corner = ([fromX, fromY]: Pair, side: 1 | -1): Pair => [
    Math.round(fromX + side * x),
    Math.round(fromY + side * y),
  ];
  const ring: Ring = [corner(a, 1), corner(b, 1), corner(b, -1), corner(a, -1)];
  return [[ring]];
}

/** The ring without corners, outer or inner: even steps, drawn together to their neighbours, then cut to finer ones. */
function smoothed(ring: readonly Pair[]): readonly Pair[] {
  let soft: readonly Pair[] = inEvenSteps(ring);
  for (let round = 0; round < ROUNDS_OF_AVERAGING; round++) {
    soft = soft.map((point, at) => between(between(soft.at(at - 1)!, soft[(at + 1) % soft.length]!, 0.5), point, 0.5));
  }
  for (let round = 0; round < ROUNDS_OF_CUTTING; round++) {
    // Chaikin: each corner is cut at a quarter of its edges.
    soft = soft.flatMap((point, at) => [0.25, 0.75].map((share) => between(soft.at(at - 1)!, point, share)));
  }
  return soft;
}

function inEvenSteps(ring: readonly Pair[]): Pair[] {
  const lengths = ring.map((corner, at) => lengthBetween(ring.at(at - 1)!, corner));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const step = whole / Math.ceil(whole / STEP);
  let walked = 0;
  return ring.flatMap((corner, at) => {
    const [start, length] = [walked, lengths[at]!];
    walked += length;
    const steps = Array.from({ length: Math.ceil(walked / step) - Math.ceil(start / step) });
    return steps.map((_, count) =>
      between(ring.at(at - 1)!, corner, ((Math.ceil(start / step) + count) * step - start) / length),
    );
  });
}

function between(from: Pair, to: Pair, share: number): Pair {
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

function lengthBetween([x, y]: Pair, to: Pair): number {
  return Math.hypot(to[0] - x, to[1] - y);
}
