import { describe, expect, test } from 'vitest';
import { EMPTY_FILTER, filterOf } from '#src/filter/filter.ts';
import { emptyCatalogue, secondApp, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { insertEdition } from '../fixtures/edition.ts';

const CLOSED = 'schultheater-koffer-voller-fragen';

describe('the snapshot', () => {
  test('is the same object until a change, and another one after it', async () => {
    const app = await temporaryCatalogue();
    const before = await app.catalogue.snapshot();
    expect(await app.catalogue.snapshot()).toBe(before);
    await app.apply('test', { kind: 'cancel', event: 'suppenduell-lutherplatz' });
    const after = await app.catalogue.snapshot();
    expect(after).not.toBe(before);
    expect(after.version).toBe(before.version + 1);
    expect(await app.catalogue.snapshot()).toBe(after);
  });

  test('stays the same over a refused change', async () => {
    const app = await temporaryCatalogue();
    const before = await app.catalogue.snapshot();
    await app.apply('test', { kind: 'cancel', event: 'no-such-event' });
    expect(await app.catalogue.snapshot()).toBe(before);
  });

  test('keeps what it showed when the catalogue moves on', async () => {
    const app = await temporaryCatalogue();
    const before = await app.catalogue.snapshot();
    await app.apply('test', { kind: 'cancel', event: 'suppenduell-lutherplatz' });
    await app.catalogue.snapshot();
    const status = (await before.event('suppenduell-lutherplatz'))?.event.occurrences[0]?.status;
    expect(status).toBe('scheduled');
  });

  test('has another connection’s change at once', async () => {
    const app = await temporaryCatalogue();
    const other = await secondApp(app);
    await app.catalogue.snapshot();
    const outcome = await other.apply('test', { kind: 'withdraw', event: 'suppenduell-lutherplatz' });
    const { version } = await app.catalogue.snapshot();
    expect(outcome).toEqual({ ok: true, version });
    expect((await (await app.catalogue.snapshot()).event('suppenduell-lutherplatz'))?.event.withdrawn).toBe(true);
  });

  test('is read once for many who ask at the same time', async () => {
    const app = await temporaryCatalogue();
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => app.catalogue.snapshot()));
    for (const other of others) expect(other).toBe(first);
  });

  test('of an empty catalogue shows nothing', async () => {
    const app = await emptyCatalogue();
    const snapshot = await app.catalogue.snapshot();
    expect(snapshot).toMatchObject({ version: 0, editions: [], shown: null });
    expect(await snapshot.programme('2024')).toBeUndefined();
    expect(await snapshot.event('suppenduell-lutherplatz')).toBeUndefined();
  });

  test('names its edition, places, venues, organisers and kinds', async () => {
    const app = await temporaryCatalogue();
    const { shown, places, venues, organisers, categories } = await app.catalogue.snapshot();
    expect(shown).toMatchObject({
      slug: '2024',
      motto: { de: 'Neue Räume' },
      officialDays: ['2024-09-22', '2024-09-29'],
      programmeDays: ['2024-08-28', '2024-10-07'],
      pinnedDay: '2024-09-22',
    });
    expect(places.get('tiefenort')?.partOf).toBe(places.get('bad-salzungen'));
    expect(venues.get('landratsamt')?.place).toBe(places.get('bad-salzungen'));
    expect(organisers.get('volkshochschule')?.email).toBe('kontakt@vhs.example');
    expect([...categories.keys()].slice(0, 2)).toEqual(['encounter', 'festival']);
  });
});

describe('an event', () => {
  test('comes with all its facts', async () => {
    const app = await temporaryCatalogue();
    const { event } = (await (await app.catalogue.snapshot()).event('laenderreise'))!;
    expect(event).toMatchObject({
      slug: 'laenderreise',
      edition: '2024',
      withdrawn: false,
      category: { slug: 'festival' },
      audiences: ['everyone', 'families'],
      languages: ['de', 'uk', 'ar', 'fa', 'ti', 'ru'],
      price: { kind: 'free', cents: null },
      funding: 'Gefördert durch das Landesprogramm „Denk bunt“',
      publishedAt: '2024-04-13T18:11:48Z',
    });
    expect(event.organisers.map(({ slug }) => slug)).toEqual([
      'netzwerk-integration',
      'stadt-eisenach',
      'volkshochschule',
    ]);
    expect(event.occurrences).toMatchObject([
      {
        uid: '680fb37c-5b18-4592-9a11-2be11e18fe5a',
        start: '2024-09-28T14:00',
        startAt: '2024-09-28T12:00:00Z',
        end: '2024-09-28T18:00',
        endAt: '2024-09-28T16:00:00Z',
        days: ['2024-09-28'],
        status: 'moved',
        venue: { slug: 'volkshochschule-eisenach' },
        previousVenue: { slug: 'nachbarschaftszentrum-eisenach' },
        previousStart: null,
        sequence: 1,
        changedAt: '2024-09-17T08:45:00Z',
      },
    ]);
  });

  test('offers on a date what event, date and venue offer together, in one order', async () => {
    const app = await temporaryCatalogue();
    const { event } = (await (await app.catalogue.snapshot()).event('ausstellung-raum-geben'))!;
    const withSigns = event.occurrences.filter(({ access }) => access.includes('sign-language'));
    expect(withSigns.map(({ start }) => start)).toEqual(['2024-09-28T14:00']);
    const opening = (await (await app.catalogue.snapshot()).event('eroeffnung-der-interkulturellen-woche'))!.event;
    expect(opening.occurrences[0]!.access).toEqual([
      'step-free',
      'accessible-toilet',
      'accessible-parking',
      'hearing-loop',
      'sign-language',
      'easy-text',
      'interpreting',
    ]);
  });

  test('that is closed to the public is nowhere', async () => {
    const app = await temporaryCatalogue();
    const snapshot = await app.catalogue.snapshot();
    const programme = (await snapshot.programme('2024'))!;
    expect(await snapshot.event(CLOSED)).toBeUndefined();
    expect(programme.event(CLOSED)).toBeUndefined();
    expect(slugsOf(programme.events)).not.toContain(CLOSED);
    expect(slugsOf(programme.selectForFeed(EMPTY_FILTER).map(({ event }) => event))).not.toContain(CLOSED);
    expect(programme.select(filterOf({ q: ['Koffer voller Fragen'] })).dates).toEqual([]);
    expect(programme.select(filterOf({ event: [CLOSED] })).dates).toEqual([]);
  });

  test('that was never published is nowhere', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2023', event: 'entwurf', state: 'draft' });
    const snapshot = await app.catalogue.snapshot();
    expect(await snapshot.event('entwurf')).toBeUndefined();
    expect((await snapshot.programme('2023'))?.events).toEqual([]);
  });

  test('that was withdrawn is known, gone from the programme and still in feeds', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'withdraw', event: 'suppenduell-lutherplatz' });
    const snapshot = await app.catalogue.snapshot();
    const programme = (await snapshot.programme('2024'))!;
    const chosen = filterOf({ event: ['suppenduell-lutherplatz'] });
    expect((await snapshot.event('suppenduell-lutherplatz'))?.event.withdrawn).toBe(true);
    expect(slugsOf(programme.events)).not.toContain('suppenduell-lutherplatz');
    expect(slugsOf(programme.withdrawn)).toEqual(['suppenduell-lutherplatz']);
    expect(programme.select(chosen).dates).toEqual([]);
    expect(programme.selectForFeed(chosen).map(({ event }) => event.withdrawn)).toEqual([true]);
  });

  test('of another edition than the shown one is found too', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2023', event: 'damals', state: 'published' });
    const found = await (await app.catalogue.snapshot()).event('damals');
    expect(found?.programme.edition.slug).toBe('2023');
  });
});

describe('a programme', () => {
  test('has its events by first start and their dates together', async () => {
    const app = await temporaryCatalogue();
    const { events, dates } = (await (await app.catalogue.snapshot()).programme('2024'))!;
    const starts = events.map((event) => event.occurrences[0]!.startAt);
    expect(starts).toEqual(starts.toSorted());
    expect(slugsOf([...new Set(dates.map(({ event }) => event))])).toEqual(slugsOf(events));
  });

  test('finds a town’s events in its districts too', async () => {
    const app = await temporaryCatalogue();
    const programme = (await (await app.catalogue.snapshot()).programme('2024'))!;
    const inTown = slugsOf(programme.select(filterOf({ place: ['bad-salzungen'] })).dates.map(({ event }) => event));
    expect(inTown).toContain('teigtaschen-tiefenort');
    expect(inTown).toContain('fest-der-vielfalt-pfitzbachpark');
  });

  test('counts entry as free where one may give what one likes, and not where a fee is due', async () => {
    const app = await temporaryCatalogue();
    const programme = (await (await app.catalogue.snapshot()).programme('2024'))!;
    const free = slugsOf(programme.select(filterOf({ free: ['1'] })).dates.map(({ event }) => event));
    expect(free).toContain('suppenduell-lutherplatz');
    expect(free).not.toContain('gut-streiten-im-verein');
  });

  test('finds words in titles, texts of any language, venues, towns and organisers', async () => {
    const app = await temporaryCatalogue();
    const programme = (await (await app.catalogue.snapshot()).programme('2024'))!;
    const finds = (q: string) => slugsOf(programme.select(filterOf({ q: [q] })).dates.map(({ event }) => event));
    expect(finds('tanz')).toContain('volkstanzabend-marksuhl');
    expect(finds('gruesse')).toContain('gruesse-in-vielen-sprachen');
    expect(finds('lutherplatz')).toContain('suppenduell-lutherplatz');
    expect(finds('buttlar')).toEqual(['spielenachmittag-buttlar']);
    expect(finds('filmclub')).toContain('filmabend-zwei-kuechen');
  });

  test('of one edition is not read again when another one changes', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2023', event: 'entwurf', state: 'draft' });
    const before = await app.catalogue.snapshot();
    const unchanged = await before.programme('2024');
    const changed = await before.programme('2023');
    expect(await app.apply('test', { kind: 'publish', event: 'entwurf' })).toMatchObject({ ok: true });
    const after = await app.catalogue.snapshot();
    expect(await after.programme('2024')).toBe(unchanged);
    expect(await after.programme('2023')).not.toBe(changed);
    expect(slugsOf((await after.programme('2023'))!.events)).toEqual(['entwurf']);
  });
});

function slugsOf(items: readonly { slug: string }[]): string[] {
  return items.map(({ slug }) => slug);
}
