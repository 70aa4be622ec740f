import type { Bounds } from './bounds.ts';
import { project } from './projection.ts';

/** A tile of the usual grid: at zoom `z` the world is 2^z tiles wide and high, counted from its north-west corner. */
export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** From all of the county in one tile to single houses. */
export const MIN_ZOOM = 8;
export const MAX_ZOOM = 18;

/**
 * `parseTile('9', '270', '171')` → `{ z: 9, x: 270, y: 171 }`. Null unless each is a plain number as it is usually
 * written – so that every tile has one address – and there is such a tile.
 */
export function parseTile(z: string, x: string, y: string): TileAddress | null {
  if (![z, x, y].every((part) => PLAIN_NUMBER.test(part))) return null;
  const tile = { z: Number(z), x: Number(x), y: Number(y) };
  const width = 2 ** tile.z;
  return tile.x < width && tile.y < width ? tile : null;
}

const PLAIN_NUMBER = /^(?:0|[1-9][0-9]{0,5})$/;

/** Whether we have the tile: it is neither too far nor too near, and shows something of what lies within `bounds`. */
export function isServed({ z, x, y }: TileAddress, { south, west, north, east }: Bounds): boolean {
  if (z < MIN_ZOOM || z > MAX_ZOOM) return false;
  const width = 2 ** z;
  const northWest = project({ latitude: north, longitude: west });
  const southEast = project({ latitude: south, longitude: east });
  return (
    x + 1 > northWest.x * width && x < southEast.x * width && y + 1 > northWest.y * width && y < southEast.y * width
  );
}

/** As in addresses, and in the names of files: `9/270/171`. */
export function tileKey({ z, x, y }: TileAddress): string {
  return `${z}/${x}/${y}`;
}
