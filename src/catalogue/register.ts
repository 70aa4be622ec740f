import type { Kysely } from 'kysely';
import type { EventState, Tables } from '#db/schema.ts';
import type { OccurrenceStatus } from '#src/filter/vocabulary.ts';

/** An event as coordinators know it: drafts and closed ones too, which no snapshot holds. */
export interface RegisteredEvent {
  readonly slug: string;
  /** The German title; null in a draft that has none. */
  readonly title: string | null;
  readonly edition: string;
  readonly state: EventState;
  readonly closed: boolean;
  readonly category: string;
  readonly organisers: readonly string[];
  readonly languages: readonly string[];
  /** The languages that it has texts in. */
  readonly texts: readonly string[];
  readonly dates: readonly RegisteredDate[];
  readonly createdAt: string;
  readonly publishedAt: string | null;
  readonly changedAt: string;
}

export interface RegisteredDate {
  readonly uid: string;
  readonly start: string;
  readonly end: string | null;
  readonly allDay: boolean;
  readonly venue: string | null;
  readonly onlineUrl: string | null;
  readonly status: OccurrenceStatus;
  readonly previousStart: string | null;
  readonly previousVenue: string | null;
  readonly sequence: number;
  readonly changedAt: string;
}

/** The events of all editions, newest edition first, by first date; or only those that are asked for. */
export async function readRegister(
  db: Kysely<Tables>,
  { slug, edition, states = [] }: { slug?: string; edition?: string; states?: readonly EventState[] } = {},
): Promise<RegisteredEvent[]> {
  return db.transaction().execute(async (at) => {
    let query = at
      .selectFrom('event')
      .innerJoin('edition', 'edition.id', 'event.edition_id')
      .innerJoin('category', 'category.id', 'event.category_id')
      .selectAll('event')
      .select(['edition.slug as edition', 'category.slug as category', 'edition.official_start_day']);
    if (slug !== undefined) query = query.where('event.slug', '=', slug);
    if (edition !== undefined) query = query.where('edition.slug', '=', edition);
    if (states.length > 0) query = query.where('event.state', 'in', states);
    const rows = await query.orderBy('edition.official_start_day', 'desc').orderBy('event.slug').execute();

    const texts = byEvent(await at.selectFrom('event_text').select(['event_id', 'language', 'title']).execute());
    const languages = byEvent(await at.selectFrom('event_language').selectAll().orderBy('position').execute());
    const organisers = byEvent(
      await at
        .selectFrom('event_organiser')
        .innerJoin('organiser', 'organiser.id', 'event_organiser.organiser_id')
        .select(['event_id', 'organiser.slug'])
        .orderBy('position')
        .execute(),
    );
    const dates = byEvent(
      await at
        .selectFrom('occurrence')
        .leftJoin('venue', 'venue.id', 'occurrence.venue_id')
        .leftJoin('venue as previous', 'previous.id', 'occurrence.previous_venue_id')
        .selectAll('occurrence')
        .select(['venue.slug as venue', 'previous.slug as previous_venue'])
        .orderBy('start_at')
        .execute(),
    );
    return rows
      .map((row): RegisteredEvent => ({
        slug: row.slug,
        title: texts.get(row.id)?.find(({ language }) => language === 'de')?.title ?? null,
        edition: row.edition,
        state: row.state,
        closed: row.closed === 1,
        category: row.category,
        organisers: (organisers.get(row.id) ?? []).map((link) => link.slug),
        languages: (languages.get(row.id) ?? []).map(({ language }) => language),
        texts: (texts.get(row.id) ?? []).map(({ language }) => language),
        dates: (dates.get(row.id) ?? []).map((date) => ({
          uid: date.uid,
          start: date.start_local,
          end: date.end_local,
          allDay: date.all_day === 1,
          venue: date.venue,
          onlineUrl: date.online_url,
          status: date.status,
          previousStart: date.previous_start_local,
          previousVenue: date.previous_venue,
          sequence: date.sequence,
          changedAt: date.changed_at,
        })),
        createdAt: row.created_at,
        publishedAt: row.first_published_at,
        changedAt: row.changed_at,
      }))
      .sort((a, b) => (a.edition === b.edition ? ascending(firstStart(a), firstStart(b)) : 0));
  });
}

function byEvent<Item extends { event_id: string }>(items: readonly Item[]): Map<string, Item[]> {
  return Map.groupBy(items, (item) => item.event_id);
}

function firstStart(event: RegisteredEvent): string {
  return event.dates[0]?.start ?? '';
}

function ascending(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
