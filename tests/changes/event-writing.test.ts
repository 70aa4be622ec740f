import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DateValues, EventValues } from '#src/changes/event-values.ts';
import type { App } from '#src/server/app.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { CONTACT, eventValues, NOTE } from '../fixtures/event-values.ts';
import { eventOf, logOf, occurrencesOf } from '../fixtures/rows.ts';
import { confirmed, done, mails, published, valuesOf } from '../fixtures/submissions.ts';

test('whatever is submitted is read back as it was', async () => {
  const app = await temporaryCatalogue();
  let number = 0;
  await fc.assert(
    fc.asyncProperty(eventValues, async (values) => {
      const { slug } = await confirmed(app, values, ++number);
      expect(await comparable(app, await valuesOf(app, slug))).toEqual(await comparable(app, values));
    }),
    { numRuns: 60 },
  );
});

test('a correction of what is public shows nothing before it is accepted, and all of it afterwards', async () => {
  const app = await temporaryCatalogue();
  let number = 0;
  await fc.assert(
    fc.asyncProperty(eventValues, eventValues, fc.array(fc.boolean()), async (a, b, kept) => {
      const { id, slug } = await published(app, a, ++number);
      const before = await occurrencesOf(app, slug);
      // Some dates of the correction are those that are there already; the others are new.
      const dates = b.dates.map((date, at) => ({ ...date, uid: kept[at] ? (before[at]?.uid ?? null) : null }));
      const correction = { ...b, dates };
      const public_ = await app.catalogue.snapshot();
      await done(app, { kind: 'correct', submission: id, formKey: `correction-${number}`, values: correction });
      expect(await app.catalogue.snapshot()).toBe(public_);
      expect(await comparable(app, await valuesOf(app, slug))).toEqual(await comparable(app, a));

      await done(app, { kind: 'accept-revision', event: slug });
      expect(await comparable(app, await valuesOf(app, slug))).toEqual(await comparable(app, b));
      const after = new Map((await occurrencesOf(app, slug)).map((row) => [row.uid, row]));
      const still = new Set(dates.map(({ uid }) => uid));
      for (const row of before) {
        const now = after.get(row.uid)!;
        const date = dates.find(({ uid }) => uid === row.uid);
        const moved = (['start_at', 'end_at', 'all_day', 'venue_id', 'online_url'] as const).some(
          (c) => now[c] !== row[c],
        );
        expect(now.sequence).toBe(date && !moved ? 0 : 1);
        expect(now.status === 'cancelled').toBe(!still.has(row.uid));
      }
      const known = new Set(before.map(({ uid }) => uid));
      for (const row of after.values()) if (!known.has(row.uid)) expect(row.sequence).toBe(0);
      expect((await (await app.catalogue.snapshot()).event(slug))?.event.slug).toBe(slug);
    }),
    { numRuns: 60 },
  );
  const written = JSON.stringify(await logOf(app));
  for (const secret of [...Object.values(CONTACT), 'olena.privat', NOTE]) expect(written).not.toContain(secret);
  for (const { data } of await mails(app)) expect(data).not.toMatch(/token|[\w-]{44}/);
});

test('the address stays what it was, whatever becomes of the title', async () => {
  const app = await temporaryCatalogue();
  const [values] = fc.sample(eventValues, { numRuns: 1, seed: 1 }) as [EventValues];
  const title = (de: string) => ({ ...values, texts: { de: { ...values.texts['de']!, title: de } } });
  const { id, slug } = await published(app, title('Fest am Fluss'));
  await done(app, {
    kind: 'correct',
    submission: id,
    formKey: 'b',
    values: { ...title('Ganz anders'), dates: (await valuesOf(app, slug)).dates },
  });
  await done(app, { kind: 'accept-revision', event: slug });
  expect((await eventOf(app, 'fest-am-fluss')).state).toBe('published');
});

/** With the slugs that new venues and organisers have got, without the uids that dates have got. */
async function comparable(app: App, values: EventValues): Promise<EventValues> {
  const db = app.database.read;
  const venues = await db
    .selectFrom('venue')
    .innerJoin('place', 'place.id', 'venue.place_id')
    .select(['venue.slug', 'venue.name', 'street', 'postcode', 'place.slug as place', 'proposed'])
    .orderBy('proposed')
    .execute();
  const organisers = await db.selectFrom('organiser').select(['slug', 'name']).execute();
  const venueOf = ({ venue }: DateValues) => {
    if (venue === null) return null;
    const found = venues.find((row) =>
      'slug' in venue
        ? row.slug === venue.slug
        : row.name === venue.name &&
          row.place === venue.place &&
          (row.proposed === 0 || (row.street === venue.street && row.postcode === venue.postcode)),
    );
    return `${found?.name} ${found?.place}`;
  };
  return {
    ...values,
    organisers: values.organisers.map((named) => ({
      slug: 'slug' in named ? named.slug : organisers.find(({ name }) => name === named.name)!.slug,
    })),
    dates: values.dates.map((date) => ({ ...date, uid: null, venue: venueOf(date) as never })),
  };
}
