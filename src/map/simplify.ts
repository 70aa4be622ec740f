/** A point on the grid of a drawing. */
export type Step = readonly [x: number, y: number];

/**
 * Rings with fewer points, none further than `tolerance` from where it was (Douglas-Peucker). Where rings share a border
 * they keep sharing it, so that no gap opens between neighbours: a border is simplified as a whole, from one point where
 * borders meet to the next, and the same way from both sides.
 */
export function simplified(rings: readonly (readonly Step[])[], tolerance: number): Step[][] {
  const neighbours = new Map<number, number[]>();
  const meet = (a: Step, b: Step) => {
    const known = neighbours.get(keyOf(a));
    if (!known) neighbours.set(keyOf(a), [keyOf(b)]);
    else if (!known.includes(keyOf(b)) && known.length <= 2) known.push(keyOf(b));
  };
  for (const ring of rings) {
    ring.forEach((point, at) => {
      meet(point, ring.at(at - 1)!);
      meet(ring.at(at - 1)!, point);
    });
  }
  const isMeeting = (point: Step) => neighbours.get(keyOf(point))!.length > 2;
  return rings.map((ring) => bordersOf(ring, isMeeting).flatMap((border) => simplifiedBorder(border, tolerance)));
}

/** One number for each point: drawings are far smaller than this. */
function keyOf([x, y]: Step): number {
  return x * 2 ** 25 + y;
}

/** The ring cut where borders meet; each piece with its end, which is where the next one begins. */
function bordersOf(ring: readonly Step[], isMeeting: (point: Step) => boolean): Step[][] {
  if (ring.length < 3) return [];
  const meetings = ring.flatMap((point, at) => (isMeeting(point) ? at : []));
  const cuts = meetings.length > 1 ? meetings : cutsOf(ring, meetings[0]);
  return cuts.map((cut, at) => {
    const next = cuts[at + 1] ?? cuts[0]! + ring.length;
    return Array.from({ length: next - cut + 1 }, (_, step) => ring[(cut + step) % ring.length]!);
  });
}

/** Where a ring is cut that meets others at most once: two points far apart, the same ones from wherever it begins. */
function cutsOf(ring: readonly Step[], meeting: number | undefined): number[] {
  const first = meeting ?? indexOfBest(ring, (point) => [-point[0], -point[1]]);
  const [x, y] = ring[first]!;
  const farthest = indexOfBest(ring, (point) => [(point[0] - x) ** 2 + (point[1] - y) ** 2, point[0], point[1]]);
  return [first, farthest].sort((a, b) => a - b);
}

function indexOfBest(ring: readonly Step[], rank: (point: Step) => readonly number[]): number {
  return ring.reduce((best, point, at) => (isAbove(rank(point), rank(ring[best]!)) ? at : best), 0);
}

function isAbove(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((number, position) => number !== b[position]);
  return at >= 0 && a[at]! > b[at]!;
}

/** Without its end. */
function simplifiedBorder(border: readonly Step[], tolerance: number): Step[] {
  const isForwards = isAbove(border.at(-1)!, border[0]!);
  const kept = keptOf(isForwards ? border : border.toReversed(), tolerance);
  return (isForwards ? kept : kept.toReversed()).slice(0, -1);
}

function keptOf(line: readonly Step[], tolerance: number): Step[] {
  const kept = new Set([0, line.length - 1]);
  const open: [first: number, last: number][] = [[0, line.length - 1]];
  for (let piece = open.pop(); piece; piece = open.pop()) {
    const [first, last] = piece;
    const [farthest, square] = farthestFrom(line, first, last);
    if (square <= tolerance ** 2) continue;
    kept.add(farthest);
    open.push([first, farthest], [farthest, last]);
  }
  return line.filter((_, at) => kept.has(at));
}

/** Which point between two of a line is farthest from the straight way between these, and the square of how far. */
function farthestFrom(line: readonly Step[], first: number, last: number): [at: number, square: number] {
  const [[x, y], [toX, toY]] = [line[first]!, line[last]!];
  const [wayX, wayY] = [toX - x, toY - y];
  const square = wayX ** 2 + wayY ** 2;
  let farthest = first;
  let greatest = 0;
  for (let at = first + 1; at < last; at++) {
    const dx = line[at]![0] - x;
    const dy = line[at]![1] - y;
    const share = square === 0 ? 0 : Math.max(0, Math.min(1, (dx * wayX + dy * wayY) / square));
    const off = (dx - share * wayX) ** 2 + (dy - share * wayY) ** 2;
    if (off <= greatest) continue;
    farthest = at;
    greatest = off;
  }
  return [farthest, greatest];
}
