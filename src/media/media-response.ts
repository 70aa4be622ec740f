/** A year: the longest that caches promise to believe. */
const LASTING_SECONDS = 31_536_000;

/** A picture as an HTTP answer. What it shows is in its name, so that it never changes. */
export function pictureResponse(body: Buffer): Response {
  return new Response(new Uint8Array(body), {
    headers: { 'content-type': 'image/webp', 'cache-control': `public, max-age=${LASTING_SECONDS}, immutable` },
  });
}

/** It may be there with the next publication: nobody keeps this. */
export function missingPictureResponse(): Response {
  return new Response('There is no such picture here.\n', {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
