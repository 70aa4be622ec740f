import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DemonstrationData } from '#db/demonstration/read-demonstration.ts';
import type { NewRow, Tables } from '#db/schema.ts';
import { mottoIn } from '#src/theme/theme.ts';
import { toInstant } from '#src/time/festival-time.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';

/** Fills the catalogue with a demonstration edition, shown and accepting, its events published when they were created. */
export const loadDemonstration: ChangeHandler<'load-demonstration'> = async (db, { data, replace }) => {
  const before = await db.selectFrom('edition').select(['slug', 'demonstration']).execute();
  const refusal = refuseUnless(before, replace);
  if (refusal) return refusal;
  await clear(db);
  const editionId = await insertAll(db, data);
  return {
    ok: true,
    subject: `edition ${data.edition.slug}`,
    before: before.length > 0 ? { editions: before.map((edition) => edition.slug) } : null,
    after: { editions: [data.edition.slug], events: data.events.length },
    editions: [editionId],
  };
};

function refuseUnless(
  editions: readonly { slug: string; demonstration: 0 | 1 }[],
  replace: boolean,
): Refusal | undefined {
  const real = editions.find((edition) => edition.demonstration === 0);
  if (real) {
    return refuse(
      'not-a-demonstration',
      'replace',
      `The catalogue holds the real edition ${real.slug}. A demonstration never replaces one: use another DATA_DIR.`,
    );
  }
  if (editions.length > 0 && !replace) {
    return refuse(
      'catalogue-not-empty',
      'replace',
      'The catalogue holds a demonstration already. With --replace it is made anew and changes to it are lost.',
    );
  }
  return undefined;
}

async function clear(db: Transaction<Tables>): Promise<void> {
  await db.deleteFrom('event').execute();
  await db.deleteFrom('edition').execute();
  await db.deleteFrom('venue').execute();
  await db.deleteFrom('place').where('part_of_id', 'is not', null).execute();
  await db.deleteFrom('place').execute();
  await db.deleteFrom('organiser').execute();
  await db.deleteFrom('category').execute();
}

async function insertAll(db: Transaction<Tables>, data: DemonstrationData): Promise<string> {
  const editionId = await insertEdition(db, data.edition);
  const placeIds = newIds(data.places);
  const venueIds = newIds(data.venues);
  const organiserIds = newIds(data.organisers);
  const categoryIds = newIds(data.categories);
  const towns = data.places.filter((place) => place.partOf === undefined);
  const districts = data.places.filter((place) => place.partOf !== undefined);
  await insertRows(
    db,
    'place',
    [...towns, ...districts].map(({ slug, name, partOf, latitude, longitude }) => ({
      id: placeIds.get(slug)!,
      slug,
      name,
      part_of_id: partOf ? placeIds.get(partOf)! : null,
      latitude,
      longitude,
    })),
  );
  await insertRows(
    db,
    'venue',
    data.venues.map((venue) => ({
      id: venueIds.get(venue.slug)!,
      slug: venue.slug,
      name: venue.name,
      place_id: placeIds.get(venue.place)!,
      street: venue.street ?? null,
      postcode: venue.postcode,
      latitude: venue.latitude,
      longitude: venue.longitude,
      step_free: venue.stepFree ?? null,
      accessible_toilet: flag(venue.accessibleToilet),
      accessible_parking: flag(venue.accessibleParking),
      hearing_loop: flag(venue.hearingLoop),
      nearest_stop: venue.nearestStop ?? null,
    })),
  );
  await insertRows(
    db,
    'organiser',
    data.organisers.map(({ slug, name, url, email, phone }) => ({
      id: organiserIds.get(slug)!,
      slug,
      name,
      url: url ?? null,
      email: email ?? null,
      phone: phone ?? null,
    })),
  );
  await insertRows(
    db,
    'category',
    data.categories.map(({ slug }, position) => ({ id: categoryIds.get(slug)!, slug, position })),
  );
  await insertRows(
    db,
    'category_text',
    data.categories.flatMap(({ slug, name }) =>
      Object.entries(name).map(([language, text]) => ({ category_id: categoryIds.get(slug)!, language, name: text })),
    ),
  );
  await insertEvents(db, data, { editionId, venueIds, organiserIds, categoryIds });
  return editionId;
}

async function insertEdition(db: Transaction<Tables>, edition: DemonstrationData['edition']): Promise<string> {
  const id = randomUUID();
  await insertRows(db, 'edition', [
    {
      id,
      slug: edition.slug,
      official_start_day: edition.officialStartDay,
      official_end_day: edition.officialEndDay,
      programme_start_day: edition.programmeStartDay,
      programme_end_day: edition.programmeEndDay,
      deadline_at: edition.deadlineAt,
      shown: 1,
      accepting: 1,
      demonstration: edition.demonstration ? 1 : 0,
      pinned_day: edition.pinnedDay ?? null,
      version: 0,
      contact_name: edition.contact?.name ?? null,
      contact_email: edition.contact?.email ?? null,
      contact_phone: edition.contact?.phone ?? null,
    },
  ]);
  await insertRows(
    db,
    'edition_text',
    Object.entries(edition.title).map(([language, title]) => ({
      edition_id: id,
      language,
      title,
      motto: mottoIn(language).motto,
    })),
  );
  return id;
}

interface Ids {
  readonly editionId: string;
  readonly venueIds: ReadonlyMap<string, string>;
  readonly organiserIds: ReadonlyMap<string, string>;
  readonly categoryIds: ReadonlyMap<string, string>;
}

async function insertEvents(db: Transaction<Tables>, data: DemonstrationData, ids: Ids): Promise<void> {
  const eventIds = newIds(data.events);
  await insertRows(
    db,
    'event',
    data.events.map((event) => ({
      id: eventIds.get(event.slug)!,
      slug: event.slug,
      edition_id: ids.editionId,
      category_id: ids.categoryIds.get(event.category)!,
      state: 'published' as const,
      closed: flag(event.closed),
      registration_kind: event.registration.kind,
      registration_until: event.registration.until ?? null,
      registration_email: event.registration.email ?? null,
      registration_phone: event.registration.phone ?? null,
      registration_url: event.registration.url ?? null,
      price_kind: event.price.kind,
      price_cents: event.price.euros === undefined ? null : Math.round(event.price.euros * 100),
      capacity: event.capacity ?? null,
      funding: event.funding ?? null,
      created_at: event.createdAt,
      first_published_at: event.createdAt,
      changed_at: event.occurrences.map((occurrence) => occurrence.changedAt).reduce((a, b) => (a > b ? a : b)),
    })),
  );
  const linked = <Item>(list: (event: DemonstrationData['events'][number]) => readonly Item[]) =>
    data.events.flatMap((event) =>
      list(event).map((item, position) => ({ event_id: eventIds.get(event.slug)!, item, position })),
    );
  await insertRows(
    db,
    'event_organiser',
    linked((event) => event.organisers).map(({ item, ...link }) => ({
      ...link,
      organiser_id: ids.organiserIds.get(item)!,
    })),
  );
  await insertRows(
    db,
    'event_audience',
    linked((event) => event.audiences).map(({ event_id, item }) => ({ event_id, audience: item })),
  );
  await insertRows(
    db,
    'event_language',
    linked((event) => event.languages).map(({ item, ...link }) => ({ ...link, language: item })),
  );
  await insertRows(
    db,
    'event_access',
    linked((event) => event.access).map(({ event_id, item }) => ({ event_id, feature: item })),
  );
  await insertRows(
    db,
    'event_text',
    [...data.texts].flatMap(([language, texts]) =>
      Object.entries(texts).map(([slug, text]) => ({
        event_id: eventIds.get(slug)!,
        language,
        title: text.title,
        summary: text.summary,
        description: text.description,
        easy: text.easy ?? null,
        participation: text.participation ?? null,
      })),
    ),
  );
  const occurrences = linked((event) => event.occurrences).map((link) => ({ id: randomUUID(), ...link }));
  await insertRows(
    db,
    'occurrence',
    occurrences.map(({ id, event_id, item }) => ({
      id,
      event_id,
      uid: item.uid,
      start_local: item.start,
      start_at: toInstant(item.start),
      end_local: item.end ?? null,
      end_at: item.end === undefined ? null : toInstant(item.end),
      all_day: flag(item.allDay),
      venue_id: item.venue === undefined ? null : ids.venueIds.get(item.venue)!,
      online_url: item.onlineUrl ?? null,
      status: item.status,
      previous_start_local: item.previousStart ?? null,
      previous_venue_id: item.previousVenue === undefined ? null : ids.venueIds.get(item.previousVenue)!,
      sequence: item.sequence,
      changed_at: item.changedAt,
    })),
  );
  await insertRows(
    db,
    'occurrence_access',
    occurrences.flatMap(({ id, item }) => item.access.map((feature) => ({ occurrence_id: id, feature }))),
  );
}

/** Inserts many rows, some hundred a statement. */
async function insertRows<Table extends keyof Tables>(
  db: Transaction<Tables>,
  table: Table,
  rows: readonly NewRow<Table>[],
): Promise<void> {
  for (let first = 0; first < rows.length; first += 500) {
    await db
      .insertInto(table)
      .values(rows.slice(first, first + 500))
      .execute();
  }
}

function newIds(records: readonly { slug: string }[]): Map<string, string> {
  return new Map(records.map(({ slug }) => [slug, randomUUID()]));
}

function flag(value: boolean): 0 | 1;
function flag(value: boolean | undefined): 0 | 1 | null;
function flag(value: boolean | undefined): 0 | 1 | null {
  return value === undefined ? null : value ? 1 : 0;
}
