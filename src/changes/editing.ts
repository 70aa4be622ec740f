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

function pick(row: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key)));
}
