import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { NewRow, Tables } from '#db/schema.ts';
import type { Outline, Point, Polygon } from './types.ts';

/** An outline with what only the reader needs of its row. */
export interface OutlineRecord {
  readonly digest: string;
  readonly outline: Outline;
}

/**
 * The outline, if there is one.
 *
 * @param known what was read before: a large geometry is read and parsed again only if it is another
 */
export async function readOutline(db: Kysely<Tables>, known: OutlineRecord | null): Promise<OutlineRecord | null> {
  const row = await db.selectFrom('outline').select(['digest', 'attribution']).executeTakeFirst();
  if (!row) return null;
  const { digest, attribution } = row;
  if (digest !== known?.digest) {
    const { geometry } = await db.selectFrom('outline').select('geometry').executeTakeFirstOrThrow();
    return { digest, outline: { polygons: polygonsFrom(geometry), attribution } };
  }
  return attribution === known.outline.attribution ? known : { digest, outline: { ...known.outline, attribution } };
}

/** The row that `readOutline` turns back into the same outline. */
export function outlineRow({ polygons, attribution }: Outline): NewRow<'outline'> {
  const geometry = JSON.stringify(
    polygons.map((rings) => rings.map((ring) => ring.flatMap(({ longitude, latitude }) => [longitude, latitude]))),
  );
  return { id: 1, geometry, digest: createHash('sha256').update(geometry).digest('hex'), attribution };
}

function polygonsFrom(geometry: string): Polygon[] {
  return (JSON.parse(geometry) as number[][][]).map((rings) => rings.map(ringFrom));
}

function ringFrom(numbers: readonly number[]): Point[] {
  return Array.from({ length: numbers.length / 2 }, (_, position) => ({
    longitude: numbers[2 * position]!,
    latitude: numbers[2 * position + 1]!,
  }));
}
