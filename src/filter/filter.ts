import { isDay } from '#src/time/day.ts';

/**
 * The filter: one typed value behind every surface. Read from a query by `parseFilter`, written back by
 * `filterQuery`; the same name repeated means *or*, different names mean *and*.
 *
 * `?place=eisenach&language=uk&place=vacha` ⇄ `{ place: ['eisenach', 'vacha'], language: ['uk'] , … }`
 */
export const FILTER_NAMES = [
  'edition',
  'day',
  'place',
  'venue',
  'organiser',
  'category',
  'language',
  'audience',
  'access',
  'free',
  'q',
  'event',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** For every name its values, without repeats, in ascending code point order; no values means no restriction. */
export type Filter = Readonly<Record<FilterName, readonly string[]>>;

/** A value that cannot be meant: the filter goes on without it, the answer is a 400 that says so. */
export interface FilterProblem {
  readonly name: FilterName;
  readonly value: string;
  readonly code: 'malformed-day' | 'malformed-slug' | 'malformed-language' | 'malformed-flag' | 'too-long' | 'too-many';
}

/** How many values a name may have; a personal selection is longer, words to search are dearer. */
const MAX_VALUES: Partial<Record<FilterName, number>> = { event: 200, q: 3 };
const MAX_OTHER_VALUES = 40;
/** After so many problems nobody reads on. */
const MAX_PROBLEMS = 10;
export const MAX_WORDS_LENGTH = 100;
const MAX_SLUG_LENGTH = 120;

export const EMPTY_FILTER: Filter = Object.freeze(
  Object.fromEntries(FILTER_NAMES.map((name) => [name, Object.freeze([])])),
) as unknown as Filter;

/**
 * Reads a filter from a query. Empty values and unknown names are ignored, since a plain form sends them.
 *
 * @returns the filter of all well-formed values, and a problem for each malformed one, in the query's order.
 */
export function parseFilter(query: URLSearchParams): { filter: Filter; problems: FilterProblem[] } {
  const values: Partial<Record<FilterName, string[]>> = {};
  const problems: FilterProblem[] = [];
  for (const [name, raw] of query) {
    if (!isFilterName(name)) continue;
    const value = normalise(name, raw);
    if (value === '') continue;
    const kept = (values[name] ??= []);
    if (kept.includes(value)) continue;
    const code = kept.length >= (MAX_VALUES[name] ?? MAX_OTHER_VALUES) ? 'too-many' : malformation(name, value);
    if (!code) kept.push(value);
    else if (problems.length < MAX_PROBLEMS) problems.push({ name, value: raw, code });
  }
  return { filter: filterOf(values), problems };
}

/**
 * The canonical query of a filter: names in the order of `FILTER_NAMES`, values ascending; `''` for no restriction.
 *
 * `{ place: ['vacha'], day: ['2024-09-22'], … }` → `'?day=2024-09-22&place=vacha'`
 */
export function filterQuery(filter: Filter): string {
  const pairs = FILTER_NAMES.flatMap((name) => filter[name].map((value) => [name, value] as [string, string]));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/** A filter with the given values: `filterOf({ day: ['2024-09-22'] })`. */
export function filterOf(values: Partial<Record<FilterName, readonly string[]>>): Filter {
  const filter: Record<FilterName, readonly string[]> = { ...EMPTY_FILTER };
  for (const name of FILTER_NAMES) {
    const given = values[name];
    if (given?.length) filter[name] = [...new Set(given)].sort(byCodePoint);
  }
  return filter;
}

/** The filter with the values of one name replaced: `withValues(filter, 'day', [])` drops the day. */
export function withValues(filter: Filter, name: FilterName, values: readonly string[]): Filter {
  return filterOf({ ...filter, [name]: values });
}

/** The names that restrict, in canonical order. */
export function activeNames(filter: Filter): FilterName[] {
  return FILTER_NAMES.filter((name) => filter[name].length > 0);
}

function isFilterName(name: string): name is FilterName {
  return (FILTER_NAMES as readonly string[]).includes(name);
}

function normalise(name: FilterName, raw: string): string {
  if (name === 'q') {
    return raw
      .normalize('NFC')
      .replace(/[\s\p{C}]+/gu, ' ')
      .trim();
  }
  return raw.trim().toLowerCase();
}

function malformation(name: FilterName, value: string): FilterProblem['code'] | undefined {
  switch (name) {
    case 'day':
      return isDay(value) ? undefined : 'malformed-day';
    case 'free':
      return value === '1' ? undefined : 'malformed-flag';
    case 'language':
      return /^[a-z]{2,3}$/.test(value) ? undefined : 'malformed-language';
    case 'q':
      return value.length <= MAX_WORDS_LENGTH ? undefined : 'too-long';
    default:
      if (value.length > MAX_SLUG_LENGTH) return 'too-long';
      return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value) ? undefined : 'malformed-slug';
  }
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
