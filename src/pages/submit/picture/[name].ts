import type { APIRoute } from 'astro';
import { isWithdrawnPicture } from '#src/catalogue/pictures.ts';
import { parseMediaName } from '#src/media/media-address.ts';

/** A picture of a form that is being filled in: only who uploaded it knows its name. */
export const GET: APIRoute = async ({ locals: { app }, params }) => {
  const asked = parseMediaName(params['name'] ?? '');
  if (!asked || (await isWithdrawnPicture(app.database.read, asked.hash))) return new Response(null, { status: 404 });
  const body = await app.media.read(asked.hash, asked.width, { staged: true });
  if (!body) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(body), { headers: { 'content-type': 'image/webp', 'cache-control': 'no-store' } });
};
