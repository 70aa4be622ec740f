import type { Point, Polygon } from '#src/catalogue/types.ts';

const METRES_PER_DEGREE = 111_320;

/** A rectangle between meridians and parallels, in degrees. */
export interface Bounds {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** The smallest bounds with all points in them; null if there is none. */
export function boundsOf(points: Iterable<Point>): Bounds | null {
  let [south, west, north, east] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { latitude, longitude } of points) {
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
  }
  return south === Infinity ? null : { south, west, north, east };
}

const known = new WeakMap<readonly Polygon[], { readonly bounds: Bounds | null }>();

/** Those of the outer rings; known from then on, since an outline may have 200,000 positions. */
export function outerBounds(polygons: readonly Polygon[]): Bounds | null {
  let record = known.get(polygons);
  if (!record) {
    record = { bounds: boundsOf(polygons.flatMap(([outer]) => outer ?? [])) };
    known.set(polygons, record);
  }
  return record.bounds;
}

/** The south-west and the north-east one. */
export function cornersOf({ south, west, north, east }: Bounds): Point[] {
  return [
    { latitude: south, longitude: west },
    { latitude: north, longitude: east },
  ];
}

/** Bounds that reach so many metres further to each side. */
export function widened({ south, west, north, east }: Bounds, metres: number): Bounds {
  const [latitudes, middle] = [metres / METRES_PER_DEGREE, (south + north) / 2];
  const longitudes = latitudes / Math.cos((middle * Math.PI) / 180);
  return { south: south - latitudes, west: west - longitudes, north: north + latitudes, east: east + longitudes };
}
