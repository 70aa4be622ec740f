import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FILTER_NAMES, filterOf, type FilterName } from '#src/filter/filter.ts';
import { FACET_NAMES, FilterIndex, type FacetName, type FilterSubject, type Selection } from '#src/filter/match.ts';
import { recount, type SmallEvent } from '../fixtures/recount.ts';

type Values = Partial<Record<FilterName, readonly string[]>>;

/** A week of three: a fest on one date, a course on two, an exhibition on each of three days. */
const WEEK: readonly SmallEvent[] = [
  {
    slug: 'fest',
    words: ['Fest der Vielfalt'],
    dates: [{ day: ['2024-09-22'], place: ['eisenach'], language: ['de', 'uk'], access: ['step-free'], free: ['1'] }],
  },
  {
    slug: 'kurs',
    words: ['Kochkurs', 'Kochen wie in Eritrea'],
    dates: [
      { day: ['2024-09-22'], place: ['vacha'], language: ['de'] },
      { day: ['2024-09-24'], place: ['eisenach'], language: ['de'] },
    ],
  },
  {
    slug: 'schau',
    words: ['Ausstellung'],
    dates: [{ day: ['2024-09-22', '2024-09-23', '2024-09-24'], place: ['neukirchen', 'eisenach'], free: ['1'] }],
  },
];

describe('a filter finds', () => {
  test('every date without a restriction', () => {
    expect(found({})).toEqual(['fest', 'kurs', 'kurs', 'schau']);
  });

  test('a date that carries any of the values of a name', () => {
    expect(found({ language: ['uk', 'fr'] })).toEqual(['fest']);
    expect(found({ place: ['eisenach', 'vacha'] })).toEqual(['fest', 'kurs', 'kurs', 'schau']);
  });

  test('only a date that satisfies all names, not an event whose dates satisfy them one by one', () => {
    expect(found({ day: ['2024-09-22'], place: ['eisenach'] })).toEqual(['fest', 'schau']);
    expect(found({ day: ['2024-09-24'], place: ['vacha'] })).toEqual([]);
  });

  test('an exhibition on each of its days', () => {
    expect(found({ day: ['2024-09-23'] })).toEqual(['schau']);
  });

  test('a town with its districts', () => {
    expect(found({ place: ['neukirchen'] })).toEqual(['schau']);
    expect(found({ place: ['eisenach'] })).toContain('schau');
  });

  test('what is free', () => {
    expect(found({ free: ['1'] })).toEqual(['fest', 'schau']);
  });

  test('all dates of the events that someone chose, together with other names', () => {
    expect(found({ event: ['kurs', 'schau', 'nothing'] })).toEqual(['kurs', 'kurs', 'schau']);
    expect(found({ event: ['kurs', 'schau'], day: ['2024-09-24'] })).toEqual(['kurs', 'schau']);
  });

  test('all words of a search in any order, and any of several searches', () => {
    expect(found({ q: ['eritrea kochen'] })).toEqual(['kurs', 'kurs']);
    expect(found({ q: ['kochen vielfalt'] })).toEqual([]);
    expect(found({ q: ['vielfalt', 'kochkurs'] })).toEqual(['fest', 'kurs', 'kurs']);
  });

  test('nothing for a value that no date carries', () => {
    expect(found({ place: ['atlantis'] })).toEqual([]);
    expect(found({ event: ['atlantis'] })).toEqual([]);
  });

  test('nothing in an empty catalogue, and says so of every name', () => {
    const { dates, eventCount, wider } = select([], { day: ['2024-09-22'], q: ['tanz'] });
    expect({ dates, eventCount, wider: [...wider] }).toEqual({
      dates: [],
      eventCount: 0,
      wider: [
        ['day', 0],
        ['q', 0],
      ],
    });
  });

  test('whatever edition it names: that is the caller’s to choose', () => {
    expect(found({ edition: ['1999'] })).toEqual(found({}));
    expect([...select(WEEK, { edition: ['1999'] }).wider]).toEqual([]);
  });
});

describe('choices', () => {
  test('count an event once, however many of its dates match', () => {
    const { eventCount, choices } = select(WEEK, {});
    expect(eventCount).toBe(3);
    expect(choices.language.get('de')).toBe(2);
    expect(choices.day.get('2024-09-22')).toBe(3);
    expect(choices.place.get('eisenach')).toBe(3);
  });

  test('of a name ignore the values chosen for that name, and respect all others', () => {
    const { choices } = select(WEEK, { day: ['2024-09-24'], place: ['vacha'] });
    expect(Object.fromEntries(choices.place)).toEqual({ eisenach: 2, vacha: 0, neukirchen: 1 });
    expect(Object.fromEntries(choices.day)).toEqual({ '2024-09-22': 1, '2024-09-23': 0, '2024-09-24': 0 });
    expect(Object.fromEntries(choices.language)).toEqual({ de: 0, uk: 0 });
  });
});

describe('without one of its names', () => {
  test('a filter would find this many events', () => {
    const { eventCount, wider } = select(WEEK, { day: ['2024-09-23'], place: ['vacha'] });
    expect(eventCount).toBe(0);
    expect([...wider]).toEqual([
      ['day', 1],
      ['place', 1],
    ]);
  });

  test('a filter may still find none, and says so', () => {
    const { wider } = select(WEEK, { day: ['1999-01-01'], place: ['atlantis'], q: ['atlantis'] });
    expect([...wider]).toEqual([
      ['day', 0],
      ['place', 0],
      ['q', 0],
    ]);
  });

  test('counts searched words and chosen events like any other name', () => {
    const { wider } = select(WEEK, { q: ['ausstellung'], event: ['fest'], free: ['1'] });
    expect([...wider]).toEqual([
      ['free', 0],
      ['q', 1],
      ['event', 1],
    ]);
  });
});

test('any filter over any catalogue gives what counting by hand gives', () => {
  fc.assert(
    fc.property(aSmallCatalogue, someValues, (events, values) => {
      const { dates, eventCount, choices, wider } = select(events, values);
      expect({ dates, eventCount, choices: plain(choices), wider: Object.fromEntries(wider) }).toEqual(
        recount(events, values),
      );
    }),
    { numRuns: 500 },
  );
});

function found(values: Values): string[] {
  const dates = WEEK.flatMap((event) => event.dates.map(() => event.slug));
  return select(WEEK, values).dates.map((date) => dates[date]!);
}

function select(events: readonly SmallEvent[], values: Values): Selection {
  const subjects = events.flatMap(({ slug, dates }) =>
    dates.map((date): FilterSubject => ({
      event: slug,
      facets: Object.fromEntries(FACET_NAMES.map((name) => [name, date[name] ?? []])) as Record<FacetName, string[]>,
    })),
  );
  return new FilterIndex(subjects, () => events.map((event) => event.words)).select(filterOf(values));
}

function plain(choices: Selection['choices']): Record<string, Record<string, number>> {
  return Object.fromEntries(FACET_NAMES.map((name) => [name, Object.fromEntries(choices[name])]));
}

const someOf = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: values.length });
const WORDS = ['tanz', 'fest', 'brot'];
const aDate = fc.record({
  day: someOf('2024-09-22', '2024-09-23', '2024-09-24'),
  place: someOf('eisenach', 'vacha'),
  venue: someOf('markt'),
  organiser: someOf('verein', 'stadt'),
  category: someOf('food', 'music'),
  language: someOf('de', 'uk', 'ar'),
  audience: someOf('families'),
  access: someOf('step-free', 'childcare'),
  free: someOf('1'),
});
const aSmallCatalogue = fc
  .array(fc.record({ words: someOf(...WORDS), dates: fc.array(aDate, { minLength: 1, maxLength: 3 }) }), {
    maxLength: 6,
  })
  .map((events) => events.map((event, number) => ({ slug: `event-${number}`, ...event })));
const VALUES: Record<FilterName, string[]> = {
  edition: ['2024'],
  day: ['2024-09-22', '2024-09-23', '1999-01-01'],
  place: ['eisenach', 'vacha', 'atlantis'],
  venue: ['markt'],
  organiser: ['verein', 'stadt'],
  category: ['food', 'music'],
  language: ['de', 'uk'],
  audience: ['families'],
  access: ['step-free', 'childcare'],
  free: ['1'],
  q: ['tanz', 'fest brot', '!!!'],
  event: ['event-0', 'event-1', 'event-9'],
};
/** Mostly few names, so that something is found. */
const someValues: fc.Arbitrary<Values> = fc
  .uniqueArray(fc.constantFrom(...FILTER_NAMES), { maxLength: 4 })
  .chain((names) =>
    fc.record(
      Object.fromEntries(names.map((name): [string, fc.Arbitrary<string[]>] => [name, someOf(...VALUES[name])])),
    ),
  );
