import type { PlanePoint } from './projection.ts';
import { simplified, type Step } from './simplify.ts';

/** Points lie on a grid of half units: finer is seen by nobody and costs bytes. */
const STEPS_OF_A_UNIT = 2;

/** In those steps: what is left out is seen by nobody either. */
const TOLERANCE = 0.5;

/**
 * Polygons as SVG path data, as short as they can be written; rings too small to be seen are left out. Outer rings run
 * one way and holes the other, so that polygons which overlap a little make no hole there (`fill-rule: nonzero`).
 *
 * `pathData([[[{ x: 1, y: 1 }, { x: 4.6, y: 1.1 }, { x: 4.4, y: 3 }]]])` → `'M1 1l3.5 0 0 2z'`
 */
export function pathData(polygons: readonly (readonly (readonly PlanePoint[])[])[]): string {
  const isOuter = polygons.flatMap((rings) => rings.map((_, at) => at === 0));
  return simplified(polygons.flat().map(onGrid), TOLERANCE)
    .map((ring, at) => ringData(turned(withoutStraight(ring), isOuter[at]!)))
    .join('');
}

function onGrid(ring: readonly PlanePoint[]): Step[] {
  const steps = ring.map(({ x, y }): Step => [Math.round(x * STEPS_OF_A_UNIT), Math.round(y * STEPS_OF_A_UNIT)]);
  return steps.filter(([x, y], at) => x !== steps.at(at - 1)![0] || y !== steps.at(at - 1)![1]);
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
