import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceBetween } from '#src/catalogue/nearby.ts';
import type { Outline, Point, Polygon } from '#src/catalogue/types.ts';
import { areaOf } from '#src/map/area.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { placeAt, placesOnly, somePoints } from '../fixtures/places.ts';

const placesAt = (points: readonly Point[]) =>
  placesOnly(...points.map(({ latitude, longitude }, at) => placeAt(`place-${at}`, latitude, longitude)));

/** Whether a ray from the point to the east leaves a polygon more often than it enters it. */
function isInside({ latitude, longitude }: Point, polygons: readonly Polygon[]): boolean {
  const crossings = polygons.flat().flatMap((ring) =>
    ring.filter((corner, at) => {
      const before = ring.at(at - 1)!;
      if (corner.latitude > latitude === before.latitude > latitude) return false;
      const share = (latitude - corner.latitude) / (before.latitude - corner.latitude);
      return longitude < corner.longitude + share * (before.longitude - corner.longitude);
    }),
  );
  return crossings.length % 2 === 1;
}

describe('the area of a catalogue', () => {
  test('is its outline, where it has one', async () => {
    const outline: Outline = {
      polygons: [[[51, 52, 53].map((latitude) => ({ latitude, longitude: latitude - 40 }))]],
      attribution: '© Somebody',
    };
    expect(areaOf({ ...placesAt([{ latitude: 51, longitude: 10 }]), outline })).toEqual(outline);
  });

  test('is nothing where there are no places', () => {
    expect(areaOf(placesOnly())).toEqual({ polygons: [], attribution: null });
  });

  test('has every place well inside, however they lie', () => {
    fc.assert(
      fc.property(somePoints, (points) => {
        const { polygons } = areaOf(placesAt(points));
        const border = polygons.flat(2);
        for (const point of points) {
          expect(isInside(point, polygons)).toBe(true);
          const nearest = border.reduce((least, other) => Math.min(least, distanceBetween(point, other)), Infinity);
          expect(nearest).toBeGreaterThan(1000);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is in one piece and round, without a hole or a corner', () => {
    fc.assert(
      fc.property(somePoints, (points) => {
        const { polygons } = areaOf(placesAt(points));
        expect(polygons.map((rings) => rings.length)).toEqual([1]);
        expect(sharpestTurn(polygons[0]![0]!)).toBeLessThan(60);
      }),
      { numRuns: 60 },
    );
  });

  test('is worked out once for the same places, whatever else changes', async () => {
    const app = await temporaryCatalogue();
    const before = await app.catalogue.snapshot();
    await app.apply('test', { kind: 'cancel', event: 'laenderreise' });
    const after = await app.catalogue.snapshot();
    expect(after.places).not.toBe(before.places);
    expect(areaOf(after).polygons).toBe(areaOf(before).polygons);
  });
});

/** The greatest change of direction between two edges, in degrees. */
function sharpestTurn(ring: readonly Point[]): number {
  const narrowing = Math.cos((ring[0]!.latitude * Math.PI) / 180);
  const directions = ring.map(({ latitude, longitude }, at) => {
    const before = ring.at(at - 1)!;
    return Math.atan2(latitude - before.latitude, (longitude - before.longitude) * narrowing);
  });
  const turns = directions.map((direction, at) => {
    const turn = Math.abs(direction - directions.at(at - 1)!);
    return Math.min(turn, 2 * Math.PI - turn);
  });
  return (Math.max(...turns) * 180) / Math.PI;
}
