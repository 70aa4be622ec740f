import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { venueFactsFrom, type VenueFacts } from '#src/catalogue/record-facts.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';
import { revisionsNaming } from './revisions-naming.ts';
import { allEditions, differences, pick, refuseIfChanged, touchDates } from './records.ts';
import { freeSlug, slugOf } from './slug.ts';

/** Adds a venue. One with its name in the same town is most likely itself. `id` is its slug. */
export const addVenue: ChangeHandler<'add-venue'> = async (db, { values }) => {
  const columns = await columnsOf(db, values);
  if ('code' in columns) return columns;
  const taken = await refuseNameTaken(db, values);
  if (taken) return taken;
  const place = await db.selectFrom('place').select('name').where('slug', '=', values.place).executeTakeFirstOrThrow();
  const slug = await freeSlug(db, 'venue', slugOf(`${values.name} ${place.name}`) || `venue-${values.place}`);
  await db
    .insertInto('venue')
    .values({ id: randomUUID(), slug, ...columns })
    .execute();
  return { ok: true, subject: `venue ${slug}`, before: null, after: values, editions: await allEditions(db), id: slug };
};

/**
 * Corrects what is known of a venue. Its dates change with it, in every edition, but not their place: an event that
 * takes place elsewhere is moved to another venue.
 */
export const editVenue: ChangeHandler<'edit-venue'> = async (db, { venue: slug, values, base }, at) => {
  const found = await findVenue(db, slug);
  if (!found) return unknownVenue(slug);
  const { row, facts } = found;
  const changed = refuseIfChanged(base, facts);
  if (changed) return changed;
  const given = differences(facts, values);
  const names = Object.keys(given);
  if (names.length === 0) return refuse('nothing-to-change', 'values', 'Nothing was given to change.');
  const after = { ...facts, ...given };
  const columns = await columnsOf(db, after);
  if ('code' in columns) return columns;
  const taken =
    names.includes('name') || names.includes('place') ? await refuseNameTaken(db, after, row.id) : undefined;
  if (taken) return taken;
  await db.updateTable('venue').set(columns).where('id', '=', row.id).execute();
  await touchDatesAt(db, row.id, at);
  return {
    ok: true,
    subject: `venue ${slug}`,
    before: pick(facts, names),
    after: given,
    editions: await allEditions(db),
    ...(row.proposed === 1 ? { isPublic: false } : {}),
  };
};

/** Makes a proposed venue the catalogue's: others may name it from then on. */
export const approveVenue: ChangeHandler<'approve-venue'> = async (db, { venue: slug }) => {
  const found = await findVenue(db, slug);
  if (!found) return unknownVenue(slug);
  if (found.row.proposed === 0) return refuse('not-proposed', 'venue', `${slug} is the catalogue's already.`);
  await db.updateTable('venue').set({ proposed: 0 }).where('id', '=', found.row.id).execute();
  const [before, after] = [{ proposed: true }, { proposed: false }];
  return { ok: true, subject: `venue ${slug}`, before, after, editions: await allEditions(db) };
};

/** Deletes a venue that no date, no former date and no waiting correction names. */
export const deleteVenue: ChangeHandler<'delete-venue'> = async (db, { venue: slug, base }) => {
  const found = await findVenue(db, slug);
  if (!found) return unknownVenue(slug);
  const { row, facts } = found;
  const changed = refuseIfChanged(base, facts);
  if (changed) return changed;
  const named = await db
    .selectFrom('occurrence')
    .select('id')
    .where((eb) => eb.or([eb('venue_id', '=', row.id), eb('previous_venue_id', '=', row.id)]))
    .executeTakeFirst();
  if (named || (await revisionsNaming(db, 'venue', slug)).length > 0) {
    return refuse('in-use', 'venue', `${slug} is named by an event and cannot be deleted. It can be merged.`);
  }
  await db.deleteFrom('venue').where('id', '=', row.id).execute();
  return {
    ok: true,
    subject: `venue ${slug}`,
    before: facts,
    after: null,
    editions: await allEditions(db),
    ...(row.proposed === 1 ? { isPublic: false } : {}),
  };
};

export interface FoundVenue {
  readonly row: Row<'venue'>;
  readonly facts: VenueFacts;
}

/** By its present slug: a former one is not looked at, since what is changed must be what was seen. */
export async function findVenue(db: Transaction<Tables>, slug: string): Promise<FoundVenue | undefined> {
  const row = await db.selectFrom('venue').selectAll().where('slug', '=', slug).executeTakeFirst();
  if (!row) return undefined;
  const place = await db.selectFrom('place').select('slug').where('id', '=', row.place_id).executeTakeFirstOrThrow();
  return { row, facts: venueFactsFrom(row, place.slug) };
}

export function unknownVenue(slug: string, field = 'venue'): Refusal {
  return refuse('unknown-venue', field, `There is no venue "${slug}".`);
}

/** Dates that take place there, and those that were announced there. */
export function touchDatesAt(db: Transaction<Tables>, venueId: string, at: string): Promise<void> {
  return touchDates(db, (eb) => eb.or([eb('venue_id', '=', venueId), eb('previous_venue_id', '=', venueId)]), at);
}

/** A venue's row but for its id, slug and whether it is proposed. */
export async function columnsOf(db: Transaction<Tables>, facts: VenueFacts) {
  const place = await db.selectFrom('place').select('id').where('slug', '=', facts.place).executeTakeFirst();
  if (!place) return refuse('unknown-place', 'place', `There is no place "${facts.place}".`);
  return {
    name: facts.name,
    place_id: place.id,
    street: facts.street,
    postcode: facts.postcode,
    latitude: facts.point?.latitude ?? null,
    longitude: facts.point?.longitude ?? null,
    step_free: facts.stepFree,
    accessible_toilet: flag(facts.accessibleToilet),
    accessible_parking: flag(facts.accessibleParking),
    hearing_loop: flag(facts.hearingLoop),
    nearest_stop: facts.nearestStop,
  };
}

/** Organisers choose a venue by its name and town: two that are called the same there could not be told apart. */
async function refuseNameTaken(
  db: Transaction<Tables>,
  { name, place }: VenueFacts,
  except = '',
): Promise<Refusal | undefined> {
  const others = await db
    .selectFrom('venue')
    .innerJoin('place', 'place.id', 'venue.place_id')
    .select(['venue.name', 'venue.slug'])
    .where('place.slug', '=', place)
    .where('venue.id', '<>', except)
    .where('proposed', '=', 0)
    .execute();
  const other = others.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return other && refuse('name-taken', 'name', `There is a venue "${other.name}" in ${place} already: ${other.slug}.`);
}

function flag(value: boolean | null): 0 | 1 | null {
  return value === null ? null : value ? 1 : 0;
}
