import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activeNames,
  EMPTY_FILTER,
  FILTER_NAMES,
  filterOf,
  filterQuery,
  MAX_WORDS_LENGTH,
  parseFilter,
  withValues,
  type FilterName,
} from '#src/filter/filter.ts';

const parse = (query: string) => parseFilter(new URLSearchParams(query));

describe('reading a filter from a query', () => {
  test('takes the same name several times and different names together', () => {
    expect(parse('?place=eisenach&language=uk&place=vacha')).toEqual({
      filter: filterOf({ place: ['eisenach', 'vacha'], language: ['uk'] }),
      problems: [],
    });
  });

  test('knows every name', () => {
    const query =
      '?edition=2024&day=2024-09-22&place=vacha&venue=pressenwerk&organiser=volkshochschule&category=food' +
      '&language=uk&audience=families&access=step-free&free=1&q=kochen&event=suppenduell';
    const { filter, problems } = parse(query);
    expect(problems).toEqual([]);
    expect(activeNames(filter)).toEqual([...FILTER_NAMES]);
    expect(filterQuery(filter)).toBe(query);
  });

  test('ignores what a plain form sends empty, and names it does not know', () => {
    expect(parse('?day=&place=&q=++&free=&view=map&page=2&utm_source=newsletter&__proto__=x&constructor=y')).toEqual({
      filter: EMPTY_FILTER,
      problems: [],
    });
  });

  test('knows names as they are written, not in another case', () => {
    expect(parse('?Place=eisenach&PLACE=vacha').filter).toEqual(EMPTY_FILTER);
  });

  test('takes a value once, without the spaces around it', () => {
    expect(parse('?place=vacha&place=+vacha&place=vacha%20').filter.place).toEqual(['vacha']);
  });

  test('takes language codes in any case', () => {
    expect(parse('?language=UK&language=uk&language=Zxx').filter.language).toEqual(['uk', 'zxx']);
  });

  test('takes a well-formed value that nothing carries', () => {
    expect(parse('?place=atlantis')).toEqual({ filter: filterOf({ place: ['atlantis'] }), problems: [] });
  });

  test('brings searched words into one line of composed characters', () => {
    expect(parse('?q=%20Gru%CC%88%C3%9Fe%20%0A%09aus%00%E2%80%8B%E2%80%8B%C5%81%C3%B3d%C5%BA%20').filter.q).toEqual([
      'Grüße aus Łódź',
    ]);
  });
});

describe('a malformed value', () => {
  test.each([
    ['day', '2024-13-99', 'malformed-day'],
    ['day', '2023-02-29', 'malformed-day'],
    ['day', 'heute', 'malformed-day'],
    ['place', 'Bad Salzungen', 'malformed-slug'],
    ['place', '../../etc/passwd', 'malformed-slug'],
    ['venue', 'a--b', 'malformed-slug'],
    ['organiser', '-a', 'malformed-slug'],
    ['category', "food' or 1=1 --", 'malformed-slug'],
    ['audience', '<script>', 'malformed-slug'],
    ['event', 'über', 'malformed-slug'],
    ['event', 'a'.repeat(121), 'too-long'],
    ['language', 'deutsch', 'malformed-language'],
    ['language', 'de-DE', 'malformed-language'],
    ['free', 'yes', 'malformed-flag'],
    ['free', '0', 'malformed-flag'],
    ['q', 'x'.repeat(MAX_WORDS_LENGTH + 1), 'too-long'],
  ] as const)('of %s, %j, is told with its name and left out', (name, value, code) => {
    expect(parseFilter(new URLSearchParams([[name, value]]))).toEqual({
      filter: EMPTY_FILTER,
      problems: [{ name, value, code }],
    });
  });

  test('leaves the well-formed ones beside it', () => {
    expect(parse('?day=2024-09-22&day=2024-13-99&place=vacha')).toEqual({
      filter: filterOf({ day: ['2024-09-22'], place: ['vacha'] }),
      problems: [{ name: 'day', value: '2024-13-99', code: 'malformed-day' }],
    });
  });

  test('is told in the order of the query', () => {
    const { problems } = parse('?place=A_&day=x&place=B_');
    expect(problems.map((problem) => problem.value)).toEqual(['A_', 'x', 'B_']);
  });

  test('is also one value too many', () => {
    for (const [name, most] of [
      ['event', 200],
      ['place', 40],
      ['q', 3],
    ] as const) {
      const values = Array.from({ length: most + 1 }, (_, number) => [name, `value-${number}`]);
      const { filter, problems } = parseFilter(new URLSearchParams(values));
      expect(filter[name]).toHaveLength(most);
      expect(problems).toEqual([{ name, value: `value-${most}`, code: 'too-many' }]);
    }
  });

  test('is told ten times at most', () => {
    const values = Array.from({ length: 1500 }, (_, number) => ['day', `no-day-${number}`]);
    expect(parseFilter(new URLSearchParams(values)).problems).toHaveLength(10);
  });
});

describe('the canonical query', () => {
  test('of no restriction is empty', () => {
    expect(filterQuery(EMPTY_FILTER)).toBe('');
    expect(filterQuery(parse('').filter)).toBe('');
  });

  test('has names in a fixed order and values ascending', () => {
    expect(filterQuery(parse('?place=vacha&day=2024-09-23&place=eisenach&day=2024-09-22').filter)).toBe(
      '?day=2024-09-22&day=2024-09-23&place=eisenach&place=vacha',
    );
  });

  test('carries any word that can be searched', () => {
    const { filter } = parse('?q=' + encodeURIComponent('100 % Käse & Brot + مرحبا #1'));
    expect(parse(filterQuery(filter)).filter).toEqual(filter);
  });

  test('loses a name whose values are replaced by none', () => {
    const { filter } = parse('?day=2024-09-22&place=vacha');
    expect(filterQuery(withValues(filter, 'day', []))).toBe('?place=vacha');
    expect(filterQuery(withValues(filter, 'day', ['2024-09-24', '2024-09-23']))).toBe(
      '?day=2024-09-23&day=2024-09-24&place=vacha',
    );
    expect(filterQuery(filter)).toBe('?day=2024-09-22&place=vacha');
  });
});

describe('between address and filter', () => {
  test('a filter comes back from its query as it was, without a problem', () => {
    fc.assert(
      fc.property(aFilter, (filter) => {
        expect(parse(filterQuery(filter))).toEqual({ filter, problems: [] });
      }),
    );
  });

  test('any query has one canonical form, which stays as it is', () => {
    fc.assert(
      fc.property(aQuery, (pairs) => {
        const canonical = filterQuery(parseFilter(new URLSearchParams(pairs)).filter);
        expect(filterQuery(parse(canonical).filter)).toBe(canonical);
        expect(parse(canonical).problems).toEqual([]);
      }),
    );
  });

  test('the order of a query does not matter', () => {
    const shuffled = aQuery.chain((pairs) =>
      fc.tuple(fc.constant(pairs), fc.shuffledSubarray(pairs, { minLength: pairs.length })),
    );
    fc.assert(
      fc.property(shuffled, ([pairs, otherwise]) => {
        const filter = parseFilter(new URLSearchParams(pairs)).filter;
        expect(parseFilter(new URLSearchParams(otherwise)).filter).toEqual(filter);
      }),
    );
  });

  test('nothing that is sent breaks it, and every restriction is well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (query) => {
        const { filter } = parse(query);
        for (const name of FILTER_NAMES) for (const value of filter[name]) expect(value).toMatch(WELL_FORMED[name]);
      }),
    );
  });
});

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const WELL_FORMED: Record<FilterName, RegExp> = {
  edition: SLUG,
  day: /^\d{4}-\d\d-\d\d$/,
  place: SLUG,
  venue: SLUG,
  organiser: SLUG,
  category: SLUG,
  language: /^[a-z]{2,3}$/,
  audience: SLUG,
  access: SLUG,
  free: /^1$/,
  q: /^[^\p{Cc}]{1,100}$/u,
  event: SLUG,
};

const aSlug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/);
const aDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const searchWords = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => parseFilter(new URLSearchParams([['q', text]])).filter.q[0] ?? 'tanz');
const VALUES: Record<FilterName, fc.Arbitrary<string>> = {
  edition: aSlug,
  day: aDay,
  place: aSlug,
  venue: aSlug,
  organiser: aSlug,
  category: aSlug,
  language: fc.stringMatching(/^[a-z]{2,3}$/),
  audience: aSlug,
  access: aSlug,
  free: fc.constant('1'),
  q: searchWords,
  event: aSlug,
};
const aFilter = fc
  .record(
    Object.fromEntries(FILTER_NAMES.map((name) => [name, fc.array(VALUES[name], { maxLength: 3 })])) as Record<
      FilterName,
      fc.Arbitrary<string[]>
    >,
    { requiredKeys: [] },
  )
  .map(filterOf);

/** Pairs as people, forms and mischief send them: known and unknown names, sound and unsound values. */
const aQuery: fc.Arbitrary<[string, string][]> = fc.array(
  fc.oneof(
    fc.constantFrom(...FILTER_NAMES).chain((name) => fc.tuple(fc.constant(name as string), VALUES[name])),
    fc.tuple(fc.constantFrom(...FILTER_NAMES, 'view', '__proto__'), fc.string({ unit: 'binary', maxLength: 130 })),
    fc.tuple(fc.constantFrom(...FILTER_NAMES), fc.constantFrom('', ' ', '1', '2024-09-22', 'eisenach', 'uk', 'UK')),
  ),
  { maxLength: 12 },
);
