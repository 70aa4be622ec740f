import type { APIRoute } from 'astro';
import { parseTile } from '#src/map/tile-address.ts';
import { servedTile, tileResponse } from '#src/map/tile-response.ts';

/** For `npm run dev`. The front answers tiles without asking Astro, a tenth of the work and by who asks. */
export const GET: APIRoute = async ({ locals: { app }, params: { z = '', x = '', y = '' } }) => {
  const { body, ...head } = tileResponse(await servedTile(app, parseTile(z, x, y)));
  return new Response(body, head);
};
