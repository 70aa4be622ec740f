import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { refuse, type ChangeHandler } from './change.ts';
import { findEvent, unknownEvent } from './publication.ts';

/**
 * Changes an event's text in one language, or adds one. Calendars learn of it by LAST-MODIFIED; SEQUENCE is for time,
 * place and status (RFC 5545 §3.8.7.4), and what is only worded anew must not alarm anyone.
 */
export const editText: ChangeHandler<'edit-text'> = async (db, { event: slug, language, text }, at) => {
  const event = await findEvent(db, slug);
  if (!event) return unknownEvent(slug);
  const before = await db
    .selectFrom('event_text')
    .selectAll()
    .where('event_id', '=', event.id)
    .where('language', '=', language)
    .executeTakeFirst();
  const { title, summary, description } = { ...before, ...text };
  if (!title || !summary || !description) {
    return refuse('incomplete-text', 'text', `A new text (${language}) needs a title, a summary and a description.`);
  }
  const after = { easy: null, participation: null, ...before, ...text, title, summary, description };
  await db
    .insertInto('event_text')
    .values({ ...after, event_id: event.id, language })
    .onConflict((conflict) => conflict.columns(['event_id', 'language']).doUpdateSet(text))
    .execute();
  await db.updateTable('event').set({ changed_at: at }).where('id', '=', event.id).execute();
  await db.updateTable('occurrence').set({ changed_at: at }).where('event_id', '=', event.id).execute();
  return {
    ok: true,
    subject: `event ${slug}`,
    before: before ? { language, ...pick(before, Object.keys(text)) } : null,
    after: { language, ...text },
    editions: [event.edition_id],
  };
};

/** Corrects what is known of a venue. Its dates change with it, in every edition, but not their place. */
export const editVenue: ChangeHandler<'edit-venue'> = async (db, { venue: slug, values }, at) => {
  const venue = await db.selectFrom('venue').selectAll().where('slug', '=', slug).executeTakeFirst();
  if (!venue) return refuse('unknown-venue', 'venue', `There is no venue "${slug}".`);
  const row = { name: values.name, street: values.street, postcode: values.postcode };
  const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return refuse('nothing-to-change', 'values', 'Nothing was given to change.');
  await db.updateTable('venue').set(given).where('id', '=', venue.id).execute();
  // Dates that were announced there name it, too.
  const there = db
    .selectFrom('occurrence')
    .where((eb) => eb.or([eb('venue_id', '=', venue.id), eb('previous_venue_id', '=', venue.id)]));
  await db.updateTable('event').set({ changed_at: at }).where('id', 'in', there.select('event_id')).execute();
  await db.updateTable('occurrence').set({ changed_at: at }).where('id', 'in', there.select('id')).execute();
  return {
    ok: true,
    subject: `venue ${slug}`,
    before: pick(venue, Object.keys(given)),
    after: given,
    editions: await allEditions(db),
  };
};

/** Venues are shared: the pages of every edition may name this one. */
async function allEditions(db: Transaction<Tables>): Promise<string[]> {
  return (await db.selectFrom('edition').select('id').execute()).map(({ id }) => id);
}

function pick(row: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key)));
}
