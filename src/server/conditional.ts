/**
 * Preconditions of GET and HEAD (RFC 9110 §13).
 */

/**
 * The first of `tags` (`'"abc-br"'`) that an `If-None-Match` header names, compared weakly, for `*` the first of all;
 * undefined if none does.
 */
export function matchingTag(ifNoneMatch: string, tags: readonly string[]): string | undefined {
  if (ifNoneMatch.trim() === '*') return tags[0];
  const named = new Set(ifNoneMatch.match(/"[^"]*"/g));
  return tags.find((tag) => named.has(tag));
}

/**
 * Whether an `If-Modified-Since` header says that the reader has what was last modified at `lastModified`
 * (milliseconds since 1970). A header that is no HTTP date says nothing.
 */
export function isUnmodifiedSince(ifModifiedSince: string, lastModified: number): boolean {
  const date = ifModifiedSince.trim();
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(date)) return false;
  // The oldest of the three forms of an HTTP date names no zone; all of them mean UTC.
  const since = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
  return Math.floor(lastModified / 1000) * 1000 <= since;
}
