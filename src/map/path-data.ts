import type { PlanePoint } from './projection.ts';
import { simplified, type Step } from './simplify.ts';

/** Points lie on a grid of half units: finer is seen by nobody and costs bytes. */
const STEPS_OF_A_UNIT = 2;

/** In steps of the grid: what is left out is seen by nobody either. */
const TOLERANCE = 0.5;

/** It stands in every page with a map: what would be longer is drawn on a coarser grid. */
const MAX_LENGTH = 16_000;
/** Each takes at least so much of it: a number, a sign or a space, and a number. */
const LEAST_LENGTH = 3;

/**
 * Polygons as SVG path data, as short as they can be written; rings too small to be seen are left out. Outer rings run
 * one way and holes the other, so that polygons which overlap a little make no hole there (`fill-rule: nonzero`).
 * What would be too long a path loses detail, and rings that are small then, until it is short enough.
 *
 * `pathData([[[{ x: 1, y: 1 }, { x: 4.6, y: 1.1 }, { x: 4.4, y: 3 }]]])` → `'M1 1l3.5 0 0 2z'`
 */
export function pathData(polygons: readonly (readonly (readonly PlanePoint[])[])[]): string {
  const rings = polygons.flatMap((all) => all.map((ring, at) => ({ steps: ring.map(stepOf), isOuter: at === 0 })));
  for (let grain = 1; ; grain *= 2) {
    const path = written(
      rings.map(({ steps, isOuter }) => ({ steps: onGrid(steps, grain), isOuter })),
      grain,
    );
    if (path !== null) return path;
  }
}

interface Ring {
  readonly steps: readonly Step[];
  readonly isOuter: boolean;
}

/** Null if it is too long. */
function written(rings: readonly Ring[], grain: number): string | null {
  const kept = rings.filter(({ steps }) => steps.length >= 3);
  const simple = simplified(
    kept.map(({ steps }) => steps),
    TOLERANCE * grain,
  );
  const straight = simple.map(withoutStraight);
  if (straight.reduce((sum, { length }) => sum + (length < 3 ? 0 : length), 0) * LEAST_LENGTH > MAX_LENGTH) return null;
  const path = straight.map((ring, at) => ringData(turned(ring, kept[at]!.isOuter))).join('');
  return path.length <= MAX_LENGTH ? path : null;
}

function stepOf({ x, y }: PlanePoint): Step {
  return [Math.round(x * STEPS_OF_A_UNIT), Math.round(y * STEPS_OF_A_UNIT)];
}

/** The ring with each point on the nearest of so many steps, and none twice in a row. */
function onGrid(ring: readonly Step[], grain: number): Step[] {
  const steps: Step[] = [];
  for (const [x, y] of ring) {
    const step: Step = [Math.round(x / grain) * grain, Math.round(y / grain) * grain];
    if (!isSame(step, steps.at(-1))) steps.push(step);
  }
  while (steps.length > 1 && isSame(steps[0]!, steps.at(-1))) steps.pop();
  return steps;
}

function isSame([x, y]: Step, other: Step | undefined): boolean {
  return other !== undefined && x === other[0] && y === other[1];
}

/** Without the points that a straight line passes through. */
function withoutStraight(ring: readonly Step[]): Step[] {
  return ring.filter(([x, y], at) => {
    const [before, after] = [ring.at(at - 1)!, ring[(at + 1) % ring.length]!];
    return (x - before[0]) * (after[1] - y) !== (y - before[1]) * (after[0] - x);
  });
}

/** The ring as it runs clockwise, or against it. */
function turned(ring: readonly Step[], clockwise: boolean): readonly Step[] {
  const area = ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return area > 0 === clockwise ? ring : ring.toReversed();
}

function ringData(ring: readonly Step[]): string {
  const [first] = ring;
  if (!first || ring.length < 3) return '';
  const moves = ring.slice(1).flatMap(([x, y], at) => [x - ring[at]![0], y - ring[at]![1]]);
  return `M${numbers(first)}l${numbers(moves)}z`;
}

/** `numbers([3, -4, 1, 1])` → `'1.5-2 .5.5'`: a sign or a second point parts numbers well enough. */
function numbers(steps: readonly number[]): string {
  const written = steps.map((step) => String(step / STEPS_OF_A_UNIT).replace(/^(-?)0\./, '$1.'));
  return written
    .map((number, at) => {
      const isParted = number.startsWith('-') || (number.startsWith('.') && written[at - 1]?.includes('.'));
      return at === 0 || isParted ? number : ` ${number}`;
    })
    .join('');
}
