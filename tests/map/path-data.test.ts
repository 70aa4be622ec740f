import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathData } from '#src/map/path-data.ts';
import { ringsOf } from '../fixtures/path-data.ts';

const square = (size: number) => [
  { x: 0, y: 0 },
  { x: size, y: 0 },
  { x: size, y: size },
  { x: 0, y: size },
];

describe('path data', () => {
  test('snaps to half units and says nothing twice', () => {
    const triangle = [
      { x: 1, y: 1 },
      { x: 4.6, y: 1.1 },
      { x: 4.6, y: 1.2 },
      { x: 4.4, y: 3 },
    ];
    expect(pathData([[triangle]])).toBe('M1 1l3.5 0 0 2z');
  });

  test('leaves out what lies on a line that is nearly straight, and what is too small to be seen', () => {
    const bent = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 20, y: 0.5 },
      { x: 20, y: 20 },
      { x: 0, y: 20 },
      { x: 0, y: 10 },
    ];
    expect(pathData([[bent], [square(0.2)]])).toBe('M0 0l20 .5 0 19.5-20 0z');
    expect(pathData([])).toBe('');
  });

  test('writes numbers that are read as they were meant', () => {
    const halves = fc.integer({ min: -700, max: 700 }).map((number) => number / 2);
    // A comb, whose teeth are too long to be simplified away.
    const ring = fc.array(fc.integer({ min: 20, max: 300 }), { minLength: 1, maxLength: 20 }).map((teeth) => [
      { x: -20, y: -9.5 },
      ...teeth.flatMap((length, at) => [
        { x: 6 * at, y: 0 },
        { x: 6 * at + 2.5, y: length / 2 },
      ]),
      { x: 6 * teeth.length + 20, y: -9.5 },
    ]);
    fc.assert(
      fc.property(ring, halves, halves, (points, dx, dy) => {
        const moved = points.map(({ x, y }) => ({ x: x + dx, y: y + dy }));
        const [read] = ringsOf(pathData([[moved]]));
        expect(read!.toSorted(([a], [b]) => a - b)).toEqual(moved.map(({ x, y }) => [x, y]));
      }),
    );
  });

  test('is never too long for a page: what is too fine is drawn coarser, and what is small then left out', () => {
    const zigzag = Array.from({ length: 20_000 }, (_, at) => {
      const [angle, radius] = [(at / 20_000) * 2 * Math.PI, at % 2 === 0 ? 150 : 147];
      return { x: 160 + radius * Math.cos(angle), y: 160 + radius * Math.sin(angle) };
    });
    const specks = Array.from({ length: 6000 }, (_, at) =>
      square(2).map(({ x, y }) => ({ x: x + 4 * (at % 80), y: y + 4 * Math.floor(at / 80) })),
    );
    for (const polygons of [[[zigzag]], [[zigzag], ...specks.map((speck) => [speck])]]) {
      const path = pathData(polygons);
      expect(path.length).toBeLessThanOrEqual(16_000);
      const across = ringsOf(path)[0]!.map(([x]) => x);
      expect(Math.max(...across) - Math.min(...across)).toBeGreaterThan(250);
    }
    expect(pathData(specks.map((speck) => [speck])).length).toBeLessThanOrEqual(16_000);
  });

  test('runs around areas one way and around holes the other', () => {
    const hole = square(1).map(({ x, y }) => ({ x: x + 1, y: y + 1 }));
    const written = pathData([[square(5), hole]]);
    expect(written).toBe('M0 0l5 0 0 5-5 0zM1 2l1 0 0-1-1 0z');
    expect(
      ringsOf(pathData([[square(5).toReversed(), hole.toReversed()]]))
        .flat()
        .sort(),
    ).toEqual(ringsOf(written).flat().sort());
  });
});
