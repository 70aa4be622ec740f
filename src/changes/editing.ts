import type { Kysely, Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { DEFAULT_LANGUAGE } from '#src/languages/languages.ts';
import { digestOf } from './base-digest.ts';
import { refuse, type ChangeHandler, type Refusal, type TextValues } from './change.ts';
import { findEvent, unknownEvent } from './publication.ts';

/**
 * Changes an event's text in one language, adds one, or takes it away. Calendars learn of it by LAST-MODIFIED; SEQUENCE
 * is for time, place and status (RFC 5545 §3.8.7.4), and what is only worded anew must not alarm anyone.
 */
export const editText: ChangeHandler<'edit-text'> = async (db, { event: slug, language, text, base }, at) => {
  const event = await findEvent(db, slug);
  if (!event) return unknownEvent(slug);
  const before = await readText(db, event.id, language);
  if (base !== undefined && base !== digestOf(before)) {
    return refuse('changed-meanwhile', 'text', `The text (${language}) of ${slug} was changed since you saw it.`);
  }
  const refusal = text === null ? await removeText(db, event, language) : await writeText(db, event, language, text);
  if (refusal) return refusal;
  await db.updateTable('event').set({ changed_at: at }).where('id', '=', event.id).execute();
  await db.updateTable('occurrence').set({ changed_at: at }).where('event_id', '=', event.id).execute();
  const changed = Object.keys(text ?? before ?? {});
  return {
    ok: true,
    subject: `event ${slug}`,
    before: before ? { language, ...pick(before, changed) } : null,
    after: text && { language, ...text },
    editions: [event.edition_id],
    ...(event.state === 'draft' ? { isPublic: false } : {}),
  };
};

/** An event's text in one language, as `base` of a change is taken of it; null if it has none. */
export async function readText(
  db: Kysely<Tables>,
  eventId: string,
  language: string,
): Promise<Required<TextValues> | null> {
  const row = await db
    .selectFrom('event_text')
    .select(['title', 'summary', 'description', 'easy', 'participation'])
    .where('event_id', '=', eventId)
    .where('language', '=', language)
    .executeTakeFirst();
  return row ?? null;
}

async function writeText(
  db: Transaction<Tables>,
  event: Row<'event'>,
  language: string,
  text: TextValues,
): Promise<Refusal | undefined> {
  const before = await readText(db, event.id, language);
  const { title, summary, description } = { ...before, ...text };
  if (!title || !summary || !description) {
    return refuse('incomplete-text', 'text', `A new text (${language}) needs a title, a summary and a description.`);
  }
  const after = { easy: null, participation: null, ...before, ...text, title, summary, description };
  await db
    .insertInto('event_text')
    .values({ ...after, event_id: event.id, language })
    .onConflict((conflict) => conflict.columns(['event_id', 'language']).doUpdateSet(after))
    .execute();
  return undefined;
}

async function removeText(
  db: Transaction<Tables>,
  { id, slug, state }: Row<'event'>,
  language: string,
): Promise<Refusal | undefined> {
  const texts = await db.selectFrom('event_text').select('language').where('event_id', '=', id).execute();
  if (!texts.some((text) => text.language === language)) {
    return refuse('nothing-to-change', 'text', `${slug} has no text (${language}).`);
  }
  if (language === DEFAULT_LANGUAGE && state !== 'draft') {
    return refuse('not-publishable', 'text', `${slug} is public: its German text cannot be taken away.`);
  }
  if (texts.length === 1) return refuse('incomplete-text', 'text', `${slug} would have no text at all.`);
  await db.deleteFrom('event_text').where('event_id', '=', id).where('language', '=', language).execute();
  return undefined;
}

function pick(row: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key)));
}
