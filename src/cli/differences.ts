/** What stands at one place of a value: `['dates.1.start', '2024-09-22T17:30']`. Lists are counted from 1. */
export type Leaf = readonly [path: string, value: string];

/**
 * A value as one line for each thing it says; what says nothing has none.
 *
 * `leavesOf('price', { kind: 'fee', cents: 500 })` → `[['price.kind', 'fee'], ['price.cents', '500']]`
 */
export function leavesOf(path: string, value: unknown): Leaf[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'string')) return value.length > 0 ? [[path, value.join(', ')]] : [];
    return value.flatMap((item, at) => leavesOf(`${path}.${at + 1}`, item));
  }
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, item]) => leavesOf(`${path}.${key}`, item));
  }
  return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
}

/** Where two values differ: `['price.cents', '500', '700']`; `null` where one of them says nothing. */
export function differences(
  path: string,
  before: unknown,
  after: unknown,
): [path: string, before: string | null, after: string | null][] {
  const was = new Map(leavesOf(path, before));
  const is = new Map(leavesOf(path, after));
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((leaf) => was.get(leaf) !== is.get(leaf))
    .map((leaf) => [leaf, was.get(leaf) ?? null, is.get(leaf) ?? null]);
}
