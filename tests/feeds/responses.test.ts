import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feedFileName } from '#src/feeds/responses.ts';
import { filterOf, parseFilter } from '#src/filter/filter.ts';

describe('the name of a file', () => {
  test.each([
    ['', 'events'],
    ['?language=uk&place=eisenach', 'events-eisenach-uk'],
    ['?edition=2024&free=1', 'events-2024-free'],
    ['?event=laenderreise', 'events-laenderreise'],
    ['?event=laenderreise&event=suppenduell-lutherplatz', 'events-selection'],
    ['?q=Söhne %26 Töchter "x"; rm -rf /', 'events-sohne-tochter-x-rm-rf'],
    ['?q=танець', 'events'],
  ])('says the filter %s', (query, name) => {
    expect(feedFileName(parseFilter(new URLSearchParams(query)).filter)).toBe(name);
  });

  test('is short and plain whatever the filter', () => {
    const values = fc.array(fc.string({ unit: 'binary', maxLength: 100 }), { maxLength: 3 });
    fc.assert(
      fc.property(values, values, (q, place) => {
        expect(feedFileName(filterOf({ q, place }))).toMatch(/^events(?:-[a-z0-9]+)*$/);
        expect(feedFileName(filterOf({ q, place })).length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
