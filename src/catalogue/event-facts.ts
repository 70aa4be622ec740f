import type { Kysely } from 'kysely';
import type { EventState, SubmissionState, Tables } from '#db/schema.ts';
import type { OccurrenceStatus } from '#src/filter/vocabulary.ts';
import { daysOf } from './days.ts';
import type { EventText } from './types.ts';

/**
 * What coordinators judge an event by, beside all others that are or may become public: drafts too, which no snapshot
 * holds. Read in a handful of queries, however many there are.
 */
export interface EventFacts {
  readonly slug: string;
  /** The slug of its edition, and the first and last day of its programme. */
  readonly edition: string;
  readonly programmeDays: readonly [first: string, last: string];
  readonly state: EventState;
  /** By language code. */
  readonly texts: Readonly<Record<string, EventText>>;
  readonly organisers: readonly OrganiserFacts[];
  /** By start; cancelled ones too. */
  readonly occurrences: readonly OccurrenceFacts[];
  /** Local time until which one may register. */
  readonly registrationUntil: string | null;
  readonly picture: { readonly alt: string; readonly credit: string; readonly licence: string } | null;
  readonly createdAt: string;
  readonly changedAt: string;
  /** All else that is said of it, in no form to read: only to tell whether any of it has changed. */
  readonly otherwise: unknown;
}

export interface OccurrenceFacts {
  readonly start: string;
  readonly startAt: string;
  readonly end: string | null;
  readonly endAt: string | null;
  readonly allDay: boolean;
  /** The days it belongs to. */
  readonly days: readonly string[];
  /** Null if it is online. */
  readonly venue: VenueFacts | null;
  readonly status: OccurrenceStatus;
  readonly changedAt: string;
}

export interface VenueFacts {
  readonly slug: string;
  readonly name: string;
  readonly town: string;
  /** Whether its coordinates are known. */
  readonly isPlaced: boolean;
  /** Named with a submission, and nobody has looked at it yet. */
  readonly isNew: boolean;
}

export interface OrganiserFacts {
  readonly slug: string;
  readonly name: string;
  readonly isNew: boolean;
}

/** What events may name, by slug: new ones too. */
export interface KnownNames {
  readonly venues: ReadonlyMap<string, VenueFacts>;
  readonly organisers: ReadonlyMap<string, OrganiserFacts>;
  /** Names of towns and districts. */
  readonly places: ReadonlyMap<string, string>;
}

/** Nobody may publish these any more, or yet. */
const OVER: readonly SubmissionState[] = ['unconfirmed', 'rejected', 'withdrawn'];

/** The events of some editions that are or may become public, by id: not what was rejected, taken back or withdrawn. */
export async function readFacts(
  db: Kysely<Tables>,
  editions: readonly string[],
): Promise<{ events: ReadonlyMap<string, EventFacts>; names: KnownNames }> {
  const rows = await db
    .selectFrom('event')
    .innerJoin('edition', 'edition.id', 'event.edition_id')
    .leftJoin('submission', 'submission.event_id', 'event.id')
    .selectAll('event')
    .select('edition.slug as edition')
    .select(['edition.programme_start_day as first_day', 'edition.programme_end_day as last_day'])
    .where('event.edition_id', 'in', editions)
    .where('event.state', '<>', 'withdrawn')
    .where((eb) => eb.or([eb('submission.state', 'is', null), eb('submission.state', 'not in', OVER)]))
    .orderBy('event.slug')
    .execute();
  const ofEditions = db.selectFrom('event').select('id').where('edition_id', 'in', editions);
  const texts = byEvent(
    await db.selectFrom('event_text').selectAll().where('event_id', 'in', ofEditions).orderBy('language').execute(),
  );
  const links = byEvent(
    await db
      .selectFrom('event_organiser')
      .selectAll()
      .where('event_id', 'in', ofEditions)
      .orderBy('position')
      .execute(),
  );
  const pictures = byEvent(await db.selectFrom('picture').selectAll().where('event_id', 'in', ofEditions).execute());
  const audiences = byEvent(
    await db.selectFrom('event_audience').selectAll().where('event_id', 'in', ofEditions).orderBy('audience').execute(),
  );
  const languages = byEvent(
    await db.selectFrom('event_language').selectAll().where('event_id', 'in', ofEditions).orderBy('position').execute(),
  );
  const access = byEvent(
    await db.selectFrom('event_access').selectAll().where('event_id', 'in', ofEditions).orderBy('feature').execute(),
  );
  const dates = byEvent(
    await db
      .selectFrom('occurrence')
      .selectAll()
      .where('event_id', 'in', ofEditions)
      .orderBy('start_at')
      .orderBy('uid')
      .execute(),
  );
  const { venues, organisers, places } = await readNames(db);
  const events = rows.map((row): [string, EventFacts] => {
    const picture = pictures.get(row.id)?.[0];
    return [
      row.id,
      {
        slug: row.slug,
        edition: row.edition,
        programmeDays: [row.first_day, row.last_day],
        state: row.state,
        texts: Object.fromEntries(
          (texts.get(row.id) ?? []).map(({ language, event_id: _, ...text }) => [language, text]),
        ),
        organisers: (links.get(row.id) ?? []).map(({ organiser_id }) => organisers.get(organiser_id)!),
        occurrences: (dates.get(row.id) ?? []).map((date) => ({
          start: date.start_local,
          startAt: date.start_at,
          end: date.end_local,
          endAt: date.end_at,
          allDay: date.all_day === 1,
          days: daysOf(date.start_local, date.end_local, date.all_day === 1),
          venue: date.venue_id === null ? null : venues.get(date.venue_id)!,
          status: date.status,
          changedAt: date.changed_at,
        })),
        registrationUntil: row.registration_until,
        picture: picture ? { alt: picture.alt, credit: picture.credit, licence: picture.licence } : null,
        createdAt: row.created_at,
        changedAt: row.changed_at,
        otherwise: [row, picture, ...[audiences, languages, access, dates].map((links) => links.get(row.id))],
      },
    ];
  });
  return { events: new Map(events), names: { venues: bySlug(venues), organisers: bySlug(organisers), places } };
}

async function readNames(db: Kysely<Tables>) {
  const places = await db.selectFrom('place').select(['id', 'slug', 'name']).execute();
  const towns = new Map(places.map(({ id, name }) => [id, name]));
  const venues = await db
    .selectFrom('venue')
    .select(['id', 'slug', 'name', 'place_id', 'latitude', 'proposed'])
    .execute();
  const organisers = await db.selectFrom('organiser').select(['id', 'slug', 'name', 'proposed']).execute();
  return {
    venues: new Map(
      venues.map(({ id, slug, name, place_id, latitude, proposed }): [string, VenueFacts] => [
        id,
        { slug, name, town: towns.get(place_id)!, isPlaced: latitude !== null, isNew: proposed === 1 },
      ]),
    ),
    organisers: new Map(
      organisers.map(({ id, slug, name, proposed }): [string, OrganiserFacts] => [
        id,
        { slug, name, isNew: proposed === 1 },
      ]),
    ),
    places: new Map(places.map(({ slug, name }) => [slug, name])),
  };
}

function bySlug<Item extends { readonly slug: string }>(byId: ReadonlyMap<string, Item>): ReadonlyMap<string, Item> {
  return new Map([...byId.values()].map((item) => [item.slug, item]));
}

function byEvent<Item extends { event_id: string }>(items: readonly Item[]): Map<string, Item[]> {
  return Map.groupBy(items, (item) => item.event_id);
}
