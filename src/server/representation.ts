import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isCompressible, isText } from './content-types.ts';
import { ENCODINGS, type Encoding } from './negotiation.ts';

export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** An answer as a page gave it. Header names in lower case. */
export interface Rendered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** An answer ready to be sent, in every encoding it has. */
export interface Representation {
  readonly status: number;
  /** Milliseconds since 1970; undefined if the answer does not say. */
  readonly lastModified: number | undefined;
  readonly variants: Readonly<Partial<Record<Encoding, Variant>>> & { readonly identity: Variant };
  /** The entity tags of all variants, best encoding first. */
  readonly tags: readonly string[];
  /** Roughly what it occupies in memory. */
  readonly bytes: number;
}

export interface Variant {
  readonly body: Buffer;
  readonly tag: string;
  readonly headers: Record<string, string | string[]>;
  /** What a 304 in its place carries (RFC 9110 §15.4.5). */
  readonly notModifiedHeaders: Record<string, string | string[]>;
}

/** Compresses what is worth it, as quickly as a visitor who waits for the page needs it. */
export async function represent(rendered: Rendered): Promise<Representation> {
  const { headers, body } = rendered;
  const type = String(headers['content-type'] ?? '');
  if ('content-encoding' in headers || !isCompressible(type, body.length)) return representEncoded(rendered, {});
  const isSmall = body.length < SMALL_BODY;
  const [br, gz] = await Promise.all([
    compressBrotli(body, {
      params: {
        // Of a large body each step of quality costs milliseconds and wins a few per cent.
        [constants.BROTLI_PARAM_QUALITY]: isSmall ? 5 : 4,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
        // A window larger than the body only takes time to set up.
        [constants.BROTLI_PARAM_LGWIN]: isSmall ? 16 : 22,
      },
    }),
    compressGzip(body, { level: isSmall ? 6 : 4 }),
  ]);
  return representEncoded(rendered, { br, gzip: gz });
}

/**
 * The same with bodies that are compressed already. Each variant has a strong entity tag of its own, all made from the
 * identity body: `"FZ3k…"`, `"FZ3k…-br"`, `"FZ3k…-gz"`.
 */
export function representEncoded(
  { status, headers, body }: Rendered,
  compressed: Partial<Record<'br' | 'gzip', Buffer>>,
): Representation {
  const common = commonHeaders(headers);
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  const variants: Partial<Record<Encoding, Variant>> = {};
  for (const encoding of ENCODINGS) {
    const bytes = encoding === 'identity' ? body : compressed[encoding];
    if (bytes) variants[encoding] = variantOf(encoding, unpooled(bytes), digest, common);
  }
  const all = Object.values(variants);
  return {
    status,
    lastModified: instantOf(headers['last-modified']),
    variants: variants as Representation['variants'],
    tags: all.map((variant) => variant.tag),
    bytes: all.reduce((sum, variant) => sum + variant.body.length, 2000),
  };
}

const SMALL_BODY = 64 * 1024;
const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Belong to one message and not to what is kept, or are made here. */
const NOT_KEPT = ['connection', 'content-length', 'date', 'etag', 'keep-alive', 'set-cookie', 'transfer-encoding'];

function commonHeaders(headers: Headers): Record<string, string | string[]> {
  const common: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!NOT_KEPT.includes(name)) common[name] = typeof value === 'string' ? value : [...value];
  }
  const type = String(headers['content-type'] ?? '');
  if (type.startsWith('text/') && !type.includes('charset=')) common['content-type'] = `${type}; charset=utf-8`;
  if (isText(type)) common['vary'] = [headers['vary'] ?? [], 'Accept-Encoding'].flat().join(', ');
  return common;
}

/** A copy with memory of its own: kept as a slice, a small body would hold all of the pool that it was cut from. */
function unpooled(body: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(body.length);
  body.copy(copy);
  return copy;
}

const SUFFIXES = { br: '-br', gzip: '-gz', identity: '' } as const;
/** `access-control-…`: a script's own conditional request needs them on the 304 too. */
const ON_NOT_MODIFIED = /^(?:cache-control|content-location|expires|last-modified|vary|access-control-.*)$/;

function variantOf(
  encoding: Encoding,
  body: Buffer,
  digest: string,
  common: Record<string, string | string[]>,
): Variant {
  const tag = `"${digest}${SUFFIXES[encoding]}"`;
  return {
    body,
    tag,
    headers: {
      ...common,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      'content-length': String(body.length),
      etag: tag,
    },
    notModifiedHeaders: {
      ...Object.fromEntries(Object.entries(common).filter(([name]) => ON_NOT_MODIFIED.test(name))),
      etag: tag,
    },
  };
}

function instantOf(lastModified: string | readonly string[] | undefined): number | undefined {
  const instant = Date.parse(String(lastModified ?? ''));
  return Number.isNaN(instant) ? undefined : instant;
}
