import { expect, test } from 'vitest';
import { comparedNumbers } from '#src/reports/compared-numbers.ts';
import { MEASURES, numbersOf } from '#src/reports/numbers.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { insertEdition } from '../fixtures/edition.ts';

test('counts the demonstration as the catalogue’s own tables do', async () => {
  const app = await temporaryCatalogue();
  const programme = (await (await app.catalogue.snapshot()).programme('2024'))!;
  const numbers = numbersOf(programme);
  const { read } = app.database;
  const listed = read.selectFrom('event').select('id').where('state', '=', 'published').where('closed', '=', 0);
  const rows = async (query: { execute(): Promise<{ key: string; events: number }[]> }) =>
    Object.fromEntries((await query.execute()).map(({ key, events }) => [key, Number(events)]));
  const shown = (measure: (typeof MEASURES)[number]) =>
    Object.fromEntries(numbers.by[measure].map(({ key, events }) => [key, events]));

  expect(shown('language')).toEqual(
    await rows(
      read
        .selectFrom('event_language')
        .select((eb) => ['language as key', eb.fn.countAll<number>().as('events')])
        .where('event_id', 'in', listed)
        .groupBy('language'),
    ),
  );
  expect(shown('audience')).toEqual(
    await rows(
      read
        .selectFrom('event_audience')
        .select((eb) => ['audience as key', eb.fn.countAll<number>().as('events')])
        .where('event_id', 'in', listed)
        .groupBy('audience'),
    ),
  );
  expect(shown('organiser')).toEqual(
    await rows(
      read
        .selectFrom('event_organiser')
        .innerJoin('organiser', 'organiser.id', 'organiser_id')
        .select((eb) => ['organiser.slug as key', eb.fn.countAll<number>().as('events')])
        .where('event_id', 'in', listed)
        .groupBy('organiser.slug'),
    ),
  );
  const cancelled = await read
    .selectFrom('occurrence')
    .select('id')
    .where('status', '=', 'cancelled')
    .where('event_id', 'in', listed)
    .execute();
  expect(numbers).toMatchObject({
    events: programme.events.length,
    dates: programme.dates.length,
    cancelledDates: cancelled.length,
  });
  for (const measure of ['category', 'price'] as const) {
    // Each event has exactly one of them.
    expect(numbers.by[measure].reduce((sum, { events }) => sum + events, 0)).toBe(numbers.events);
    expect(numbers.by[measure].reduce((sum, { dates }) => sum + dates, 0)).toBe(numbers.dates);
  }
  expect(numbers.by.town.reduce((sum, { dates }) => sum + dates, 0)).toBe(numbers.dates);
  expect(numbers.by.day.map(({ key }) => key)).toEqual(numbers.by.day.map(({ key }) => key).toSorted());
});

test('puts an edition beside the one before, with what there was only then', async () => {
  const app = await temporaryCatalogue();
  await insertEdition(app, { slug: '2023', event: 'altes-fest', state: 'published' });
  const snapshot = await app.catalogue.snapshot();
  const [now, before] = [
    numbersOf((await snapshot.programme('2024'))!),
    numbersOf((await snapshot.programme('2023'))!),
  ];
  expect(before).toMatchObject({ events: 1, dates: 1, cancelledEvents: 0 });
  const backwards = comparedNumbers(before, now);
  expect(backwards.category.filter(({ events }) => events > 0)).toHaveLength(1);
  expect(backwards.category).toHaveLength(now.by.category.length);
  const compared = comparedNumbers(now, before);
  expect(compared.category.reduce((sum, { eventsBefore }) => sum + eventsBefore!, 0)).toBe(1);
  expect(compared.day.every(({ eventsBefore }) => eventsBefore === null)).toBe(true);
  expect(comparedNumbers(now, null).town.every(({ eventsBefore }) => eventsBefore === null)).toBe(true);
});

test('counts an edition without events as nothing', () => {
  const numbers = numbersOf({ events: [], dates: [] });
  expect(numbers).toMatchObject({ events: 0, dates: 0, towns: 0, organisers: 0, cancelledEvents: 0 });
  expect(MEASURES.flatMap((measure) => numbers.by[measure])).toEqual([]);
});
