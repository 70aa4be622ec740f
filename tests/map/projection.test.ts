import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceBetween } from '#src/catalogue/nearby.ts';
import { planeLength, project, unproject } from '#src/map/projection.ts';

const latitude = fc.double({ min: -85, max: 85, noNaN: true });
const longitude = fc.double({ min: -180, max: 180, noNaN: true });

describe('Web Mercator', () => {
  test('has its corners and its middle where tiles have them', () => {
    expect(project({ latitude: 0, longitude: 0 })).toEqual({ x: 0.5, y: 0.5 });
    const corner = unproject({ x: 0, y: 0 });
    expect(corner.longitude).toBe(-180);
    expect(corner.latitude).toBeCloseTo(85.05112878, 7);
    // Tile 8/135/85 begins here.
    const eisenach = project({ latitude: 50.9807, longitude: 10.3152 });
    expect([Math.floor(eisenach.x * 256), Math.floor(eisenach.y * 256)]).toEqual([135, 85]);
  });

  test('leads there and back', () => {
    fc.assert(
      fc.property(latitude, longitude, (lat, lon) => {
        const back = unproject(project({ latitude: lat, longitude: lon }));
        expect(back.latitude).toBeCloseTo(lat, 9);
        expect(back.longitude).toBeCloseTo(lon, 9);
      }),
    );
  });

  test('keeps the poles on the square', () => {
    expect(project({ latitude: 90, longitude: 0 }).y).toBeCloseTo(0, 12);
    expect(project({ latitude: -90, longitude: 0 }).y).toBeCloseTo(1, 12);
  });

  test('makes of metres what they are at a latitude', () => {
    const [a, b] = [
      { latitude: 51, longitude: 10 },
      { latitude: 51, longitude: 10.1 },
    ];
    const onPlane = project(b).x - project(a).x;
    expect(planeLength(distanceBetween(a, b), 51) / onPlane).toBeCloseTo(1, 2);
  });
});
