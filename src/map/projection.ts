import type { Point } from '#src/catalogue/types.ts';

/**
 * Web Mercator (EPSG:3857) on a unit square: x grows eastwards from 180° W, y southwards from 85.05° N. The plane of
 * map tiles; shapes keep their angles there, and near each other their proportions.
 */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** Where the square ends; the poles are infinitely far. */
const MAX_LATITUDE = (Math.atan(Math.sinh(Math.PI)) * 180) / Math.PI;
const EARTH_CIRCUMFERENCE_METRES = 40_075_017;

export function project({ latitude, longitude }: Point): PlanePoint {
  const radians = (Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude)) * Math.PI) / 180;
  return { x: longitude / 360 + 0.5, y: 0.5 - Math.asinh(Math.tan(radians)) / (2 * Math.PI) };
}

export function unproject({ x, y }: PlanePoint): Point {
  return {
    latitude: (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI,
    longitude: (x - 0.5) * 360,
  };
}

/** How long so many metres are on the plane, at a latitude. */
export function planeLength(metres: number, latitude: number): number {
  return metres / (EARTH_CIRCUMFERENCE_METRES * Math.cos((latitude * Math.PI) / 180));
}
