import type { Kysely } from 'kysely';
import type { EventState, Tables } from '#db/schema.ts';
import type { OccurrenceStatus } from '#src/filter/vocabulary.ts';

/** A date of an event that names a venue or an organiser, whatever its state. */
export interface RecordDate {
  readonly event: string;
  /** The German title or, where there is none, the slug. */
  readonly title: string;
  readonly edition: string;
  readonly state: EventState;
  readonly start: string;
  readonly allDay: boolean;
  readonly status: OccurrenceStatus;
  /** It was announced at this venue and is at another one now. */
  readonly movedAway: boolean;
}

/** By start, newest edition first. */
export async function readVenueDates(db: Kysely<Tables>, slug: string): Promise<RecordDate[]> {
  const id = db.selectFrom('venue').select('venue.id').where('venue.slug', '=', slug);
  const rows = await datesIn(db)
    .where((eb) => eb.or([eb('venue_id', '=', id), eb('previous_venue_id', '=', id)]))
    .leftJoin('venue', 'venue.id', 'occurrence.venue_id')
    .select('venue.slug as venue')
    .execute();
  return rows.map(({ venue, ...row }) => dateFrom(row, venue !== slug));
}

/** The same of the events that an organiser is named by. */
export async function readOrganiserDates(db: Kysely<Tables>, slug: string): Promise<RecordDate[]> {
  const events = db
    .selectFrom('event_organiser')
    .innerJoin('organiser', 'organiser.id', 'event_organiser.organiser_id')
    .select('event_organiser.event_id')
    .where('organiser.slug', '=', slug);
  const rows = await datesIn(db).where('event.id', 'in', events).execute();
  return rows.map((row) => dateFrom(row, false));
}

function datesIn(db: Kysely<Tables>) {
  return db
    .selectFrom('occurrence')
    .innerJoin('event', 'event.id', 'occurrence.event_id')
    .innerJoin('edition', 'edition.id', 'event.edition_id')
    .leftJoin('event_text', (join) =>
      join.onRef('event_text.event_id', '=', 'event.id').on('event_text.language', '=', 'de'),
    )
    .select([
      ...(['event.slug as event', 'event.state', 'edition.slug as edition', 'event_text.title'] as const),
      ...(['occurrence.start_local', 'occurrence.all_day', 'occurrence.status'] as const),
    ])
    .orderBy('edition.official_start_day', 'desc')
    .orderBy('occurrence.start_at')
    .orderBy('event.slug');
}

type Row = Awaited<ReturnType<ReturnType<typeof datesIn>['execute']>>[number];

function dateFrom({ start_local, all_day, title, ...row }: Row, movedAway: boolean): RecordDate {
  return { ...row, title: title ?? row.event, start: start_local, allDay: all_day === 1, movedAway };
}
