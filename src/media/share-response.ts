import type { Translation } from '#src/i18n/translation.ts';

/** A card as an HTTP answer; the front keeps it and adds its ETag, as with pages. */
export function shareResponse(png: Buffer): Response {
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } });
}

/** There is no such event (404), or no longer (410): in a line of text, for programs and who looks after them. */
export function noShareResponse(status: 404 | 410, i18n: Translation): Response {
  const message = i18n.t(status === 410 ? 'event.goneTitle' : 'error.notFoundTitle');
  return new Response(`${message}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
