import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { DEFAULT_LANGUAGE, isLanguageCode } from '#src/languages/languages.ts';
import { refuse, type Effect, type Refusal } from './change.ts';
import { enqueue } from './outbox.ts';

/** What several changes need of a submission: its row with that of its event. */
export interface SubmissionRecord {
  readonly submission: Row<'submission'>;
  readonly event: Row<'event'>;
}

/** By its id, or by its event's slug, as coordinators name it. */
export async function findSubmission(
  db: Transaction<Tables>,
  by: { readonly id: string } | { readonly event: string },
): Promise<SubmissionRecord | undefined> {
  let query = db.selectFrom('submission').innerJoin('event', 'event.id', 'submission.event_id').selectAll('submission');
  query = 'id' in by ? query.where('submission.id', '=', by.id) : query.where('event.slug', '=', by.event);
  const submission = await query.executeTakeFirst();
  if (!submission) return undefined;
  const event = await db
    .selectFrom('event')
    .selectAll()
    .where('id', '=', submission.event_id)
    .executeTakeFirstOrThrow();
  return { submission, event };
}

export function unknownSubmission(): Refusal {
  return refuse('unknown-submission', 'submission', 'There is no such submission.');
}

/** What organisers do in their own view changes nothing that a public page shows. */
export function privateEffect({ submission, event }: SubmissionRecord, before: unknown, after: unknown): Effect {
  return {
    ok: true,
    subject: `submission ${submission.number} (${event.slug})`,
    before,
    after,
    editions: [],
    isPublic: false,
    id: submission.id,
  };
}

/** Writes to the organiser, in the language that they submitted in; to nobody where their address was deleted. */
export async function writeToOrganiser(
  db: Transaction<Tables>,
  { submission }: SubmissionRecord,
  template: string,
  at: string,
  data: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { contact_email: recipient, language: wanted, id: subjectId } = submission;
  if (recipient === '') return;
  const language = isLanguageCode(wanted) ? wanted : DEFAULT_LANGUAGE;
  await enqueue(db, { recipient, language, template, subjectId, data }, at);
}

/** Writes to those who coordinate the edition, if it says who they are. */
export async function writeToCoordinators(
  db: Transaction<Tables>,
  { submission, event }: SubmissionRecord,
  template: string,
  at: string,
  data: Readonly<Record<string, string>> = {},
): Promise<void> {
  const edition = await db
    .selectFrom('edition')
    .select('contact_email')
    .where('id', '=', event.edition_id)
    .executeTakeFirstOrThrow();
  if (edition.contact_email === null) return;
  const mail = {
    recipient: edition.contact_email,
    language: DEFAULT_LANGUAGE,
    template,
    subjectId: submission.id,
    data,
  };
  await enqueue(db, mail, at);
}
