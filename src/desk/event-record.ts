import type { CatalogueDatabase } from '#db/connect.ts';
import type { EventState } from '#db/schema.ts';
import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { readFacts } from '#src/catalogue/event-facts.ts';
import { programmeDay } from '#src/catalogue/programme-day.ts';
import { readEditions } from '#src/catalogue/read.ts';
import { readRegister, type RegisteredEvent } from '#src/catalogue/register.ts';
import {
  readContact,
  readCorrections,
  readSubmission,
  type Submission,
  type SubmissionContact,
} from '#src/catalogue/submissions.ts';
import type { Edition } from '#src/catalogue/types.ts';
import type { EventBase } from '#src/changes/event-editing.ts';
import { readStamp } from '#src/changes/event-log.ts';
import { isSame, type EventPatch } from '#src/changes/event-patch.ts';
import { readBase } from '#src/changes/event-reading.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import { findEvent } from '#src/changes/publication.ts';
import { withProposals } from '#src/submissions/with-proposals.ts';
import type { Clock } from '#src/time/festival-time.ts';
import { corrected } from './corrected-facts.ts';
import { Company, remarksOf, type Remark } from './event-remarks.ts';
import { readLog, type LogEntry } from './event-log.ts';

/** All that coordinators know of an event. */
export interface EventRecord {
  readonly slug: string;
  readonly state: EventState;
  readonly edition: Edition;
  /** What it says now; the form is rendered from it. */
  readonly base: EventBase;
  /** Names what has happened to it so far (`readStamp`). */
  readonly stamp: string;
  /** With its dates, cancelled ones too. */
  readonly registered: RegisteredEvent;
  /** Null if no organiser sent it. */
  readonly submission: (Submission & { readonly contact: SubmissionContact }) | null;
  readonly correction: Correction | null;
  /** Newest first. */
  readonly log: readonly LogEntry[];
  /** Null of what was rejected, taken back or withdrawn, or is not confirmed: nobody looks at it any more, or yet. */
  readonly remarks: readonly Remark[] | null;
  /** Knows what was proposed with it, too. */
  readonly snapshot: Snapshot;
}

/** A correction of what is public, by its organiser. */
export interface Correction {
  readonly sentAt: string;
  readonly base: EventPatch;
  readonly patch: EventPatch;
  /** Which of its fields somebody else has changed since it was sent: they can only be typed. */
  readonly changedSince: readonly (keyof EventValues)[];
}

interface Services {
  readonly database: CatalogueDatabase;
  readonly catalogue: { snapshot(): Promise<Snapshot> };
  readonly clock: Clock;
}

/** Null if there is no such event. */
export async function readEventRecord(services: Services, slug: string): Promise<EventRecord | null> {
  const { database, catalogue, clock } = services;
  // The form and its buttons are for what is read here, all at one moment; what comes later may only be newer.
  const seen = await database.read.transaction().execute(async (db) => {
    const event = await findEvent(db, slug);
    const stamp = event && (await readStamp(db, slug));
    return event && stamp ? { event, stamp, base: await readBase(db, event) } : null;
  });
  const [registered] = seen ? await readRegister(database.read, { slug }) : [];
  if (!seen || !registered) return null;
  const editions = await readEditions(database.read);
  const submission = await readSubmission(database.read, slug);
  const contact = await readContact(database.read, slug);
  const correction = await readCorrection(database, slug, seen.base.values);
  const { shown } = await catalogue.snapshot();
  return {
    slug,
    state: seen.event.state,
    edition: editions.find(({ id }) => id === seen.event.edition_id)!.edition,
    base: seen.base,
    stamp: seen.stamp,
    registered,
    submission: submission && contact && { ...submission, contact },
    correction,
    log: await readLog(database, slug),
    remarks: await readRemarks(database, seen.event, correction, programmeDay(shown, clock)),
    snapshot: await withProposals(await catalogue.snapshot(), database, slug),
  };
}

async function readCorrection(
  { read }: CatalogueDatabase,
  slug: string,
  current: EventValues,
): Promise<Correction | null> {
  const [found] = await readCorrections(read, slug);
  if (!found) return null;
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(found.fields.map(({ field, [which]: value }) => [field, value])) as EventPatch;
  const [base, patch] = [side('before'), side('after')];
  const fields = Object.keys(patch) as (keyof EventValues)[];
  return { sentAt: found.sentAt, base, patch, changedSince: fields.filter((field) => !isSame(field, current, base)) };
}

/** Of what it would be with its correction. */
async function readRemarks(
  { read }: CatalogueDatabase,
  { id, edition_id }: { readonly id: string; readonly edition_id: string },
  correction: Correction | null,
  today: string,
): Promise<Remark[] | null> {
  const { events, names } = await read.transaction().execute((db) => readFacts(db, [edition_id]));
  const event = events.get(id);
  if (!event) return null;
  const facts = correction ? corrected(event, correction.patch, names) : event;
  return remarksOf(facts, new Company([...events.values()]), today);
}
