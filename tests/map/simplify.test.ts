import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simplified, type Step } from '#src/map/simplify.ts';

/** A border from north to south that wanders, and the two areas on its sides. */
const neighbours = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 3, maxLength: 60 }).map((xs) => {
  const border = xs.map((x, y): Step => [x, 2 * y]);
  const [west, east] = [-50, 50].map((x): Step[] => [
    [x, 2 * (xs.length - 1)],
    [x, 0],
  ]) as [Step[], Step[]];
  return { border, western: [...border, ...west], eastern: [...border.toReversed(), ...east.toReversed()] };
});

describe('simplifying', () => {
  test('moves nothing further than it may, and leaves nothing more out where neighbours meet', () => {
    fc.assert(
      fc.property(neighbours, fc.integer({ min: 1, max: 4 }), ({ border, western, eastern }, tolerance) => {
        const [west] = simplified([western, eastern], tolerance) as [Step[], Step[]];
        for (const point of border) expect(distanceTo(west, point)).toBeLessThanOrEqual(tolerance + 1e-9);
        for (const end of [border[0]!, border.at(-1)!]) expect(west).toContainEqual(end);
      }),
      { numRuns: 300 },
    );
  });

  test('opens no gap between neighbours, wherever their rings begin', () => {
    fc.assert(
      fc.property(
        neighbours,
        fc.nat(),
        fc.integer({ min: 1, max: 4 }),
        ({ border, western, eastern }, turn, tolerance) => {
          const at = turn % eastern.length;
          const turned = [...eastern.slice(at), ...eastern.slice(0, at)];
          const [west, east] = simplified([western, turned], tolerance) as [Step[], Step[]];
          const shared = (ring: readonly Step[]) =>
            border.filter((point) => ring.some(([x, y]) => x === point[0] && y === point[1]));
          expect(shared(east)).toEqual(shared(west));
        },
      ),
    );
  });

  test('treats an area and the hole that it fills alike', () => {
    const island: Step[] = [
      [0, 0],
      [10, 1],
      [20, 0],
      [20, 20],
      [9, 20],
      [0, 20],
    ];
    const hole = [...island.slice(3), ...island.slice(0, 3)].reverse();
    const [filled, left] = simplified([island, hole], 2) as [Step[], Step[]];
    expect(filled.toSorted()).toEqual(left.toSorted());
    expect(filled).toHaveLength(4);
  });

  test('makes nothing of what has no area', () => {
    expect(
      simplified(
        [
          [],
          [[1, 1]],
          [
            [1, 1],
            [2, 2],
          ],
        ],
        1,
      ),
    ).toEqual([[], [], []]);
  });
});

function distanceTo(ring: readonly Step[], [x, y]: Step): number {
  return Math.min(
    ...ring.map(([toX, toY], at) => {
      const [fromX, fromY] = ring.at(at - 1)!;
      const [dx, dy] = [toX - fromX, toY - fromY];
      const share = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1)));
      return Math.hypot(x - fromX - share * dx, y - fromY - share * dy);
    }),
  );
}
