import type { Kysely } from 'kysely';
import type { EventState, SubmissionState, Tables } from '#db/schema.ts';
import type { OccurrenceStatus } from '#src/filter/vocabulary.ts';

/** An event as coordinators know it: drafts and closed ones too, which no snapshot holds. */
export interface RegisteredEvent {
  readonly slug: string;
  /** The German title; null in a draft that has none. */
  readonly title: string | null;
  /** The title in German or, without one, in its first language. */
  readonly anyTitle: { readonly text: string; readonly language: string };
  readonly edition: string;
  readonly state: EventState;
  readonly closed: boolean;
  readonly category: string;
  /** Their slugs, and their names. */
  readonly organisers: readonly string[];
  readonly organiserNames: readonly string[];
  readonly languages: readonly string[];
  /** The languages that it has texts in. */
  readonly texts: readonly string[];
  readonly dates: readonly RegisteredDate[];
  /** How far the submission has come that it was; null if it was none. */
  readonly submission: SubmissionState | null;
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
  readonly venueName: string | null;
  /** The town or district of its venue. */
  readonly town: string | null;
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
      .leftJoin('submission', 'submission.event_id', 'event.id')
      .selectAll('event')
      .select('submission.state as submission')
      .select(['edition.slug as edition', 'category.slug as category', 'edition.official_start_day']);
    if (slug !== undefined) query = query.where('event.slug', '=', slug);
    if (edition !== undefined) query = query.where('edition.slug', '=', edition);
    if (states.length > 0) query = query.where('event.state', 'in', states);
    const rows = await query.orderBy('edition.official_start_day', 'desc').orderBy('event.slug').execute();

    const texts = byEvent(
      await at.selectFrom('event_text').select(['event_id', 'language', 'title']).orderBy('language').execute(),
    );
    const languages = byEvent(await at.selectFrom('event_language').selectAll().orderBy('position').execute());
    const organisers = byEvent(
      await at
        .selectFrom('event_organiser')
        .innerJoin('organiser', 'organiser.id', 'event_organiser.organiser_id')
        .select(['event_id', 'organiser.slug', 'organiser.name'])
        .orderBy('position')
        .execute(),
    );
    const dates = byEvent(
      await at
        .selectFrom('occurrence')
        .leftJoin('venue', 'venue.id', 'occurrence.venue_id')
        .leftJoin('venue as previous', 'previous.id', 'occurrence.previous_venue_id')
        .leftJoin('place', 'place.id', 'venue.place_id')
        .selectAll('occurrence')
        .select(['venue.name as venue_name', 'place.name as town'])
        .select(['venue.slug as venue', 'previous.slug as previous_venue'])
        .orderBy('start_at')
        .execute(),
    );
    return rows
      .map((row): RegisteredEvent => ({
        slug: row.slug,
        ...titlesFrom(texts.get(row.id) ?? []),
        edition: row.edition,
        state: row.state,
        closed: row.closed === 1,
        category: row.category,
        organisers: (organisers.get(row.id) ?? []).map((link) => link.slug),
        organiserNames: (organisers.get(row.id) ?? []).map((link) => link.name),
        languages: (languages.get(row.id) ?? []).map(({ language }) => language),
        texts: (texts.get(row.id) ?? []).map(({ language }) => language),
        dates: (dates.get(row.id) ?? []).map((date) => ({
          uid: date.uid,
          start: date.start_local,
          end: date.end_local,
          allDay: date.all_day === 1,
          venue: date.venue,
          venueName: date.venue_name,
          town: date.town,
          onlineUrl: date.online_url,
          status: date.status,
          previousStart: date.previous_start_local,
          previousVenue: date.previous_venue,
          sequence: date.sequence,
          changedAt: date.changed_at,
        })),
        submission: row.submission,
        createdAt: row.created_at,
        publishedAt: row.first_published_at,
        changedAt: row.changed_at,
      }))
      .sort((a, b) => (a.edition === b.edition ? ascending(firstStart(a), firstStart(b)) : 0));
  });
}

function titlesFrom(
  texts: readonly { language: string; title: string }[],
): Pick<RegisteredEvent, 'title' | 'anyTitle'> {
  const german = texts.find(({ language }) => language === 'de');
  const any = german ?? texts[0] ?? { language: 'de', title: '' };
  return { title: german?.title ?? null, anyTitle: { text: any.title, language: any.language } };
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
