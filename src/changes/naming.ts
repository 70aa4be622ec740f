import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { refuse, type Refusal } from './change.ts';
import type { NamedRecord, VenueValues } from './event-values.ts';
import { freeSlug, slugOf } from './slug.ts';

/**
 * The ids of the organisers named, in their order. One that the catalogue does not know becomes a proposed one, which
 * no page shows before an event of it is published.
 */
export async function organiserIds(
  db: Transaction<Tables>,
  organisers: readonly NamedRecord[],
): Promise<string[] | Refusal> {
  const ids: string[] = [];
  for (const organiser of organisers) {
    const id = 'slug' in organiser ? await idOf(db, 'organiser', organiser.slug) : await named(db, organiser.name);
    if (id === undefined) {
      return refuse(
        'unknown-organiser',
        'organisers',
        `There is no organiser "${(organiser as { slug: string }).slug}".`,
      );
    }
    if (!ids.includes(id)) ids.push(id);
  }
  return ids;
}

/**
 * The id of a venue; null for none. A new one is proposed, as organisers are. One that is proposed already is the same
 * only if its address is: else somebody's mistake would be in the way of who mends it, or of who knows better.
 */
export async function venueId(db: Transaction<Tables>, venue: VenueValues | null): Promise<string | null | Refusal> {
  if (venue === null) return null;
  if ('slug' in venue) {
    const id = await idOf(db, 'venue', venue.slug);
    return id ?? refuse('unknown-venue', 'venue', `There is no venue "${venue.slug}".`);
  }
  const place = await db.selectFrom('place').selectAll().where('slug', '=', venue.place).executeTakeFirst();
  if (!place) return refuse('unknown-place', 'place', `There is no place "${venue.place}".`);
  const { name, street, postcode } = venue;
  const known = await db
    .selectFrom('venue')
    .select('id')
    .where('place_id', '=', place.id)
    .where('name', '=', name)
    .where((eb) => eb.or([eb('proposed', '=', 0), eb.and([eb('street', 'is', street), eb('postcode', '=', postcode)])]))
    .orderBy('proposed')
    .executeTakeFirst();
  if (known) return known.id;
  const id = randomUUID();
  const slug = await freeSlug(db, 'venue', slugOf(`${name} ${place.name}`) || `venue-${place.slug}`);
  await db
    .insertInto('venue')
    .values({ id, slug, name, street, postcode, place_id: place.id, proposed: 1, ...UNKNOWN })
    .execute();
  return id;
}

/** A coordinator has looked at an event: the venues and organisers that it proposed are the catalogue's from now on. */
export async function approveProposals(db: Transaction<Tables>, eventId: string): Promise<void> {
  const dates = db.selectFrom('occurrence').select('venue_id').where('event_id', '=', eventId);
  const links = db.selectFrom('event_organiser').select('organiser_id').where('event_id', '=', eventId);
  await db.updateTable('venue').set({ proposed: 0 }).where('id', 'in', dates).execute();
  await db.updateTable('organiser').set({ proposed: 0 }).where('id', 'in', links).execute();
}

/** Venues and organisers that were proposed with an event that is not there any more. */
export async function deleteUnusedProposals(db: Transaction<Tables>): Promise<void> {
  await db
    .deleteFrom('venue')
    .where('proposed', '=', 1)
    .where(({ not, exists, selectFrom, or, ref }) =>
      not(
        exists(
          selectFrom('occurrence')
            .select('occurrence.id')
            .where((eb) => or([eb('venue_id', '=', ref('venue.id')), eb('previous_venue_id', '=', ref('venue.id'))])),
        ),
      ),
    )
    .execute();
  await db
    .deleteFrom('organiser')
    .where('proposed', '=', 1)
    .where(({ not, exists, selectFrom, ref }) =>
      not(exists(selectFrom('event_organiser').select('event_id').where('organiser_id', '=', ref('organiser.id')))),
    )
    .execute();
}

/** What nobody has looked at yet. */
const UNKNOWN = {
  latitude: null,
  longitude: null,
  step_free: null,
  accessible_toilet: null,
  accessible_parking: null,
  hearing_loop: null,
  nearest_stop: null,
} as const;

async function named(db: Transaction<Tables>, name: string): Promise<string> {
  const known = await db.selectFrom('organiser').select('id').where('name', '=', name).executeTakeFirst();
  if (known) return known.id;
  const id = randomUUID();
  const slug = await freeSlug(db, 'organiser', slugOf(name) || 'organiser');
  await db
    .insertInto('organiser')
    .values({ id, slug, name, url: null, email: null, phone: null, proposed: 1 })
    .execute();
  return id;
}

/** Of a record by its slug or, since it was merged into another, by its former one. */
async function idOf(db: Transaction<Tables>, table: 'organiser' | 'venue', slug: string): Promise<string | undefined> {
  const row = await db.selectFrom(table).select('id').where('slug', '=', slug).executeTakeFirst();
  if (row) return row.id;
  const former = await db
    .selectFrom(`${table}_redirect`)
    .select('target_id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  return former?.target_id;
}
