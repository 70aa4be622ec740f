import type { Kysely } from 'kysely';
import type { CatalogueDatabase } from '#db/connect.ts';
import type { Row, Tables } from '#db/schema.ts';
import { readEditions } from '#src/catalogue/read.ts';
import { refuse, type Applied, type Change, type Refusal } from '#src/changes/change.ts';
import { readValues } from '#src/changes/event-reading.ts';
import type { EventPatch } from '#src/changes/event-patch.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import { DAYS_TO_CONFIRM } from '#src/changes/submitting.ts';
import { DEFAULT_LANGUAGE, isLanguageCode } from '#src/languages/languages.ts';
import { addDays } from '#src/time/day.ts';
import { toLocal } from '#src/time/festival-time.ts';
import type { LinkPurpose, SecretLinks } from './secret-links.ts';
import type { Revision, Submission, SubmittedDate, SubmittedEvent } from './submission.ts';

/** What a secret link opens, for which purpose; null if it opens nothing, for whatever reason. */
export async function openLink(
  database: CatalogueDatabase,
  links: SecretLinks,
  token: string,
): Promise<{ readonly purpose: LinkPurpose; readonly submission: Submission } | null> {
  const claim = links.claimOf(token);
  const submission = claim && (await readSubmission(database, claim.id));
  return submission && links.isGenuine(token, submission) ? { purpose: claim.purpose, submission } : null;
}

/**
 * Applies what came by a link, if that still opens something: a form may take minutes to arrive, and who renews a link
 * that is in wrong hands wants it to end at once.
 */
export async function applyByLink(
  { database, links, apply }: LinkServices,
  token: string,
  change: Change,
): Promise<Applied | Refusal> {
  if (await openLink(database, links, token)) return apply('organiser', change);
  return refuse('unknown-submission', 'submission', 'The link is worth nothing any more.');
}

/** What of the app `applyByLink` needs. */
interface LinkServices {
  readonly database: CatalogueDatabase;
  readonly links: SecretLinks;
  apply(actor: string, change: Change): Promise<Applied | Refusal>;
}

/** A submission as it is now; null if there is none, or none any more. */
export function readSubmission({ read }: CatalogueDatabase, id: string): Promise<Submission | null> {
  return read.transaction().execute(async (db) => {
    const row = await db.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return null;
    const event = await db.selectFrom('event').selectAll().where('id', '=', row.event_id).executeTakeFirstOrThrow();
    const revisions = await readRevisions(db, event.id);
    return {
      id,
      number: row.number,
      generation: row.generation,
      state: row.state,
      language: isLanguageCode(row.language) ? row.language : DEFAULT_LANGUAGE,
      contact: { name: row.contact_name, email: row.contact_email, phone: row.contact_phone },
      note: row.note,
      message: row.message,
      answer: row.answer,
      createdAt: row.created_at,
      confirmedAt: row.confirmed_at,
      deleteDay: addDays(toLocal(row.created_at).slice(0, 10), DAYS_TO_CONFIRM),
      event: await readEvent(db, event),
      pending: revisions.find(({ state }) => state === 'pending') ?? null,
      decided: revisions.find(({ state }) => state !== 'pending') ?? null,
    };
  });
}

async function readEvent(db: Kysely<Tables>, row: Row<'event'>): Promise<SubmittedEvent> {
  const editions = await readEditions(db);
  const organisers = await db
    .selectFrom('event_organiser')
    .innerJoin('organiser', 'organiser.id', 'event_organiser.organiser_id')
    .select('organiser.name')
    .where('event_id', '=', row.id)
    .orderBy('position')
    .execute();
  return {
    slug: row.slug,
    state: row.state,
    edition: editions.find(({ id }) => id === row.edition_id)!.edition,
    values: await readValues(db, row),
    dates: await readDates(db, row.id),
    organisers: organisers.map(({ name }) => name),
  };
}

async function readDates(db: Kysely<Tables>, eventId: string): Promise<SubmittedDate[]> {
  const rows = await db
    .selectFrom('occurrence')
    .leftJoin('venue', 'venue.id', 'occurrence.venue_id')
    .leftJoin('place', 'place.id', 'venue.place_id')
    .select(['uid', 'status', 'start_local', 'end_local', 'all_day', 'venue.name as venue', 'place.name as place'])
    .where('event_id', '=', eventId)
    .orderBy('start_at')
    .orderBy('uid')
    .execute();
  return rows.map(({ uid, status, start_local, end_local, all_day, venue, place }) => ({
    uid,
    status,
    start: start_local,
    end: end_local,
    allDay: all_day === 1,
    venue: venue === null || place === null ? null : { name: venue, place: { name: place } },
  }));
}

/** Newest first; without those in whose place another one came. */
async function readRevisions(db: Kysely<Tables>, eventId: string): Promise<Revision[]> {
  const rows = await db
    .selectFrom('revision')
    .select(['state', 'patch', 'base', 'message', 'decided_at'])
    .where('event_id', '=', eventId)
    .where('state', '<>', 'superseded')
    .orderBy('created_at', 'desc')
    .orderBy('decided_at', 'desc')
    // Where only a part was accepted, that part comes first.
    .orderBy('state')
    .execute();
  return rows.map(({ state, message, ...row }, at) => {
    const [patch, base] = [JSON.parse(row.patch) as EventPatch, JSON.parse(row.base) as EventPatch];
    const fields = Object.keys(patch) as (keyof EventValues)[];
    const next = rows[at + 1];
    const hasRest = state === 'accepted' && next?.state === 'declined' && next.decided_at === row.decided_at;
    const left = hasRest ? (Object.keys(JSON.parse(next.patch) as EventPatch) as (keyof EventValues)[]) : [];
    return { state: state as Revision['state'], fields, patch, base, left, message };
  });
}
