import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { isServed, type TileAddress } from './tile-address.ts';
import { tileBounds } from './tile-bounds.ts';
import type { TileAnswer, Tiles } from './tiles.ts';

/** It may be there with the next edition, whose places may be others. */
const MISSING_SECONDS = 300;
/** Of a tile that is no longer fresh, or not for long. */
const STALE_SECONDS = 300;

export interface StreetMap {
  /** Null where there is none. */
  readonly tiles: Tiles | null;
  readonly catalogue: { snapshot(): Promise<Snapshot> };
}

/** A tile of what the catalogue's map shows; null is no tile. The rest as `Tiles.tile`. */
export async function servedTile(
  { tiles, catalogue }: StreetMap,
  tile: TileAddress | null,
  client?: string,
): Promise<TileAnswer> {
  const bounds = tile && tiles && tileBounds(await catalogue.snapshot());
  return bounds && isServed(tile, bounds) ? await tiles.tile(tile, client) : { kind: 'missing' };
}

export interface TileResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer<ArrayBuffer>;
}

/** A tile as an HTTP answer; what is no picture is a sentence in plain text. ETag and 304 are the front's. */
export function tileResponse(answer: TileAnswer): TileResponse {
  switch (answer.kind) {
    case 'tile':
      return {
        status: 200,
        headers: {
          'content-type': 'image/png',
          'cache-control': `public, max-age=${Math.max(answer.freshSeconds, STALE_SECONDS)}`,
          // They are for our own map: another site's would use up what the upstream grants us.
          'cross-origin-resource-policy': 'same-origin',
        },
        body: answer.body,
      };
    case 'missing':
      return plainText(404, 'There is no such tile here.', { 'cache-control': `public, max-age=${MISSING_SECONDS}` });
    case 'unavailable':
      return plainText(503, 'This tile cannot be had at the moment.', {
        'cache-control': 'no-store',
        'retry-after': String(answer.retryAfterSeconds),
      });
  }
}

function plainText(status: number, text: string, headers: Record<string, string>): TileResponse {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
    body: Buffer.from(`${text}\n`),
  };
}
