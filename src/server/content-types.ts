import { extname } from 'node:path';

/** By ending; pages and feeds name theirs themselves. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
  '.xsl': 'application/xml',
};

/** The content type of a file, by its name. */
export function contentTypeOf(fileName: string): string {
  return CONTENT_TYPES[extname(fileName).toLowerCase()] ?? 'application/octet-stream';
}

/** Smaller bodies gain nothing: the answer is one packet either way. Bytes. */
const COMPRESSIBLE_FROM = 513;

/** Whether compressing a body of this type and size is worth it. */
export function isCompressible(contentType: string, bytes: number): boolean {
  return bytes >= COMPRESSIBLE_FROM && isText(contentType);
}

/** Whether bodies of this type compress, so that their encoding depends on what the reader accepts. */
export function isText(contentType: string): boolean {
  return /^(?:text\/|image\/(?:svg|x-icon)|application\/(?:[\w.-]+\+)?(?:json|xml)\b|application\/(?:javascript|wasm))/.test(
    contentType,
  );
}
