import { LRUCache } from 'lru-cache';
import { parseTile, tileKey, type TileAddress } from '#src/map/tile-address.ts';
import { servedTile, tileResponse } from '#src/map/tile-response.ts';
import type { App } from './app.ts';
import { securityHeaders } from './headers.ts';
import { represent, type Representation } from './representation.ts';

const MAX_BYTES = 16 * 1024 * 1024;
/** Then they are looked for on the disk again: their `max-age` is as much too long, and the disk learns of their use. */
const KEPT_MS = 60_000;

const TILE_PATH = /^\/tiles\/([^/]*)\/([^/]*)\/([^/]*)\.png$/;

/** Whose tile an address is: null if it is none of any map, undefined if it is nothing of the kind. */
export function tileIn(address: string): TileAddress | null | undefined {
  const [, z, x, y] = TILE_PATH.exec(address) ?? [];
  return z === undefined ? undefined : parseTile(z, x!, y!);
}

/** The street map's tiles as they are sent: dozens for each view, so that Astro and the disk are asked for few. */
export class StreetTiles {
  readonly #app: App;
  readonly #securityHeaders: Record<string, string>;
  readonly #recent = new LRUCache<string, Representation>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ bytes }) => bytes,
    ttl: KEPT_MS,
  });

  constructor(app: App) {
    this.#app = app;
    this.#securityHeaders = securityHeaders(app.settings);
  }

  /** The tile if it was sent a moment ago. */
  recent(tile: TileAddress | null): Representation | undefined {
    return tile ? this.#recent.get(tileKey(tile)) : undefined;
  }

  /** @param client in whose name the upstream may have to be asked */
  async answer(tile: TileAddress | null, client: string): Promise<Representation> {
    const answer = await servedTile(this.#app, tile, client);
    const { status, headers, body } = tileResponse(answer);
    const representation = await represent({ status, headers: { ...this.#securityHeaders, ...headers }, body });
    if (tile && answer.kind === 'tile' && answer.freshSeconds > 0) {
      const ttl = Math.min(KEPT_MS, answer.freshSeconds * 1000);
      this.#recent.set(tileKey(tile), representation, { ttl });
    }
    return representation;
  }
}
