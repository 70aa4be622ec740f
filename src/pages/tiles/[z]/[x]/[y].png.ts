import type { APIRoute } from 'astro';
import { isServed, parseTile } from '#src/map/tile-address.ts';
import { tileBounds } from '#src/map/tile-bounds.ts';
import { tileResponse } from '#src/map/tile-response.ts';

export const GET: APIRoute = async ({ locals: { app }, params: { z = '', x = '', y = '' } }) => {
  const tile = parseTile(z, x, y);
  const bounds = tileBounds(await app.catalogue.snapshot());
  if (!app.tiles || !tile || !bounds || !isServed(tile, bounds)) return tileResponse({ kind: 'missing' });
  return tileResponse(await app.tiles.tile(tile));
};
