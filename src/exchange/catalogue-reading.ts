import type { Kysely } from 'kysely';
import type { CatalogueDatabase } from '#db/connect.ts';
import type { EventState, Tables } from '#db/schema.ts';
import { readEditions, readShared } from '#src/catalogue/read.ts';
import type { Category, Edition, Organiser, Place, Venue } from '#src/catalogue/types.ts';
import { readValues } from '#src/changes/event-reading.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import type { AccessFeature, OccurrenceStatus } from '#src/filter/vocabulary.ts';

/** An event as files hold it: drafts and closed ones too. */
export interface ExchangedEvent {
  readonly slug: string;
  readonly state: EventState;
  readonly closed: boolean;
  readonly createdAt: string;
  readonly publishedAt: string | null;
  readonly changedAt: string;
  /** Its dates without the cancelled ones, which nobody can change any more. */
  readonly values: EventValues;
  /** All of its dates, by start. */
  readonly dates: readonly ExchangedDate[];
}

export interface ExchangedDate {
  readonly uid: string;
  readonly start: string;
  readonly end: string | null;
  readonly allDay: boolean;
  /** The slug of its venue. */
  readonly venue: string | null;
  readonly onlineUrl: string | null;
  readonly status: OccurrenceStatus;
  readonly previousStart: string | null;
  readonly previousVenue: string | null;
  readonly access: readonly AccessFeature[];
  readonly sequence: number;
  readonly changedAt: string;
}

/** What can be named in a file, by slug; what is only proposed, too. */
export interface Known {
  readonly places: ReadonlyMap<string, Place>;
  readonly venues: ReadonlyMap<string, Venue>;
  readonly organisers: ReadonlyMap<string, Organiser>;
  readonly categories: ReadonlyMap<string, Category>;
}

/** One edition with all that a file can say of it. */
export interface ExchangedEdition {
  readonly edition: Edition;
  readonly known: Known;
  /** By first date. */
  readonly events: readonly ExchangedEvent[];
  /** What events are called in the files that they came from. */
  readonly keys: ReadonlyMap<string, { readonly slug: string; readonly digest: string }>;
  /** The editions of all other events, by slug. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/** Everything of one edition as it is now; null if there is no such edition. */
export function readExchanged({ read }: CatalogueDatabase, edition: string): Promise<ExchangedEdition | null> {
  return read.transaction().execute(async (db) => {
    const record = (await readEditions(db)).find((one) => one.edition.slug === edition);
    if (!record) return null;
    const keys = await db
      .selectFrom('import_key')
      .innerJoin('event', 'event.id', 'import_key.event_id')
      .select(['import_key.key', 'import_key.digest', 'event.slug'])
      .where('import_key.edition_id', '=', record.id)
      .execute();
    const others = await db
      .selectFrom('event')
      .innerJoin('edition', 'edition.id', 'event.edition_id')
      .select(['event.slug', 'edition.slug as edition'])
      .where('event.edition_id', '<>', record.id)
      .execute();
    return {
      edition: record.edition,
      known: await readKnown(db),
      events: await readEvents(db, record.id),
      keys: new Map(keys.map(({ key, slug, digest }) => [key, { slug, digest }])),
      elsewhere: new Map(others.map((other) => [other.slug, other.edition])),
    };
  });
}

/** The editions that files can be of, newest first. */
export async function exchangeableEditions({ read }: CatalogueDatabase): Promise<Edition[]> {
  return (await readEditions(read)).map(({ edition }) => edition);
}

/** The one that files are of when nobody says which: that which is being filled, else that which is shown. */
export function usualEdition(editions: readonly Edition[]): Edition | null {
  return editions.find(({ accepting }) => accepting) ?? editions.find(({ shown }) => shown) ?? editions[0] ?? null;
}

async function readEvents(db: Kysely<Tables>, editionId: string): Promise<ExchangedEvent[]> {
  const rows = await db.selectFrom('event').selectAll().where('edition_id', '=', editionId).orderBy('slug').execute();
  const dates = await readDates(db, editionId);
  const events: ExchangedEvent[] = [];
  for (const row of rows) {
    events.push({
      slug: row.slug,
      state: row.state,
      closed: row.closed === 1,
      createdAt: row.created_at,
      publishedAt: row.first_published_at,
      changedAt: row.changed_at,
      values: await readValues(db, row),
      dates: (dates.get(row.id) ?? []).map(({ date }) => date),
    });
  }
  return events.sort((a, b) => ascending(a.dates[0]?.start ?? '', b.dates[0]?.start ?? ''));
}

async function readDates(db: Kysely<Tables>, editionId: string) {
  const rows = await db
    .selectFrom('occurrence')
    .innerJoin('event', 'event.id', 'occurrence.event_id')
    .leftJoin('venue', 'venue.id', 'occurrence.venue_id')
    .leftJoin('venue as previous', 'previous.id', 'occurrence.previous_venue_id')
    .selectAll('occurrence')
    .select(['venue.slug as venue', 'previous.slug as previous_venue'])
    .where('event.edition_id', '=', editionId)
    .orderBy('start_at')
    .orderBy('uid')
    .execute();
  const access = Map.groupBy(
    await db.selectFrom('occurrence_access').selectAll().orderBy('feature').execute(),
    (link) => link.occurrence_id,
  );
  const dates = rows.map((row) => ({
    event: row.event_id,
    date: {
      uid: row.uid,
      start: row.start_local,
      end: row.end_local,
      allDay: row.all_day === 1,
      venue: row.venue,
      onlineUrl: row.online_url,
      status: row.status,
      previousStart: row.previous_start_local,
      previousVenue: row.previous_venue,
      access: (access.get(row.id) ?? []).map(({ feature }) => feature),
      sequence: row.sequence,
      changedAt: row.changed_at,
    } satisfies ExchangedDate,
  }));
  return Map.groupBy(dates, ({ event }) => event);
}

async function readKnown(db: Kysely<Tables>): Promise<Known> {
  const shared = await readShared(db);
  const venues = await db.selectFrom('venue').selectAll().where('proposed', '=', 1).orderBy('name').execute();
  const organisers = await db.selectFrom('organiser').selectAll().where('proposed', '=', 1).orderBy('name').execute();
  return {
    places: bySlug(shared.places),
    categories: bySlug(shared.categories),
    venues: new Map([
      ...bySlug(shared.venues),
      ...venues.map(({ slug, name, street, postcode, place_id }) => {
        const place = shared.places.get(place_id)!;
        return [slug, { slug, name, street, postcode, place, ...NOT_LOOKED_AT }] as const;
      }),
    ]),
    organisers: new Map([
      ...bySlug(shared.organisers),
      ...organisers.map(({ slug, name, url, email, phone }) => [slug, { slug, name, url, email, phone }] as const),
    ]),
  };
}

const NOT_LOOKED_AT = {
  point: null,
  stepFree: null,
  accessibleToilet: null,
  accessibleParking: null,
  hearingLoop: null,
  nearestStop: null,
} as const;

function bySlug<Item extends { readonly slug: string }>(byId: ReadonlyMap<string, Item>): Map<string, Item> {
  return new Map([...byId.values()].map((item) => [item.slug, item]));
}

function ascending(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
