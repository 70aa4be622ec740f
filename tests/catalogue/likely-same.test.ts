import { describe, expect, test } from 'vitest';
import { likelySame, type Comparable } from '#src/catalogue/likely-same.ts';
import { readVenueRegister } from '#src/catalogue/venue-register.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';

const venue = (slug: string, name: string, others: Partial<Comparable> = {}): Comparable => ({
  slug,
  name,
  town: 'eisenach',
  townName: 'Eisenach',
  street: null,
  point: null,
  ...others,
});

/** Why the second may be the first. */
function because(one: Comparable, other: Comparable): readonly string[] {
  const found = likelySame([one, other]);
  const reasons = found.get(one.slug)?.[0]?.because ?? [];
  expect(found.get(other.slug)?.[0]?.because ?? [], 'the other way round').toEqual(reasons);
  return reasons;
}

describe('two records may be one', () => {
  test.each([
    ['Rathaus Eisenach', 'Rathaus'],
    ['Mehrgenerationenhaus', 'Mehrgenerationen-Haus'],
    ['Volkshochschule', 'Volkshochschule Eisenach e. V.'],
    ['Café „Grüner Baum“', 'Cafe Gruner Baum'],
    ['Pressenwerk', 'Soziokulturelles Zentrum Pressenwerk'],
    ['Nachbarschaftszentrum', 'Nachbarschaftzentrum'],
  ])('by their names: %s, %s', (one, other) => {
    expect(because(venue('a', one), venue('b', other))).toEqual(['name']);
  });

  test.each([
    ['Rathaus', 'Stadtbibliothek'],
    ['Nikolaikirche', 'Georgenkirche'],
    ['Grundschule am Markt', 'Musikschule'],
    ['!!', '??'],
  ])('but not %s, %s', (one, other) => {
    expect(because(venue('a', one), venue('b', other))).toEqual([]);
  });

  test('by the same street with its number, but not by the street alone', () => {
    const [a, b] = [venue('a', 'Rathaus', { street: 'Bahnhofstr. 1' }), venue('b', 'Bücherei')];
    expect(because(a, { ...b, street: 'Bahnhofstraße 1' })).toEqual(['street']);
    expect(because({ ...a, street: 'Markt' }, { ...b, street: 'Markt' })).toEqual([]);
  });

  test('by standing within 50 m of each other', () => {
    const at = (latitude: number) => ({ point: { latitude, longitude: 10.32 } });
    expect(because(venue('a', 'Rathaus', at(50.97)), venue('b', 'Bücherei', at(50.9704)))).toEqual(['point']);
    expect(because(venue('a', 'Rathaus', at(50.97)), venue('b', 'Bücherei', at(50.9706)))).toEqual([]);
  });

  test('only in one town: there is a Rathaus in each', () => {
    expect(because(venue('a', 'Rathaus'), venue('b', 'Rathaus', { town: 'vacha', townName: 'Vacha' }))).toEqual([]);
  });
});

test('who has most reasons to be the same comes first', () => {
  const a = venue('a', 'Rathaus', { street: 'Markt 1' });
  const found = likelySame([
    a,
    venue('b', 'Bücherei', { street: 'Markt 1' }),
    venue('c', 'Rathaus Eisenach', { street: 'Markt 1' }),
  ]);
  expect(found.get('a')!.map(({ slug }) => slug)).toEqual(['c', 'b']);
});

test('few of the demonstration’s venues are taken for others', async () => {
  const app = await temporaryCatalogue();
  const register = await readVenueRegister(app.database.read);
  const found = likelySame(
    register.map(({ slug, town, placeName, facts }) => ({ slug, town, townName: placeName, ...facts })),
  );
  expect(
    [...found.keys()].length,
    [...found].map(([slug, others]) => `${slug}: ${JSON.stringify(others)}`).join('\n'),
  ).toBeLessThan(8);
});
