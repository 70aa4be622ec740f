import { isPng, MAX_TILE_BYTES, type PngBody } from './png.ts';

/** What came of asking the upstream for one tile. Reasons are for operators and never say which tile it was. */
export type TileResult =
  | { readonly kind: 'tile'; readonly body: PngBody }
  | { readonly kind: 'missing' }
  /** The upstream as a whole is not well, or does not want to be asked: for so many seconds, if it said so. */
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterSeconds: number }
  /** It is well, but this answer is not a tile. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** Asks for one tile. Whatever goes wrong is a result; nothing is thrown. */
export async function requestTile(
  url: string,
  { userAgent, timeoutMs }: { userAgent: string; timeoutMs: number },
): Promise<TileResult> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'image/png', 'user-agent': userAgent },
      // It may lead anywhere, into our own network too.
      redirect: 'manual',
      // Ends the reading of the body too.
      signal: AbortSignal.timeout(timeoutMs),
    });
    const refused = refusalIn(response);
    if (refused) {
      // Left alone, the body would hold the connection.
      response.body?.cancel().catch(() => {});
      return refused;
    }
    const body = await readBody(response);
    if (!body) return { kind: 'unusable', reason: TOO_LARGE };
    return isPng(body) ? { kind: 'tile', body } : { kind: 'unusable', reason: 'what it sent is no PNG picture' };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error), retryAfterSeconds: 0 };
  }
}

const TOO_LARGE = 'what it sent is larger than 1 MB';
const NOT_THERE = [404, 410];
/** Some servers answer other statuses, 400 among them, to tiles that they do not have. */
const OF_THE_WHOLE = [401, 403, 408, 429];

function refusalIn({ status, headers }: Response): TileResult | undefined {
  if (NOT_THERE.includes(status)) return { kind: 'missing' };
  if (status >= 500 || OF_THE_WHOLE.includes(status)) {
    const isAsking = status === 429 || status === 503;
    const retryAfterSeconds = isAsking ? secondsIn(headers.get('retry-after')) : 0;
    return { kind: 'failed', reason: `it answers ${status}`, retryAfterSeconds };
  }
  if (status >= 300 && status < 400) {
    return { kind: 'unusable', reason: `it answers ${status}, which leads elsewhere and is not followed` };
  }
  if (status !== 200) return { kind: 'unusable', reason: `it answers ${status}` };
  const type = headers.get('content-type') ?? 'nothing';
  if (!/^image\/png\s*(?:;|$)/i.test(type)) {
    return { kind: 'unusable', reason: `it sends ${JSON.stringify(type.slice(0, 80))} instead of image/png` };
  }
  if (Number(headers.get('content-length')) > MAX_TILE_BYTES) return { kind: 'unusable', reason: TOO_LARGE };
  return undefined;
}

/** `'120'` → 120, `'Wed, 25 Sep 2024 08:00:00 GMT'` → the seconds until then; what says nothing → 0. */
function secondsIn(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter);
  const seconds = Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000);
  return seconds > 0 ? seconds : 0;
}

/** The body, or undefined as soon as it is too large; then nothing more of it is received. */
async function readBody({ body }: Response): Promise<PngBody | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_TILE_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `'ECONNREFUSED'`, `'it took too long'` */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return 'it took too long';
  return cause?.code ?? cause?.message ?? message;
}
