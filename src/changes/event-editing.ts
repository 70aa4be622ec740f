import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { digestOf } from './base-digest.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';
import { pendingRevision } from './correcting.ts';
import { isSame, patchBetween, pick, type EventPatch } from './event-patch.ts';
import { readBase, readValues, type EventBase } from './event-reading.ts';
import type { EventValues } from './event-values.ts';
import { insertEvent, updateEvent } from './event-writing.ts';
import { approveProposals, deleteUnusedProposals } from './naming.ts';
import { findEvent, missingForPublication, publish, unknownEvent } from './publication.ts';
import { decideRevision } from './reviewing.ts';
import { freeSlug, slugOf, unnamedSlug } from './slug.ts';
import { findSubmission, writeToOrganiser } from './submission-record.ts';

export type { EventBase };

/** An event that no organiser sent, but a coordinator wrote down. */
export const addEvent: ChangeHandler<'add-event'> = async (db, { edition: wanted, values, closed = false }, at) => {
  const edition = await db.selectFrom('edition').select('id').where('slug', '=', wanted).executeTakeFirst();
  if (!edition) return refuse('unknown-edition', 'edition', `There is no edition "${wanted}".`);
  const [anyText] = Object.values(values.texts);
  const title = (values.texts['de'] ?? anyText!).title;
  const slug = await freeSlug(db, 'event', slugOf(title) || unnamedSlug());
  const repeated = await sameDraft(db, edition.id, values, at);
  if (repeated !== undefined) return { ok: true, isRepeated: true, id: repeated };
  const event = await insertEvent(db, { editionId: edition.id, slug, values }, at);
  if ('code' in event) return event;
  await setClosed(db, event, closed, at);
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
  const base = await readBase(db, event);
  const { values: current, closed } = base;
  const patch = patchBetween(current, change.values);
  const fields = Object.keys(patch) as (keyof EventValues)[];
  const isClosedAnew = closed !== change.closed;
  const isToBePublished = change.publish === true && event.state !== 'published';
  // Sent twice, it is saved once: by the second time it says what is there already.
  if (fields.length === 0 && !isClosedAnew && !isToBePublished && change.settles === undefined)
    return { ok: true, isRepeated: true, id: event.slug };
  if (digestOf(base) !== change.base) {
    return refuse('changed-meanwhile', 'event', `${change.event} was changed meanwhile. Look at it again.`);
  }
  if (fields.length > 0) {
    const refusal = await updateEvent(db, event, change.values, at);
    if (refusal) return refusal;
    if (event.state === 'draft') await deleteUnusedProposals(db);
    else await approveProposals(db, event.id);
  }
  if (isClosedAnew) await setClosed(db, event, change.closed, at);
  const settled = change.settles === undefined ? undefined : await settle(db, event, change.settles, at);
  if (settled) return settled;
  const missing = event.state === 'draft' ? [] : await missingForPublication(db, event.id);
  if (missing.length > 0) {
    return refuse('not-publishable', 'values', `${event.slug} would have no ${missing.join(', no ')} any more.`);
  }
  const published = isToBePublished ? await publish(db, { kind: 'publish', event: event.slug }, at) : null;
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

/** Takes the correction that somebody had in their form; refused if it does not wait any more. */
async function settle(
  db: Transaction<Tables>,
  { id, slug }: Row<'event'>,
  sentAt: string,
  at: string,
): Promise<Refusal | undefined> {
  const revision = await pendingRevision(db, id);
  if (revision?.created_at !== sentAt) {
    return refuse('changed-meanwhile', 'event', `The correction of ${slug} does not wait any more.`);
  }
  const taken = Object.keys(JSON.parse(revision.patch) as EventPatch) as (keyof EventValues)[];
  await decideRevision(db, revision, { taken, left: [] }, at);
  const record = await findSubmission(db, { event: slug });
  if (record) await writeToOrganiser(db, record, 'revision-accepted', at);
  return undefined;
}

/** How long a second press of the button may come after the first, in milliseconds. */
const REPEAT_MS = 10 * 60_000;

/** The draft that the same form has made just before. @returns its slug */
async function sameDraft(
  db: Transaction<Tables>,
  editionId: string,
  values: EventValues,
  at: string,
): Promise<string | undefined> {
  const rows = await db
    .selectFrom('event')
    .leftJoin('submission', 'submission.event_id', 'event.id')
    .selectAll('event')
    .where('event.edition_id', '=', editionId)
    .where('event.state', '=', 'draft')
    .where('event.created_at', '>=', new Date(Date.parse(at) - REPEAT_MS).toISOString())
    .where('submission.id', 'is', null)
    .execute();
  for (const row of rows) if (saysTheSame(await readValues(db, row), values)) return row.slug;
  return undefined;
}

/** What is named anew in a form is a record by the time that it comes again. */
function saysTheSame(there: EventValues, typed: EventValues): boolean {
  const { dates, organisers, ...others } = typed;
  const same = (Object.keys(others) as (keyof EventValues)[]).every((field) => isSame(field, there, typed));
  const isNamed = (one: object | null, known: object | null) =>
    one !== null && 'name' in one ? known !== null : isDeepStrictEqual(one, known);
  return (
    same &&
    organisers.length === there.organisers.length &&
    organisers.every((one, index) => isNamed(one, there.organisers[index]!)) &&
    dates.length === there.dates.length &&
    // In any order: of two that begin together, the catalogue gives back either first.
    dates.every(({ uid: _, venue, ...date }) =>
      there.dates.some(
        ({ uid: __, venue: known, ...present }) => isDeepStrictEqual(date, present) && isNamed(venue, known),
      ),
    )
  );
}

async function setClosed(db: Transaction<Tables>, { id }: Row<'event'>, closed: boolean, at: string): Promise<void> {
  await db
    .updateTable('event')
    .set({ closed: closed ? 1 : 0, changed_at: at })
    .where('id', '=', id)
    .execute();
}
