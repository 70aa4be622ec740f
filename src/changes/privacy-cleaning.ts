import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { readDue } from '#src/privacy/due.ts';
import { readOldEntries } from '#src/privacy/old-log.ts';
import { dueBefore } from '#src/privacy/retention.ts';
import type { ChangeHandler } from './change.ts';
import { deleteUnusedProposals } from './naming.ts';

/**
 * Deletes all personal data whose time is over, from the records and from the log; the log is told how much, not what.
 * Files beside the catalogue, and the bytes that deleting leaves in it, are for who applies it
 * (`src/desk/clean-personal-data.ts`).
 */
export const privacyClean: ChangeHandler<'privacy-clean'> = async (db, _change, at) => {
  const due = await readDue(db, at);
  await deleteSubmitted(db, [...due.unconfirmed.ids, ...due.rejected.ids]);
  await forgetContacts(db, due.contacts.ids);
  await forgetRegistrations(db, due.registrations.ids, at);
  await forgetOrganisers(db, due.organisers.ids, at);
  const nobody = { contact_name: null, contact_email: null, contact_phone: null };
  await db.updateTable('edition').set(nobody).where('id', 'in', due.editions.ids).execute();
  const entries = await readOldEntries(db, at);
  for (const { id, actor, subject, before, after } of entries) {
    await db.updateTable('change').set({ actor, subject, before, after }).where('id', '=', id).execute();
  }
  const mails = await forgetMails(db, dueBefore('mails', at));
  const { numDeletedRows: limits } = await db.deleteFrom('rate_limit').where('ends_at', '<=', at).executeTakeFirst();
  const counts = {
    ...Object.fromEntries(Object.values(due).map(({ rule, ids }) => [rule, ids.length])),
    ...{ log: entries.length, mails, limits: Number(limits) },
  };
  if (Object.values(counts).every((count) => count === 0)) return { ok: true, isRepeated: true, id: '' };
  const isPublic = due.registrations.ids.length + due.organisers.ids.length + due.editions.ids.length > 0;
  return {
    ok: true,
    subject: 'personal data',
    before: null,
    after: counts,
    editions: isPublic ? (await db.selectFrom('edition').select('id').execute()).map(({ id }) => id) : [],
    ...(isPublic ? {} : { isPublic: false }),
  };
};

/**
 * Deletes events that never became public, with who submitted them and all that they alone named: venues, organisers,
 * mails, and what the log says of them.
 */
export async function deleteSubmitted(db: Transaction<Tables>, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  const submissions = await db.selectFrom('submission').selectAll().where('event_id', 'in', eventIds).execute();
  const events = await db.selectFrom('event').select(['id', 'slug']).where('id', 'in', eventIds).execute();
  await forgetMailsAbout(db, submissions);
  for (const { number, event_id } of submissions) {
    const slug = events.find(({ id }) => id === event_id)!.slug;
    // An address tells of its event's title, and may be another event's one day.
    await db
      .updateTable('change')
      .set({ subject: `submission ${number}`, before: null, after: null })
      .where((eb) => eb.or([eb('subject', 'like', `submission ${number} (%`), eb('subject', '=', `event ${slug}`)]))
      .execute();
  }
  await db.deleteFrom('event').where('id', 'in', eventIds).execute();
  await deleteUnusedProposals(db);
}

/** The event stays; who sent it, what was written about it and all corrections go. Its secret link opens nothing more. */
async function forgetContacts(db: Transaction<Tables>, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  const submissions = await db.selectFrom('submission').selectAll().where('event_id', 'in', eventIds).execute();
  await forgetMailsAbout(db, submissions);
  await db
    .updateTable('submission')
    .set((eb) => ({
      ...{ contact_name: '', contact_email: '', contact_phone: null, note: null, message: null, answer: null },
      generation: eb('generation', '+', 1),
    }))
    .where('event_id', 'in', eventIds)
    .execute();
  await db.deleteFrom('revision').where('event_id', 'in', eventIds).execute();
}

async function forgetRegistrations(db: Transaction<Tables>, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return;
  const nowhere = { registration_email: null, registration_phone: null, changed_at: at };
  await db.updateTable('event').set(nowhere).where('id', 'in', ids).execute();
  await db.updateTable('occurrence').set({ changed_at: at }).where('event_id', 'in', ids).execute();
}

async function forgetOrganisers(db: Transaction<Tables>, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('organiser').set({ email: null, phone: null }).where('id', 'in', ids).execute();
  const theirs = db.selectFrom('event_organiser').select('event_id').where('organiser_id', 'in', ids);
  await db.updateTable('event').set({ changed_at: at }).where('id', 'in', theirs).execute();
  await db.updateTable('occurrence').set({ changed_at: at }).where('event_id', 'in', theirs).execute();
}

/** Whatever their state: nobody is written to about what was deleted. */
async function forgetMailsAbout(db: Transaction<Tables>, submissions: readonly Row<'submission'>[]): Promise<void> {
  const ids = submissions.map(({ id }) => id);
  await db.deleteFrom('mail').where('subject_id', 'in', ids).execute();
}

async function forgetMails(db: Transaction<Tables>, before: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('mail')
    .where('state', 'in', ['sent', 'dropped', 'failed'])
    .where('created_at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
