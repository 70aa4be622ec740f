import { expect, test } from 'vitest';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { CONTACT, NOTE, submitted, TANDEM } from '../fixtures/event-values.ts';
import { exchangedOf, exported } from '../fixtures/exchange.ts';
import { done } from '../fixtures/submissions.ts';

test('JSON holds everything of an edition by one version of its format, and nobody who submitted it', async () => {
  const app = await temporaryCatalogue();
  await done(app, submitted(TANDEM));
  await app.apply('test', { kind: 'cancel', event: 'laenderreise' });
  const text = (await exported(app, 'json')).toString();
  const { events, edition } = await exchangedOf(app);
  const document = JSON.parse(text) as Record<string, { slug: string }[]>;
  expect(document).toMatchObject({ format: 1, edition: { slug: edition.slug, programmeDays: edition.programmeDays } });
  expect(document['events']!.map(({ slug }) => slug)).toEqual(events.map(({ slug }) => slug));
  expect(document['events']).toContainEqual(expect.objectContaining({ slug: 'sprachtandem-im-park', state: 'draft' }));
  const cancelled = document['events']!.find(({ slug }) => slug === 'laenderreise');
  expect(cancelled).toMatchObject({
    dates: [{ status: 'cancelled' }],
    texts: { de: { title: expect.any(String) } },
    organisers: expect.arrayContaining([{ slug: 'volkshochschule' }]),
  });
  for (const name of ['places', 'venues', 'organisers', 'categories'])
    expect(document[name]!.length).toBeGreaterThan(5);
  for (const secret of [CONTACT.name, CONTACT.email, CONTACT.phone, NOTE]) expect(text).not.toContain(secret);
});
