import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { addMinutes } from '#src/time/festival-time.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';
import { insertEvent } from './event-writing.ts';
import { deleteUnusedProposals } from './naming.ts';
import { freeSlug, slugOf, unnamedSlug } from './slug.ts';
import {
  findSubmission,
  privateEffect,
  unknownSubmission,
  writeToCoordinators,
  writeToOrganiser,
} from './submission-record.ts';

/** How many submissions one address may send in an hour. */
const MAX_PER_HOUR = 12;
/** How often the mail to confirm may be sent again, be it to another address. */
const MAX_GENERATIONS = 6;
/** And how many in a day that it does not confirm: each was a mail, maybe to somebody who asked for none. */
const MAX_UNCONFIRMED_PER_DAY = 24;
/** After how many days an entry is deleted that nobody has confirmed. */
export const DAYS_TO_CONFIRM = 7;

/** Takes an event from an organiser, as a draft. Sent twice with one `formKey`, it is taken once. */
export const submit: ChangeHandler<'submit'> = async (db, change, at) => {
  const known = await db
    .selectFrom('submission')
    .select('id')
    .where('form_key', '=', change.formKey)
    .executeTakeFirst();
  if (known) return { ok: true, isRepeated: true, id: known.id };
  const edition = await openEdition(db, at);
  if ('code' in edition) return edition;
  const { contact, values, language } = change;
  if (await hasSentMany(db, contact.email, at)) {
    return refuse('too-many', 'contact.email', 'Too many submissions from one address, or too many unconfirmed ones.');
  }
  const [anyText] = Object.values(values.texts);
  const title = (values.texts['de'] ?? anyText!).title;
  const slug = await freeSlug(db, 'event', slugOf(title) || unnamedSlug());
  const event = await insertEvent(db, { editionId: edition.id, slug, values }, at);
  if ('code' in event) return event;
  const row = {
    id: randomUUID(),
    form_key: change.formKey,
    correction_key: null,
    event_id: event.id,
    state: 'unconfirmed' as const,
    language,
    contact_name: contact.name,
    contact_email: contact.email,
    contact_phone: contact.phone,
    note: change.note,
    message: null,
    answer: null,
    generation: 1,
    created_at: at,
    confirmed_at: null,
    changed_at: at,
  };
  const submission = await db.insertInto('submission').values(row).returningAll().executeTakeFirstOrThrow();
  await writeToOrganiser(db, { submission, event }, 'confirm', at);
  return privateEffect({ submission, event }, null, { number: submission.number, event: slug });
};

/** The address belongs to whoever submitted: now the coordinators are told. Confirming twice is confirming once. */
export const confirmSubmission: ChangeHandler<'confirm-submission'> = async (db, { submission: id }, at) => {
  const record = await findSubmission(db, { id });
  if (!record) return unknownSubmission();
  if (record.submission.state !== 'unconfirmed') return { ok: true, isRepeated: true, id };
  await db
    .updateTable('submission')
    .set({ state: 'new', confirmed_at: at, changed_at: at })
    .where('id', '=', id)
    .execute();
  await writeToCoordinators(db, record, 'submission-new', at);
  return privateEffect(record, { state: 'unconfirmed' }, { state: 'new' });
};

/** Mends the address that was typed wrongly, or has the mail sent again. Its links are new ones: others have the old. */
export const readdress: ChangeHandler<'readdress'> = async (db, { submission: id, generation, email }, at) => {
  const record = await findSubmission(db, { id });
  if (!record) return unknownSubmission();
  const { submission, event } = record;
  if (submission.generation !== generation) return { ok: true, isRepeated: true, id };
  if (submission.state !== 'unconfirmed') {
    return refuse('not-open', 'submission', `${event.slug} is ${submission.state}: its address stays as it is.`);
  }
  if (generation >= MAX_GENERATIONS || (await hasSentMany(db, email, at))) {
    return refuse('too-many', 'contact.email', 'The address was changed too often, or gets too many mails.');
  }
  const next = { contact_email: email, generation: generation + 1, changed_at: at };
  await db.updateTable('submission').set(next).where('id', '=', id).execute();
  // Links are made when a mail is written: one that still waits would bring the new ones to the old address.
  await db.deleteFrom('mail').where('subject_id', '=', id).where('state', '=', 'queued').execute();
  await writeToOrganiser(db, { submission: { ...submission, ...next }, event }, 'confirm', at);
  return privateEffect(record, { generation }, { generation: generation + 1 });
};

/** Deletes what nobody has confirmed in time, taken back or not, and all that was named by it alone. */
export const deleteUnconfirmed: ChangeHandler<'delete-unconfirmed'> = async (db, _change, at) => {
  const stale = await db
    .selectFrom('submission')
    .select(['number', 'event_id'])
    // Withdrawn or rejected before it was confirmed, it is nobody's either.
    .where('state', 'in', ['unconfirmed', 'withdrawn', 'rejected'])
    .where('confirmed_at', 'is', null)
    .where('created_at', '<', addMinutes(at, -DAYS_TO_CONFIRM * 24 * 60))
    .execute();
  if (stale.length === 0) return { ok: true, isRepeated: true, id: '' };
  const ids = stale.map(({ event_id }) => event_id);
  await db.deleteFrom('event').where('id', 'in', ids).execute();
  await deleteUnusedProposals(db);
  const numbers = stale.map(({ number }) => number);
  return {
    ok: true,
    subject: 'unconfirmed submissions',
    before: { numbers },
    after: null,
    editions: [],
    isPublic: false,
  };
};

/** The newest edition that takes submissions; a demonstration takes them after its deadline, too. */
async function openEdition(db: Transaction<Tables>, at: string): Promise<Row<'edition'> | Refusal> {
  const editions = await db
    .selectFrom('edition')
    .selectAll()
    .where('accepting', '=', 1)
    .orderBy('official_start_day', 'desc')
    .execute();
  const open = editions.find(({ demonstration, deadline_at }) => demonstration === 1 || at <= deadline_at);
  return open ?? refuse('closed', 'edition', 'No edition takes submissions now.');
}

async function hasSentMany(db: Transaction<Tables>, email: string, at: string): Promise<boolean> {
  const rows = await db
    .selectFrom('submission')
    .select(['created_at', 'confirmed_at'])
    .where('contact_email', '=', email)
    .where('created_at', '>', addMinutes(at, -24 * 60))
    .execute();
  const anHourAgo = addMinutes(at, -60);
  const isNew = rows.filter(({ created_at }) => created_at > anHourAgo);
  const isUnconfirmed = rows.filter(({ confirmed_at }) => confirmed_at === null);
  return isNew.length >= MAX_PER_HOUR || isUnconfirmed.length >= MAX_UNCONFIRMED_PER_DAY;
}
