import { z } from 'zod';
import type { Point, Polygon } from '#src/catalogue/types.ts';
import { refuse, type Refusal } from './change.ts';
import { placeInGeoJson } from './place-in-geojson.ts';

export const MAX_BYTES = 20_000_000;
const MAX_POSITIONS = 200_000;
/** So many are kept: no drawing shows more, and pages that draw them wait for each. */
const KEPT_POSITIONS = 10_000;
/** Of a degree: the fifth is about a metre. */
const DECIMALS = 5;
/** About a kilometre: coarser, a county has no shape. */
const COARSEST_GRAIN = 1024;

/**
 * Reads the polygons of a GeoJSON text (RFC 7946), be it a collection of features or of geometries, a feature or a
 * polygon. Positions are rounded to about a metre; rings without an area, by it or before, are left out.
 * Of more than 10,000 positions, neighbours are put together on a coarser grid, which is the same for all rings.
 *
 * @returns the polygons; or why not, naming the feature and the position and saying what to do
 */
export function polygonsOf(text: string): { readonly ok: true; readonly polygons: readonly Polygon[] } | Refusal {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) return tooManyBytes(bytes);
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return refuse(
      'not-geojson',
      'geojson',
      `The file is not JSON (${(error as Error).message}). Export it as GeoJSON.`,
    );
  }
  const { success, data, error } = geoJson.safeParse(content);
  if (!success) return mistakeIn(content, error.issues[0]!);
  const polygons = data.flatMap((rings) => withoutVanished(rings));
  if (polygons.length === 0) {
    return refuse('not-an-area', 'geojson', 'The file holds no polygon with an area. Export the area itself.');
  }
  const positions = countPositions(polygons);
  const coarse = positions <= MAX_POSITIONS ? coarsened(polygons) : [];
  if (coarse.length > 0) return { ok: true, polygons: coarse };
  return tooLarge(
    positions > MAX_POSITIONS
      ? `The outline has ${positions} positions, which is more than ${MAX_POSITIONS}.`
      : `The outline has ${positions} positions, too many of them far from their neighbours.`,
  );
}

export function tooManyBytes(bytes: number): Refusal {
  return tooLarge(`The file has ${bytes} bytes, which is more than ${MAX_BYTES}.`);
}

export function countPositions(polygons: readonly Polygon[]): number {
  return polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
}

/** Checked by hand and only up to the first mistake: a file may have one in each of 200,000 positions. */
const ring = z.array(z.unknown()).transform((positions, context): Point[] => {
  const problem = problemOf(positions);
  if (!problem) return (positions as Position[]).slice(0, -1).map(pointFrom);
  context.addIssue({ code: 'custom', message: problem.message, params: problem });
  return z.NEVER;
});
const rings = z.array(ring).min(1);
const polygon = z.object({ type: z.literal('Polygon'), coordinates: rings }).transform((it) => [it.coordinates]);
const polygons = z
  .object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings) })
  .transform((it) => it.coordinates);
const collection = z
  .object({ type: z.literal('GeometryCollection'), geometries: z.array(oneOf(polygon, polygons)) })
  .transform((it) => it.geometries.flat());
const feature = z
  // RFC 7946 §3.2: a feature may be without a place.
  .object({ type: z.literal('Feature'), geometry: oneOf(polygon, polygons, collection).nullable() })
  .transform((it) => it.geometry ?? []);
const features = z
  .object({ type: z.literal('FeatureCollection'), features: z.array(feature) })
  .transform((it) => it.features.flat());
const geoJson = oneOf(features, feature, collection, polygons, polygon);

function oneOf<const Kinds extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]]>(
  ...kinds: Kinds
) {
  return z.discriminatedUnion('type', kinds, {
    error: ({ input }) => {
      const type = (input as { type?: unknown } | null | undefined)?.type;
      return typeof type === 'string' ? `is a ${type.slice(0, 50)}` : 'has no type, as GeoJSON has';
    },
  });
}

type Position = readonly [longitude: number, latitude: number];

interface Problem {
  readonly code: Refusal['code'];
  /** Which one is wrong, counted from 1, if it is one. */
  readonly position?: number;
  readonly message: string;
}

function problemOf(positions: readonly unknown[]): Problem | undefined {
  const malformed = positions.findIndex((position) => !isPosition(position));
  if (malformed >= 0) return { code: 'not-geojson', position: malformed + 1, message: 'is not [longitude, latitude].' };
  const outside = (positions as Position[]).findIndex(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 90);
  if (outside >= 0) {
    const found = (positions as Position[])[outside]!.slice(0, 2).join(', ');
    const message =
      `is [${found}], which is no longitude and latitude. The file seems to be in metres (UTM, Gauß-Krüger, ` +
      'Web Mercator): export it in WGS 84 (EPSG:4326).';
    return { code: 'not-wgs84', position: outside + 1, message };
  }
  const [first, last] = [positions[0], positions.at(-1)] as Position[];
  const isClosed = first && last && first[0] === last[0] && first[1] === last[1];
  if (positions.length >= 4 && isClosed) return undefined;
  return { code: 'not-geojson', message: 'must have four positions or more, the last one the same as the first.' };
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && value.length >= 2 && value.every((number) => Number.isFinite(number));
}

function pointFrom([longitude, latitude]: Position): Point {
  return { longitude: rounded(longitude), latitude: rounded(latitude) };
}

/** @param grain on how many of the last decimals */
function rounded(degrees: number, grain = 1): number {
  return (Math.round((degrees * 10 ** DECIMALS) / grain) * grain) / 10 ** DECIMALS;
}

/** None if they cannot become so few without losing their shape. */
function coarsened(polygons: readonly Polygon[]): readonly Polygon[] {
  let coarse = polygons;
  for (let grain = 2; countPositions(coarse) > KEPT_POSITIONS; grain *= 2) {
    if (grain > COARSEST_GRAIN) return [];
    coarse = coarse.flatMap((rings) =>
      withoutVanished(
        rings.map((ring) =>
          ring.map(({ longitude, latitude }) => ({
            longitude: rounded(longitude, grain),
            latitude: rounded(latitude, grain),
          })),
        ),
      ),
    );
  }
  return coarse;
}

/** A polygon without the rings that enclose nothing; none if it is its outer ring. */
function withoutVanished(rings: readonly (readonly Point[])[]): Polygon[] {
  const kept = rings.map((ring) => ring.filter((point, at) => !isSame(point, ring.at(at - 1)!)));
  return hasArea(kept[0]!) ? [kept.filter(hasArea)] : [];
}

/** Reckoned in whole steps from its first point, so that what lies on one line has none to the last digit. */
function hasArea(ring: readonly Point[]): boolean {
  const steps = ring.map(({ longitude, latitude }) => [
    Math.round((longitude - ring[0]!.longitude) * 10 ** DECIMALS),
    Math.round((latitude - ring[0]!.latitude) * 10 ** DECIMALS),
  ]) as Position[];
  const twice = steps.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = steps[(at + 1) % steps.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return twice !== 0;
}

function isSame(a: Point, b: Point): boolean {
  return a.longitude === b.longitude && a.latitude === b.latitude;
}

function mistakeIn(content: unknown, issue: z.core.$ZodIssue): Refusal {
  const { code, position } = (issue.code === 'custom' ? issue.params : {}) as Partial<Problem>;
  const where = placeInGeoJson(content, issue.path, position);
  if (code) return refuse(code, 'geojson', `${where} ${issue.message}`);
  if (issue.code === 'invalid_union' && /^is a (Multi)?(Point|LineString)$/.test(issue.message)) {
    return refuse('not-an-area', 'geojson', `${where} ${issue.message}. An outline is made of polygons: leave it out.`);
  }
  // The words of `oneOf`, or the schema's own.
  const found = /^(is|has) /.test(issue.message) ? issue.message : `is not as it should be (${issue.message})`;
  return refuse('not-geojson', 'geojson', `${where} ${found}. Export the area as GeoJSON polygons.`);
}

function tooLarge(found: string): Refusal {
  return refuse('too-large', 'geojson', `${found} Simplify it first: mapshaper.org does, and so does QGIS.`);
}
