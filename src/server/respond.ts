import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { isUnmodifiedSince, matchingTag } from './conditional.ts';
import { acceptedEncodings, type Encoding } from './negotiation.ts';
import type { Representation, Variant } from './representation.ts';

/**
 * Answers a GET or HEAD with a finished representation: in the encoding that the reader likes best, or with 304 if
 * the reader has it already.
 *
 * @returns the status that was sent
 */
export function respond(request: IncomingMessage, response: ServerResponse, representation: Representation): number {
  const variant = chooseVariant(request.headers['accept-encoding'], representation);
  const known = representation.status === 200 ? knownVariant(request, representation, variant) : undefined;
  if (known) {
    response.writeHead(304, known.notModifiedHeaders);
    response.end();
    return 304;
  }
  response.writeHead(representation.status, variant.headers);
  response.end(request.method === 'HEAD' ? undefined : variant.body);
  return representation.status;
}

/** Browsers send a handful of different headers; anyone else may send anything. */
const preferences = new LRUCache<string, readonly Encoding[]>({ max: 200 });

function chooseVariant(acceptEncoding: string | string[] | undefined, { variants }: Representation): Variant {
  const header = String(acceptEncoding ?? '');
  let preference = preferences.get(header);
  if (!preference) {
    preference = acceptedEncodings(header);
    preferences.set(header, preference);
  }
  for (const encoding of preference) {
    const variant = variants[encoding];
    if (variant) return variant;
  }
  return variants.identity;
}

/**
 * The variant that the request's preconditions name; undefined if it needs a body. A reader who has another encoding
 * than would be sent now has the page all the same, and is told its own tag: no other would be known to its cache.
 */
function knownVariant(
  { headers }: IncomingMessage,
  { lastModified, tags, variants }: Representation,
  chosen: Variant,
): Variant | undefined {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch === chosen.tag) return chosen;
    const tag = matchingTag(ifNoneMatch, [chosen.tag, ...tags]);
    return Object.values(variants).find((variant) => variant.tag === tag);
  }
  const ifModifiedSince = headers['if-modified-since'];
  if (ifModifiedSince === undefined || lastModified === undefined) return undefined;
  return isUnmodifiedSince(ifModifiedSince, lastModified) ? chosen : undefined;
}
