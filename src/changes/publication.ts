import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';
import { approveProposals } from './naming.ts';
import { freeSlug, isUnnamed, slugOf } from './slug.ts';
import { findSubmission, writeToOrganiser, type SubmissionRecord } from './submission-record.ts';

/**
 * Makes an event public. What is needed: a German text, an organiser and a date. Its address is fixed from now on;
 * if it came without one, `id` names it. What its organiser has taken back stays so.
 */
export const publish: ChangeHandler<'publish'> = async (db, { event: slug }, at) => {
  const event = await findEvent(db, slug);
  if (!event) return unknownEvent(slug);
  if (event.state === 'published') return refuse('already-published', 'event', `${slug} is published already.`);
  const record = await findSubmission(db, { event: slug });
  if (record?.submission.state === 'withdrawn') {
    return refuse('not-publishable', 'event', `${slug} was taken back by its organiser.`);
  }
  const missing = await missingForPublication(db, event.id);
  if (missing.length > 0) {
    return refuse('not-publishable', 'event', `${slug} cannot be published: it has no ${missing.join(', no ')}.`);
  }
  // What feeds told as cancelled is told as taking place again.
  if (event.state === 'withdrawn') {
    await raiseSequences(db, event.id, at);
    await setNotice(db, event.id, null);
  }
  await setState(db, event, 'published', at);
  const address = await lastingSlug(db, event);
  await approveProposals(db, event.id);
  if (record) await tellOrganiser(db, record, at);
  return {
    ok: true,
    subject: `event ${address}`,
    before: { state: event.state },
    after: { state: 'published' },
    editions: [event.edition_id],
    ...(address === slug ? {} : { id: address }),
  };
};

/** Takes a published event from the pages. Its address answers 410, feeds tell its dates as cancelled, a mail its organiser. */
export const withdraw: ChangeHandler<'withdraw'> = async (db, { event: slug, message }, at) => {
  const event = await findEvent(db, slug);
  if (!event) return unknownEvent(slug);
  if (event.state !== 'published') return refuse('not-published', 'event', `${slug} is not published.`);
  await raiseSequences(db, event.id, at);
  if (message !== undefined) await setNotice(db, event.id, message);
  await setState(db, event, 'withdrawn', at);
  const record = await findSubmission(db, { event: slug });
  if (record) await writeToOrganiser(db, record, 'removed', at, { message: message ?? '' });
  return {
    ok: true,
    subject: `event ${slug}`,
    before: { state: event.state },
    after: { state: 'withdrawn' },
    editions: [event.edition_id],
  };
};

/** An event that came without a name for its address gets one from its German title, before anyone knows it. */
async function lastingSlug(db: Transaction<Tables>, { id, slug, first_published_at }: Row<'event'>): Promise<string> {
  if (first_published_at !== null || !isUnnamed(slug)) return slug;
  const { title } = await db
    .selectFrom('event_text')
    .select('title')
    .where('event_id', '=', id)
    .where('language', '=', 'de')
    .executeTakeFirstOrThrow();
  const wanted = slugOf(title);
  if (wanted === '' || wanted === slug) return slug;
  const lasting = await freeSlug(db, 'event', wanted);
  await db.updateTable('event').set({ slug: lasting }).where('id', '=', id).execute();
  return lasting;
}

async function tellOrganiser(db: Transaction<Tables>, record: SubmissionRecord, at: string): Promise<void> {
  await db
    .updateTable('submission')
    .set({ state: 'published', changed_at: at })
    .where('id', '=', record.submission.id)
    .execute();
  await writeToOrganiser(db, record, 'published', at);
}

export function findEvent(db: Transaction<Tables>, slug: string): Promise<Row<'event'> | undefined> {
  return db.selectFrom('event').selectAll().where('slug', '=', slug).executeTakeFirst();
}

export function unknownEvent(slug: string): Refusal {
  return refuse('unknown-event', 'event', `There is no event "${slug}". "catalogue list" shows them all.`);
}

export async function missingForPublication(db: Transaction<Tables>, eventId: string): Promise<string[]> {
  const found = await db
    .selectNoFrom(({ exists, selectFrom }) => [
      exists(
        selectFrom('event_text').select('event_id').where('event_id', '=', eventId).where('language', '=', 'de'),
      ).as('German text'),
      exists(selectFrom('event_organiser').select('event_id').where('event_id', '=', eventId)).as('organiser'),
      exists(selectFrom('occurrence').select('id').where('event_id', '=', eventId)).as('date'),
    ])
    .executeTakeFirstOrThrow();
  return Object.entries(found).flatMap(([what, there]) => (there ? [] : [what]));
}

async function setState(
  db: Transaction<Tables>,
  event: Row<'event'>,
  state: 'published' | 'withdrawn',
  at: string,
): Promise<void> {
  await db
    .updateTable('event')
    .set({ state, changed_at: at, first_published_at: event.first_published_at ?? at })
    .where('id', '=', event.id)
    .execute();
}

/** Of the dates that were not cancelled one by one, which may have a notice of their own. */
async function setNotice(db: Transaction<Tables>, eventId: string, notice: string | null): Promise<void> {
  const dates = db.updateTable('occurrence').set({ notice }).where('event_id', '=', eventId);
  await dates.where('status', '<>', 'cancelled').execute();
}

/** The status that calendars see of every date changes, except of those cancelled one by one. */
async function raiseSequences(db: Transaction<Tables>, eventId: string, at: string): Promise<void> {
  await db
    .updateTable('occurrence')
    .set((eb) => ({ sequence: eb('sequence', '+', 1), changed_at: at }))
    .where('event_id', '=', eventId)
    .where('status', '<>', 'cancelled')
    .execute();
}
