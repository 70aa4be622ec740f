import { expect, test } from 'vitest';
import type { Place, Venue } from '#src/catalogue/types.ts';
import { knownOrganiser, knownVenue } from '#src/submissions/known-names.ts';

const place = { slug: 'bad-salzungen', name: 'Bad Salzungen' } as Place;
const venue = (slug: string, name: string) => [slug, { slug, name, place } as Venue] as const;
const venues = new Map([venue('pressenwerk', 'Pressenwerk'), venue('pressen-werk', 'Pressen-Werk')]);

test('a venue is known by its name or as lists have it, however it is written', () => {
  expect(knownVenue({ venues }, ' PRESSENWERK ')?.slug).toBe('pressenwerk');
  expect(knownVenue({ venues }, 'pressenwerk, bad salzungen')?.slug).toBe('pressenwerk');
  expect(knownVenue({ venues }, '…')).toBeUndefined();
});

test('of two that are written nearly the same, the one that is written just so is meant', () => {
  expect(knownVenue({ venues }, 'Pressen-Werk, Bad Salzungen')?.slug).toBe('pressen-werk');
  const organisers = new Map(
    ['Chor Eins', 'Chor-Eins'].map((name, at) => [
      `${at}`,
      { slug: `${at}`, name, url: null, email: null, phone: null },
    ]),
  );
  expect(knownOrganiser({ organisers }, 'Chor-Eins')?.slug).toBe('1');
  expect(knownOrganiser({ organisers }, 'chor eins')?.slug).toBe('0');
});
