import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { readEditions } from './read.ts';
import type { Edition } from './types.ts';

/** An edition as coordinators see it, in preparation or not. */
export interface EditionOverview {
  readonly edition: Edition;
  readonly published: number;
  readonly drafts: number;
}

/** An event that may be copied into another edition. */
export interface CopyableEvent {
  readonly slug: string;
  readonly title: string;
  /** Local starts of the dates that would be copied. */
  readonly starts: readonly string[];
}

/** All editions, newest first. */
export async function readEditionOverviews(db: Kysely<Tables>): Promise<EditionOverview[]> {
  const records = await readEditions(db);
  const rows = await db
    .selectFrom('event')
    .select((eb) => ['edition_id', 'state', eb.fn.countAll<number>().as('count')])
    .groupBy(['edition_id', 'state'])
    .execute();
  const count = (id: string, wanted: string) =>
    Number(rows.find(({ edition_id, state }) => edition_id === id && state === wanted)?.count ?? 0);
  return records.map(({ id, edition }) => ({
    edition,
    published: count(id, 'published'),
    drafts: count(id, 'draft'),
  }));
}

/** The published events of an edition, by first date. */
export async function readCopyableEvents(db: Kysely<Tables>, edition: string): Promise<CopyableEvent[]> {
  const rows = await db
    .selectFrom('event')
    .innerJoin('edition', 'edition.id', 'event.edition_id')
    .innerJoin('event_text', (join) =>
      join.onRef('event_text.event_id', '=', 'event.id').on('event_text.language', '=', 'de'),
    )
    .innerJoin('occurrence', 'occurrence.event_id', 'event.id')
    .select(['event.slug', 'event_text.title', 'occurrence.start_local', 'occurrence.status'])
    .where('edition.slug', '=', edition)
    .where('event.state', '=', 'published')
    .orderBy('occurrence.start_at')
    .orderBy('event.slug')
    .execute();
  return [...Map.groupBy(rows, ({ slug }) => slug)].map(([slug, dates]) => {
    const held = dates.filter(({ status }) => status !== 'cancelled');
    const starts = (held.length > 0 ? held : dates).map(({ start_local }) => start_local);
    return { slug, title: dates[0]!.title, starts };
  });
}

/** The published events of an edition that have a date outside its programme. */
export async function readEventsOutside(db: Kysely<Tables>, edition: string): Promise<CopyableEvent[]> {
  const found = (await readEditions(db)).find((record) => record.edition.slug === edition);
  if (!found) return [];
  const [first, last] = found.edition.programmeDays;
  const isOutside = (start: string) => start.slice(0, 10) < first || start.slice(0, 10) > last;
  return (await readCopyableEvents(db, edition)).filter(({ starts }) => starts.some(isOutside));
}

/** The addresses of all events of an edition, drafts too. */
export async function readEventSlugs(db: Kysely<Tables>, edition: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('event')
    .innerJoin('edition', 'edition.id', 'event.edition_id')
    .select('event.slug')
    .where('edition.slug', '=', edition)
    .execute();
  return new Set(rows.map(({ slug }) => slug));
}
