import type { Kysely } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { ACCESS_FEATURES, AUDIENCES } from '#src/filter/vocabulary.ts';
import { digestOf } from './base-digest.ts';
import type { DateValues, EventValues } from './event-values.ts';

/** What a coordinator sees of an event before changing it: its digest goes with the change. */
export interface EventBase {
  readonly values: EventValues;
  readonly closed: boolean;
}

export async function readBase(db: Kysely<Tables>, event: Row<'event'>): Promise<EventBase> {
  return { values: await readValues(db, event), closed: event.closed === 1 };
}

/** The digest of the event with that slug as it is now; `''` if there is none. */
export function readBaseDigest(database: Kysely<Tables>, slug: string): Promise<string> {
  return database.transaction().execute(async (db) => {
    const event = await db.selectFrom('event').selectAll().where('slug', '=', slug).executeTakeFirst();
    return event ? digestOf(await readBase(db, event)) : '';
  });
}

/** Everything that is said of an event now, as it would be said in a form. */
export async function readValues(db: Kysely<Tables>, event: Row<'event'>): Promise<EventValues> {
  const { id } = event;
  const category = await db
    .selectFrom('category')
    .select('slug')
    .where('id', '=', event.category_id)
    .executeTakeFirstOrThrow();
  const texts = await db.selectFrom('event_text').selectAll().where('event_id', '=', id).orderBy('language').execute();
  const organisers = await db
    .selectFrom('event_organiser')
    .innerJoin('organiser', 'organiser.id', 'event_organiser.organiser_id')
    .select('organiser.slug')
    .where('event_id', '=', id)
    .orderBy('position')
    .execute();
  const audiences = await db.selectFrom('event_audience').select('audience').where('event_id', '=', id).execute();
  const languages = await db
    .selectFrom('event_language')
    .select('language')
    .where('event_id', '=', id)
    .orderBy('position')
    .execute();
  const access = await db.selectFrom('event_access').select('feature').where('event_id', '=', id).execute();
  const picture = await db.selectFrom('picture').selectAll().where('event_id', '=', id).executeTakeFirst();
  return {
    texts: Object.fromEntries(
      texts.map(({ language, title, summary, description, easy, participation }) => [
        language,
        { title, summary, description, easy, participation },
      ]),
    ),
    dates: await readDates(db, id),
    category: category.slug,
    organisers: organisers.map(({ slug }) => ({ slug })),
    audiences: AUDIENCES.filter((audience) => audiences.some((row) => row.audience === audience)),
    languages: languages.map(({ language }) => language),
    access: ACCESS_FEATURES.filter((feature) => access.some((row) => row.feature === feature)),
    registration: {
      kind: event.registration_kind,
      until: event.registration_until,
      email: event.registration_email,
      phone: event.registration_phone,
      url: event.registration_url,
    },
    price: { kind: event.price_kind, cents: event.price_cents },
    capacity: event.capacity,
    funding: event.funding,
    picture: picture
      ? {
          hash: picture.hash,
          width: picture.width,
          height: picture.height,
          alt: picture.alt,
          credit: picture.credit,
          licence: picture.licence,
        }
      : null,
  };
}

async function readDates(db: Kysely<Tables>, eventId: string): Promise<DateValues[]> {
  const rows = await db
    .selectFrom('occurrence')
    .leftJoin('venue', 'venue.id', 'occurrence.venue_id')
    .selectAll('occurrence')
    .select('venue.slug as venue')
    .where('event_id', '=', eventId)
    // A cancelled date is told as such, and no longer anything to be changed.
    .where('status', '<>', 'cancelled')
    .orderBy('start_at')
    .orderBy('uid')
    .execute();
  return rows.map((row) => ({
    uid: row.uid,
    start: row.start_local,
    end: row.end_local,
    allDay: row.all_day === 1,
    venue: row.venue === null ? null : { slug: row.venue },
    onlineUrl: row.online_url,
  }));
}
