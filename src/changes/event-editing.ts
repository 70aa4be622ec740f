import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { digestOf } from './base-digest.ts';
import { refuse, type ChangeHandler } from './change.ts';
import { patchBetween, pick } from './event-patch.ts';
import { readValues } from './event-reading.ts';
import type { EventValues } from './event-values.ts';
import { insertEvent, updateEvent } from './event-writing.ts';
import { approveProposals, deleteUnusedProposals } from './naming.ts';
import { findEvent, missingForPublication, publish, unknownEvent } from './publication.ts';
import { freeSlug, slugOf, unnamedSlug } from './slug.ts';

/** What a coordinator saw before changing it: its digest goes with the change. */
export interface EventBase {
  readonly values: EventValues;
  readonly closed: boolean;
}

/** An event that no organiser sent, but a coordinator wrote down. */
export const addEvent: ChangeHandler<'add-event'> = async (db, { edition: wanted, values, closed = false }, at) => {
  const edition = await db.selectFrom('edition').select('id').where('slug', '=', wanted).executeTakeFirst();
  if (!edition) return refuse('unknown-edition', 'edition', `There is no edition "${wanted}".`);
  const [anyText] = Object.values(values.texts);
  const title = (values.texts['de'] ?? anyText!).title;
  const slug = await freeSlug(db, 'event', slugOf(title) || unnamedSlug());
  const event = await insertEvent(db, { editionId: edition.id, slug, values }, at);
  if ('code' in event) return event;
  await setClosed(db, event, closed);
  const subject = `event ${slug}`;
  return { ok: true, subject, before: null, after: { title, closed }, editions: [], isPublic: false, id: slug };
};

/**
 * Changes anything of an event in one go, and publishes it with that if asked to. Refused if it is not any more what
 * the coordinator saw: somebody else's work would be lost unseen.
 */
export const editEvent: ChangeHandler<'edit-event'> = async (db, change, at) => {
  const event = await findEvent(db, change.event);
  if (!event) return unknownEvent(change.event);
  const current = await readValues(db, event);
  const closed = event.closed === 1;
  const base: EventBase = { values: current, closed };
  if (digestOf(base) !== change.base) {
    return refuse('changed-meanwhile', 'event', `${change.event} was changed meanwhile. Look at it again.`);
  }
  const patch = patchBetween(current, change.values);
  const fields = Object.keys(patch) as (keyof EventValues)[];
  const isClosedAnew = closed !== change.closed;
  if (fields.length === 0 && !isClosedAnew && !change.publish) return { ok: true, isRepeated: true, id: event.slug };
  if (fields.length > 0) {
    const refusal = await updateEvent(db, event, change.values, at);
    if (refusal) return refusal;
    if (event.state === 'draft') await deleteUnusedProposals(db);
    else await approveProposals(db, event.id);
  }
  if (isClosedAnew) await setClosed(db, event, change.closed);
  const missing = event.state === 'draft' ? [] : await missingForPublication(db, event.id);
  if (missing.length > 0) {
    return refuse('not-publishable', 'values', `${event.slug} would have no ${missing.join(', no ')} any more.`);
  }
  const published = change.publish ? await publish(db, { kind: 'publish', event: event.slug }, at) : null;
  if (published && !published.ok) return published;
  const address = (published && published.id) ?? event.slug;
  const isPublic = published !== null || event.state !== 'draft';
  return {
    ok: true,
    subject: `event ${address}`,
    before: { ...pick(current, fields), ...(isClosedAnew && { closed }), ...(published && { state: event.state }) },
    after: { ...patch, ...(isClosedAnew && { closed: change.closed }), ...(published && { state: 'published' }) },
    editions: isPublic ? [event.edition_id] : [],
    ...(isPublic ? {} : { isPublic: false as const }),
    id: address,
  };
};

async function setClosed(db: Transaction<Tables>, { id }: Row<'event'>, closed: boolean): Promise<void> {
  await db
    .updateTable('event')
    .set({ closed: closed ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}
