import type { APIRoute } from 'astro';
import { parseMediaName } from '#src/media/media-address.ts';
import { missingPictureResponse, pictureResponse } from '#src/media/media-response.ts';

/** Pictures of what is published; what is staged, or of an event that is not public, is not there. */
export const GET: APIRoute = async ({ locals: { app }, params: { name = '' } }) => {
  const picture = parseMediaName(name);
  if (!picture) return missingPictureResponse();
  const snapshot = await app.catalogue.snapshot();
  if (!(await snapshot.showsPicture(picture.hash))) return missingPictureResponse();
  const body = await app.media.read(picture.hash, picture.width);
  return body ? pictureResponse(body) : missingPictureResponse();
};
