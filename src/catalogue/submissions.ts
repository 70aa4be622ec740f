import type { Kysely } from 'kysely';
import type { SubmissionState, Tables } from '#db/schema.ts';

/** What an organiser sent, as coordinators know it: beside the event that it became, and without who sent it. */
export interface Submission {
  /** What organisers name it by. */
  readonly number: number;
  /** The slug of its event. */
  readonly event: string;
  readonly state: SubmissionState;
  /** The language that mails to its organiser are in. */
  readonly language: string;
  /** From the organiser to the coordinators. */
  readonly note: string | null;
  /** What coordinators asked, or why they said no; and what was answered. */
  readonly message: string | null;
  readonly answer: string | null;
  /** What its organiser did that nobody has taken note of yet. */
  readonly attention: 'cancelled' | null;
  readonly createdAt: string;
  readonly confirmedAt: string | null;
  readonly changedAt: string;
}

/** Whom to ask about it. Never published. */
export interface SubmissionContact {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
}

/** A correction of a published event that waits to be looked at. */
export interface PendingCorrection {
  readonly event: string;
  /** The German title that is public now. */
  readonly title: string;
  readonly sentAt: string;
  /** What it changes, by the names of `EventValues`. */
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

/** The submission that an event came from; null if it came otherwise. */
export async function readSubmission(db: Kysely<Tables>, event: string): Promise<Submission | null> {
  const row = await db
    .selectFrom('submission')
    .innerJoin('event', 'event.id', 'submission.event_id')
    .selectAll('submission')
    .where('event.slug', '=', event)
    .executeTakeFirst();
  if (!row) return null;
  const { number, state, language, note, message, answer, attention } = row;
  const stamps = { createdAt: row.created_at, confirmedAt: row.confirmed_at, changedAt: row.changed_at };
  return { number, event, state, language, note, message, answer, attention, ...stamps };
}

/** Apart from the rest, so that nobody gets it unasked. */
export async function readContact(db: Kysely<Tables>, event: string): Promise<SubmissionContact | null> {
  const row = await db
    .selectFrom('submission')
    .innerJoin('event', 'event.id', 'submission.event_id')
    .select(['contact_name as name', 'contact_email as email', 'contact_phone as phone'])
    .where('event.slug', '=', event)
    .executeTakeFirst();
  return row ?? null;
}

/** Oldest first; or only that of one event. */
export async function readCorrections(db: Kysely<Tables>, event?: string): Promise<PendingCorrection[]> {
  let query = db
    .selectFrom('revision')
    .innerJoin('event', 'event.id', 'revision.event_id')
    .leftJoin('event_text', (join) =>
      join.onRef('event_text.event_id', '=', 'event.id').on('event_text.language', '=', 'de'),
    )
    .select(['event.slug', 'event_text.title', 'revision.created_at', 'revision.base', 'revision.patch'])
    .where('revision.state', '=', 'pending');
  if (event !== undefined) query = query.where('event.slug', '=', event);
  const rows = await query.orderBy('revision.created_at').orderBy('event.slug').execute();
  return rows.map(({ slug, title, created_at, base, patch }) => {
    const [before, after] = [JSON.parse(base), JSON.parse(patch)] as [object, object];
    const fields = Object.entries(after).map(([field, value]: [string, unknown]) => ({
      field,
      before: (before as Record<string, unknown>)[field],
      after: value,
    }));
    return { event: slug, title: title ?? '', sentAt: created_at, fields };
  });
}
