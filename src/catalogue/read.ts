import type { Kysely } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { ACCESS_CHOICES, AUDIENCES, type AccessChoice, type AccessFeature } from '#src/filter/vocabulary.ts';
import { daysOf } from './days.ts';
import { hasEasyText } from './types.ts';
import type {
  Category,
  Edition,
  EventPicture,
  EventText,
  Names,
  Occurrence,
  Organiser,
  Place,
  ProgrammeEvent,
  Venue,
} from './types.ts';

/**
 * The one crossing from rows to domain objects. Nullable columns, flags and joins end here.
 */

/** What all editions share, by id; without what is only proposed. Places, venues and organisers in the order of their names, kinds in theirs. */
export interface SharedRecords {
  readonly places: ReadonlyMap<string, Place>;
  readonly venues: ReadonlyMap<string, Venue>;
  readonly organisers: ReadonlyMap<string, Organiser>;
  readonly categories: ReadonlyMap<string, Category>;
}

/** An edition with what only the reader needs of its row. */
export interface EditionRecord {
  readonly id: string;
  readonly version: number;
  readonly edition: Edition;
}

/** All editions, newest first. */
export async function readEditions(db: Kysely<Tables>): Promise<EditionRecord[]> {
  const rows = await db.selectFrom('edition').selectAll().orderBy('official_start_day', 'desc').execute();
  const texts = groupBy(await db.selectFrom('edition_text').selectAll().execute(), 'edition_id');
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    edition: {
      slug: row.slug,
      title: namesFrom(texts.get(row.id), 'title'),
      motto: namesFrom(texts.get(row.id), 'motto'),
      officialDays: [row.official_start_day, row.official_end_day],
      programmeDays: [row.programme_start_day, row.programme_end_day],
      deadlineAt: row.deadline_at,
      shown: row.shown === 1,
      accepting: row.accepting === 1,
      demonstration: row.demonstration === 1,
      pinnedDay: row.pinned_day,
      contact:
        row.contact_name === null
          ? null
          : { name: row.contact_name, email: row.contact_email, phone: row.contact_phone },
    },
  }));
}

export async function readShared(db: Kysely<Tables>): Promise<SharedRecords> {
  const placeRows = await db.selectFrom('place').selectAll().orderBy('part_of_id').orderBy('name').execute();
  const places = new Map<string, Place>();
  // Towns sort first (null), so that each district finds its town.
  for (const row of placeRows.toSorted((a, b) => Number(a.part_of_id !== null) - Number(b.part_of_id !== null))) {
    places.set(row.id, {
      slug: row.slug,
      name: row.name,
      partOf: row.part_of_id === null ? null : places.get(row.part_of_id)!,
      point: { latitude: row.latitude, longitude: row.longitude },
    });
  }
  const venueRows = await db.selectFrom('venue').selectAll().where('proposed', '=', 0).orderBy('name').execute();
  const organiserRows = await db
    .selectFrom('organiser')
    .selectAll()
    .where('proposed', '=', 0)
    .orderBy('name')
    .execute();
  const categoryRows = await db.selectFrom('category').selectAll().orderBy('position').execute();
  const categoryTexts = groupBy(await db.selectFrom('category_text').selectAll().execute(), 'category_id');
  return {
    places,
    venues: new Map(venueRows.map((row) => [row.id, venueFrom(row, places)])),
    organisers: new Map(
      organiserRows.map(({ id, slug, name, url, email, phone }) => [id, { slug, name, url, email, phone }]),
    ),
    categories: new Map(
      categoryRows.map(({ id, slug }) => [id, { slug, name: namesFrom(categoryTexts.get(id), 'name') }]),
    ),
  };
}

/** The events of an edition that were published, withdrawn ones too, by first start; closed ones never. */
export async function readEvents(
  db: Kysely<Tables>,
  { id, edition }: EditionRecord,
  shared: SharedRecords,
): Promise<ProgrammeEvent[]> {
  const events = await db
    .selectFrom('event')
    .selectAll()
    .where('edition_id', '=', id)
    .where('state', 'in', ['published', 'withdrawn'])
    .where('closed', '=', 0)
    .execute();
  const ofEdition = db.selectFrom('event').select('id').where('edition_id', '=', id);
  const texts = groupBy(
    await db.selectFrom('event_text').selectAll().where('event_id', 'in', ofEdition).execute(),
    'event_id',
  );
  const organisers = groupBy(
    await db.selectFrom('event_organiser').selectAll().where('event_id', 'in', ofEdition).orderBy('position').execute(),
    'event_id',
  );
  const audiences = groupBy(
    await db.selectFrom('event_audience').selectAll().where('event_id', 'in', ofEdition).execute(),
    'event_id',
  );
  const languages = groupBy(
    await db.selectFrom('event_language').selectAll().where('event_id', 'in', ofEdition).orderBy('position').execute(),
    'event_id',
  );
  const access = groupBy(
    await db.selectFrom('event_access').selectAll().where('event_id', 'in', ofEdition).execute(),
    'event_id',
  );
  const pictures = groupBy(
    await db.selectFrom('picture').selectAll().where('event_id', 'in', ofEdition).execute(),
    'event_id',
  );
  const occurrences = groupBy(
    await db
      .selectFrom('occurrence')
      .selectAll()
      .where('event_id', 'in', ofEdition)
      .orderBy('start_at')
      .orderBy('uid')
      .execute(),
    'event_id',
  );
  const occurrenceAccess = groupBy(
    await db
      .selectFrom('occurrence_access')
      .innerJoin('occurrence', 'occurrence.id', 'occurrence_access.occurrence_id')
      .select(['occurrence_access.occurrence_id', 'occurrence_access.feature'])
      .where('occurrence.event_id', 'in', ofEdition)
      .execute(),
    'occurrence_id',
  );

  return events
    .map((row): ProgrammeEvent => {
      const isEasy = hasEasyText(texts.get(row.id) ?? []);
      const ofEvent: AccessChoice[] = [...features(access.get(row.id)), ...(isEasy ? (['easy-text'] as const) : [])];
      return {
        slug: row.slug,
        edition: edition.slug,
        withdrawn: row.state === 'withdrawn',
        category: shared.categories.get(row.category_id)!,
        organisers: (organisers.get(row.id) ?? []).map((link) => shared.organisers.get(link.organiser_id)!),
        audiences: AUDIENCES.filter((audience) => audiences.get(row.id)?.some((link) => link.audience === audience)),
        languages: (languages.get(row.id) ?? []).map((link) => link.language),
        registration: {
          kind: row.registration_kind,
          until: row.registration_until,
          email: row.registration_email,
          phone: row.registration_phone,
          url: row.registration_url,
        },
        price: { kind: row.price_kind, cents: row.price_cents },
        capacity: row.capacity,
        funding: row.funding,
        picture: row.state === 'withdrawn' ? null : pictureFrom(pictures.get(row.id)?.[0]),
        texts: Object.fromEntries((texts.get(row.id) ?? []).map((text) => [text.language, textFrom(text)])),
        occurrences: (occurrences.get(row.id) ?? []).map((occurrence) =>
          occurrenceFrom(occurrence, shared, [...ofEvent, ...features(occurrenceAccess.get(occurrence.id))]),
        ),
        publishedAt: row.first_published_at!,
        changedAt: row.changed_at,
      };
    })
    .sort(byFirstStart);
}

function venueFrom(row: Row<'venue'>, places: ReadonlyMap<string, Place>): Venue {
  return {
    slug: row.slug,
    name: row.name,
    place: places.get(row.place_id)!,
    street: row.street,
    postcode: row.postcode,
    point:
      row.latitude === null || row.longitude === null ? null : { latitude: row.latitude, longitude: row.longitude },
    stepFree: row.step_free,
    accessibleToilet: flagFrom(row.accessible_toilet),
    accessibleParking: flagFrom(row.accessible_parking),
    hearingLoop: flagFrom(row.hearing_loop),
    nearestStop: row.nearest_stop,
  };
}

function pictureFrom(row: Row<'picture'> | undefined): EventPicture | null {
  if (!row) return null;
  const { hash, width, height, alt, credit, licence } = row;
  return { hash, width, height, alt, credit, licence };
}

function textFrom({ title, summary, description, easy, participation }: Row<'event_text'>): EventText {
  return { title, summary, description, easy, participation };
}

function occurrenceFrom(row: Row<'occurrence'>, shared: SharedRecords, offered: readonly AccessChoice[]): Occurrence {
  const venue = row.venue_id === null ? null : shared.venues.get(row.venue_id)!;
  const access = new Set<AccessChoice>([...offered, ...(venue ? venueAccess(venue) : [])]);
  return {
    uid: row.uid,
    start: row.start_local,
    startAt: row.start_at,
    end: row.end_local,
    endAt: row.end_at,
    allDay: row.all_day === 1,
    days: daysOf(row.start_local, row.end_local, row.all_day === 1),
    venue,
    onlineUrl: row.online_url,
    status: row.status,
    previousStart: row.previous_start_local,
    previousVenue: row.previous_venue_id === null ? null : shared.venues.get(row.previous_venue_id)!,
    notice: row.notice,
    access: ACCESS_CHOICES.filter((feature) => access.has(feature)),
    sequence: row.sequence,
    changedAt: row.changed_at,
  };
}

function venueAccess(venue: Venue): AccessFeature[] {
  const offered: AccessFeature[] = [];
  if (venue.stepFree === 'yes') offered.push('step-free');
  if (venue.accessibleToilet) offered.push('accessible-toilet');
  if (venue.accessibleParking) offered.push('accessible-parking');
  if (venue.hearingLoop) offered.push('hearing-loop');
  return offered;
}

function byFirstStart(a: ProgrammeEvent, b: ProgrammeEvent): number {
  const [first, second] = [a.occurrences[0]?.startAt ?? '', b.occurrences[0]?.startAt ?? ''];
  return first < second ? -1 : first > second ? 1 : a.slug < b.slug ? -1 : 1;
}

function features(links: readonly { feature: AccessFeature }[] | undefined): AccessFeature[] {
  return (links ?? []).map((link) => link.feature);
}

function flagFrom(flag: 0 | 1 | null): boolean | null {
  return flag === null ? null : flag === 1;
}

/** What is empty is not there, so that German stands in for it. */
function namesFrom<Key extends string>(
  rows: readonly ({ language: string } & Record<Key, string>)[] | undefined,
  column: Key,
): Names {
  return Object.fromEntries(
    (rows ?? []).map((row) => [row.language, row[column]]).filter(([, name]) => name !== ''),
  ) as Names;
}

function groupBy<Item, Key extends keyof Item>(items: readonly Item[], key: Key): Map<Item[Key], Item[]> {
  return Map.groupBy(items, (item) => item[key]);
}
