import { expect, test } from 'vitest';
import type { EventDate } from '#src/catalogue/programme.ts';
import { EMPTY_FILTER } from '#src/filter/filter.ts';
import { venueList } from '#src/map/venue-list.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';

async function demonstration() {
  const app = await temporaryCatalogue();
  const snapshot = await app.catalogue.snapshot();
  const programme = (await snapshot.programme(snapshot.shown!.slug))!;
  const context = { edition: programme.edition, filter: EMPTY_FILTER, today: '2024-09-22' };
  return { programme, context };
}

test('every date with a venue is told at it, and every venue once', async () => {
  const { programme, context } = await demonstration();
  const { venues, pages, onlineCount } = venueList(programme.dates, context, 'de');
  const atVenues = programme.dates.filter(({ occurrence }) => occurrence.venue);
  expect(venues.flatMap(({ dates }) => dates)).toHaveLength(atVenues.length);
  expect(new Set(venues.map(({ venue }) => venue.slug)).size).toBe(venues.length);
  expect(onlineCount).toBe(1);
  expect(pages).toBe(1);
});

test('venues stand by town and name', async () => {
  const { programme, context } = await demonstration();
  const names = venueList(programme.dates, context, 'de').venues.map(({ town, venue }) => `${town.name} ${venue.name}`);
  expect(names).toEqual(names.toSorted(new Intl.Collator('de').compare));
});

test('what is over comes last', async () => {
  const { programme, context } = await demonstration();
  const { venues } = venueList(programme.dates, { ...context, today: '2024-09-26' }, 'de');
  for (const { dates } of venues) {
    const over = dates.map(({ occurrence }) => occurrence.days.at(-1)! < '2024-09-26');
    expect(over).toEqual(over.toSorted((a, b) => Number(a) - Number(b)));
  }
});

test('dates that are left out are counted, also where they are of an event that is there', async () => {
  const { programme, context } = await demonstration();
  const date = programme.dates.find(({ occurrence }) => occurrence.venue)!;
  const twenty: EventDate[] = Array.from({ length: 20 }, () => ({ ...date, occurrence: { ...date.occurrence } }));
  const [entry] = venueList(twenty, context, 'de').venues;
  expect(entry).toMatchObject({ eventCount: 1, moreDates: 8, moreEvents: 0 });
});

test('a country’s venues are parted into pages, with fewer dates each', async () => {
  const { programme, context } = await demonstration();
  const date = programme.dates.find(({ occurrence }) => occurrence.venue)!;
  const many: EventDate[] = Array.from({ length: 700 }, (_, at) => ({
    ...date,
    occurrence: { ...date.occurrence, venue: { ...date.occurrence.venue!, slug: `v${at}`, name: `Venue ${at}` } },
  }));
  const first = venueList(many, context, 'de');
  const last = venueList(many, { ...context, page: 3 }, 'de');
  expect([first.pages, first.venues.length, last.venues.length]).toEqual([3, 300, 100]);
});
