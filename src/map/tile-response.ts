import type { TileAnswer } from './tiles.ts';

/** It may be there with the next edition, whose places may be others. */
const MISSING_SECONDS = 300;

/** A tile as an HTTP answer; what is no picture is a sentence in plain text. The front adds ETag and 304. */
export function tileResponse(answer: TileAnswer): Response {
  switch (answer.kind) {
    case 'tile':
      return new Response(answer.body, {
        headers: {
          'content-type': 'image/png',
          'cache-control': `public, max-age=${answer.maxAgeSeconds}`,
          // They are for our own map: another site's would use up what the upstream grants us.
          'cross-origin-resource-policy': 'same-origin',
        },
      });
    case 'missing':
      return plainText(404, 'There is no such tile here.', { 'cache-control': `public, max-age=${MISSING_SECONDS}` });
    case 'unavailable':
      return plainText(503, 'This tile cannot be had at the moment.', {
        'cache-control': 'no-store',
        'retry-after': String(answer.retryAfterSeconds),
      });
  }
}

function plainText(status: number, text: string, headers: Record<string, string>): Response {
  return new Response(`${text}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } });
}
