import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { outlineRow, readOutline } from '#src/catalogue/outline.ts';
import type { Outline, Point, Polygon } from '#src/catalogue/types.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';
import { countPositions, polygonsOf } from './geojson.ts';

const MAX_ATTRIBUTION_LENGTH = 200;
/**
 * How far an outline may reach: street map tiles are fetched for all of it. So many times as far as the places do and
 * some kilometres more; where there are no places yet, as far as a large country.
 */
const MAX_TIMES = 5;
const MORE_KM = 100;
const MAX_KM_WITHOUT_PLACES = 1000;
const KM_PER_DEGREE = 111.32;

/** Says where the area of the catalogue ends, in the place of what was said before; or, without `geojson`, no more. */
export const setOutline: ChangeHandler<'set-outline'> = async (db, { geojson, attribution }) => {
  const before = await readOutline(db, null);
  const after = geojson === null ? null : await outlineFrom(db, geojson, attribution ?? '');
  if (after && 'ok' in after) return after;
  const row = after && outlineRow(after);
  if (row?.digest === before?.digest && after?.attribution === before?.outline.attribution) {
    const message = after ? 'The catalogue has this outline already.' : 'The catalogue has no outline.';
    return refuse('nothing-to-change', 'geojson', message);
  }
  await db.deleteFrom('outline').execute();
  if (row) await db.insertInto('outline').values(row).execute();
  return {
    ok: true,
    subject: 'outline',
    before: before && summaryOf(before.outline),
    after: after && summaryOf(after),
    // Pages show it, but no programme holds it: none is read again.
    editions: [],
  };
};

/** How much there is of an outline, for the log and the command line: a geometry of megabytes tells nobody anything. */
export function summaryOf({ polygons, attribution }: Outline): {
  polygons: number;
  positions: number;
  attribution: string | null;
} {
  return { polygons: polygons.length, positions: countPositions(polygons), attribution };
}

async function outlineFrom(db: Transaction<Tables>, geojson: string, text: string): Promise<Outline | Refusal> {
  const attribution = text.trim() || null;
  if (/\p{Cc}/u.test(text) || text.length > MAX_ATTRIBUTION_LENGTH) {
    const message = `The attribution must be one line of at most ${MAX_ATTRIBUTION_LENGTH} characters.`;
    return refuse('too-long', 'attribution', message);
  }
  const reading = polygonsOf(geojson);
  if (!reading.ok) return reading;
  const places = await db.selectFrom('place').select(['latitude', 'longitude']).execute();
  return (
    refuseElsewhere(reading.polygons, places) ??
    refuseTooWide(reading.polygons, places) ?? { polygons: reading.polygons, attribution }
  );
}

/** An outline that none of the places lies in is another county's, or has its coordinates in the wrong order. */
function refuseElsewhere(polygons: readonly Polygon[], places: readonly Point[]): Refusal | undefined {
  const points = polygons.flatMap(([outer]) => outer!);
  const [south, north] = extentOf(points.map(({ latitude }) => latitude));
  const [west, east] = extentOf(points.map(({ longitude }) => longitude));
  const isWithin = (x: number, y: number) => west <= x && x <= east && south <= y && y <= north;
  if (places.length === 0 || places.some(({ longitude, latitude }) => isWithin(longitude, latitude))) return undefined;
  const areSwapped = places.some(({ longitude, latitude }) => isWithin(latitude, longitude));
  return refuse(
    'outline-elsewhere',
    'geojson',
    areSwapped
      ? 'Longitude and latitude are in the wrong order: GeoJSON has the longitude first. Export the file anew.'
      : `None of the ${places.length} places of the catalogue lies in this outline. Is it that of another area?`,
  );
}

/** An outline that is far larger than what it is around is another area's, or has a stray polygon far away. */
function refuseTooWide(polygons: readonly Polygon[], places: readonly Point[]): Refusal | undefined {
  const points = polygons.flatMap(([outer]) => outer!);
  const middle = middleOf((places.length > 0 ? places : points).map(({ latitude }) => latitude));
  const kmPerDegreeEast = KM_PER_DEGREE * Math.cos((middle * Math.PI) / 180);
  const sizeOf = (all: readonly Point[]) => ({
    width: lengthOf(all.map(({ longitude }) => longitude)) * kmPerDegreeEast,
    height: lengthOf(all.map(({ latitude }) => latitude)) * KM_PER_DEGREE,
  });
  const [outline, inhabited] = [sizeOf(points), sizeOf(places)];
  const most = (km: number) => (places.length > 0 ? MAX_TIMES * km + MORE_KM : MAX_KM_WITHOUT_PLACES);
  if (outline.width <= most(inhabited.width) && outline.height <= most(inhabited.height)) return undefined;
  const inWords = ({ width, height }: typeof outline) =>
    `${Math.round(width)} km wide and ${Math.round(height)} km high`;
  const compared = places.length > 0 ? `the places of the catalogue are ${inWords(inhabited)}` : 'that is no county';
  return refuse(
    'outline-elsewhere',
    'geojson',
    `The outline is ${inWords(outline)}; ${compared}. Is it that of another area, or does a part lie far away?`,
  );
}

function lengthOf(numbers: readonly number[]): number {
  const [least, greatest] = extentOf(numbers);
  return Math.max(0, greatest - least);
}

function middleOf(numbers: readonly number[]): number {
  const [least, greatest] = extentOf(numbers);
  return (least + greatest) / 2;
}

function extentOf(numbers: readonly number[]): [least: number, greatest: number] {
  return numbers.reduce<[number, number]>(
    ([least, greatest], number) => [Math.min(least, number), Math.max(greatest, number)],
    [Infinity, -Infinity],
  );
}
