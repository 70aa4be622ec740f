import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { organiserFactsFrom, type OrganiserFacts } from '#src/catalogue/record-facts.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';
import { revisionsNaming } from './revisions-naming.ts';
import { allEditions, differences, pick, refuseIfChanged, touchDates } from './records.ts';
import { freeSlug, slugOf } from './slug.ts';

/** Adds an organiser. `id` is its slug. */
export const addOrganiser: ChangeHandler<'add-organiser'> = async (db, { values }) => {
  const taken = await refuseNameTaken(db, values.name);
  if (taken) return taken;
  const { name, url, email, phone } = values;
  const slug = await freeSlug(db, 'organiser', slugOf(name) || 'organiser');
  await db.insertInto('organiser').values({ id: randomUUID(), slug, name, url, email, phone }).execute();
  const editions = await allEditions(db);
  return { ok: true, subject: `organiser ${slug}`, before: null, after: values, editions, id: slug };
};

/** Corrects what is known of an organiser: calendars name them as whom to ask. */
export const editOrganiser: ChangeHandler<'edit-organiser'> = async (db, { organiser: slug, values, base }, at) => {
  const row = await findOrganiser(db, slug);
  if (!row) return unknownOrganiser(slug);
  const facts = organiserFactsFrom(row);
  const changed = refuseIfChanged(base, facts);
  if (changed) return changed;
  const given = differences(facts, values);
  const names = Object.keys(given);
  if (names.length === 0) return refuse('nothing-to-change', 'values', 'Nothing was given to change.');
  const taken = given.name === undefined ? undefined : await refuseNameTaken(db, given.name, row.id);
  if (taken) return taken;
  await db.updateTable('organiser').set(given).where('id', '=', row.id).execute();
  await touchDatesOf(db, row.id, at);
  return {
    ok: true,
    subject: `organiser ${slug}`,
    before: pick(facts, names),
    after: given,
    editions: await allEditions(db),
    ...(row.proposed === 1 ? { isPublic: false } : {}),
  };
};

/** Makes a proposed organiser the catalogue's: others may name them from then on. */
export const approveOrganiser: ChangeHandler<'approve-organiser'> = async (db, { organiser: slug }) => {
  const row = await findOrganiser(db, slug);
  if (!row) return unknownOrganiser(slug);
  if (row.proposed === 0) return refuse('not-proposed', 'organiser', `${slug} is the catalogue's already.`);
  await db.updateTable('organiser').set({ proposed: 0 }).where('id', '=', row.id).execute();
  const [before, after] = [{ proposed: true }, { proposed: false }];
  return { ok: true, subject: `organiser ${slug}`, before, after, editions: await allEditions(db) };
};

/** Deletes an organiser that no event and no waiting correction names. */
export const deleteOrganiser: ChangeHandler<'delete-organiser'> = async (db, { organiser: slug, base }) => {
  const row = await findOrganiser(db, slug);
  if (!row) return unknownOrganiser(slug);
  const facts = organiserFactsFrom(row);
  const changed = refuseIfChanged(base, facts);
  if (changed) return changed;
  const named = await db
    .selectFrom('event_organiser')
    .select('event_id')
    .where('organiser_id', '=', row.id)
    .executeTakeFirst();
  if (named || (await revisionsNaming(db, 'organiser', slug)).length > 0) {
    return refuse('in-use', 'organiser', `${slug} is named by an event and cannot be deleted. They can be merged.`);
  }
  await db.deleteFrom('organiser').where('id', '=', row.id).execute();
  return {
    ok: true,
    subject: `organiser ${slug}`,
    before: facts,
    after: null,
    editions: await allEditions(db),
    ...(row.proposed === 1 ? { isPublic: false } : {}),
  };
};

/** By the present slug only, as with venues. */
export function findOrganiser(db: Transaction<Tables>, slug: string): Promise<Row<'organiser'> | undefined> {
  return db.selectFrom('organiser').selectAll().where('slug', '=', slug).executeTakeFirst();
}

export function unknownOrganiser(slug: string, field = 'organiser'): Refusal {
  return refuse('unknown-organiser', field, `There is no organiser "${slug}".`);
}

export function touchDatesOf(db: Transaction<Tables>, organiserId: string, at: string): Promise<void> {
  const events = db.selectFrom('event_organiser').select('event_id').where('organiser_id', '=', organiserId);
  return touchDates(db, (eb) => eb.or([eb('event_id', 'in', events)]), at);
}

/** Organisers are chosen by name: two of one name could not be told apart. */
async function refuseNameTaken(
  db: Transaction<Tables>,
  name: OrganiserFacts['name'],
  except = '',
): Promise<Refusal | undefined> {
  const others = await db
    .selectFrom('organiser')
    .select(['name', 'slug'])
    .where('id', '<>', except)
    .where('proposed', '=', 0)
    .execute();
  const other = others.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return other && refuse('name-taken', 'name', `There is an organiser "${other.name}" already: ${other.slug}.`);
}
