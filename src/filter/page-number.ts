/**
 * The page of a long result: beside the filter in the query, not part of it.
 *
 * `readPageNumber(new URLSearchParams('page=2'))` → 2; anything that is no page is the first.
 */
export function readPageNumber(query: URLSearchParams): number {
  const value = query.get('page') ?? '';
  return /^[1-9]\d{0,2}$/.test(value) ? Number(value) : 1;
}

/** A canonical query with its page: `withPageNumber('?free=1', 2)` → `'?free=1&page=2'`; the first page is not named. */
export function withPageNumber(query: string, page: number): string {
  return page === 1 ? query : `${query === '' ? '?' : `${query}&`}page=${page}`;
}
