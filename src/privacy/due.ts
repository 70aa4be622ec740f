import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { readEventYears } from './event-years.ts';
import { dueBefore, dueSince, lastDueYear, type RetentionRule, type YearRule } from './retention.ts';

/** What is due by one rule: the ids of rows, and since which day the first of them is. */
export interface Due {
  readonly rule: RetentionRule;
  readonly ids: readonly string[];
  readonly since: string | null;
}

/** What of the catalogue is due for deletion at an instant, by the rules that delete whole records or what they hold. */
export async function readDue(db: Kysely<Tables>, now: string): Promise<Readonly<Record<DueRule, Due>>> {
  const years = await readEventYears(db);
  const timed = (rule: 'unconfirmed' | 'rejected', rows: readonly { id: string; at: string }[]): Due => {
    const first = rows.map(({ at }) => at).sort()[0];
    return { rule, ids: rows.map(({ id }) => id), since: first === undefined ? null : dueSince(rule, first) };
  };
  const byYear = (rule: YearRule, rows: readonly { id: string; year: number | undefined }[]): Due => {
    const due = rows.filter(({ year }) => year !== undefined && year <= lastDueYear(rule, now));
    const first = Math.min(...due.map(({ year }) => year!));
    return { rule, ids: due.map(({ id }) => id), since: due.length > 0 ? dueSince(rule, first) : null };
  };
  const [nobodys, refused] = [
    await unconfirmed(db, dueBefore('unconfirmed', now)),
    await rejected(db, dueBefore('rejected', now)),
  ];
  const deleted = new Set([...nobodys, ...refused].map(({ id }) => id));
  const contacts = (await contactsKept(db)).filter(({ event_id }) => !deleted.has(event_id));
  const registrations = await registrationsKept(db);
  const [organisers, editions] = [await organisersKept(db), await editionsKept(db)];
  const ofOrganiser = Map.groupBy(organisers, ({ id }) => id);
  return {
    unconfirmed: timed('unconfirmed', nobodys),
    rejected: timed('rejected', refused),
    contacts: byYear(
      'contacts',
      contacts.map(({ event_id }) => ({ id: event_id, year: years.get(event_id) })),
    ),
    registrations: byYear(
      'registrations',
      registrations.map(({ id }) => ({ id, year: years.get(id) })),
    ),
    organisers: byYear(
      'organisers',
      [...ofOrganiser].map(([id, events]) => ({ id, year: latest(events.map((row) => years.get(row.event_id))) })),
    ),
    editions: byYear(
      'editions',
      editions.map(({ id, programme_end_day }) => ({ id, year: Number(programme_end_day.slice(0, 4)) })),
    ),
  };
}

export type DueRule = 'unconfirmed' | 'rejected' | 'contacts' | 'registrations' | 'organisers' | 'editions';

/** Submissions, by the ids of their events, that nobody confirmed: withdrawn before that, they are nobody's either. */
async function unconfirmed(db: Kysely<Tables>, before: string) {
  const rows = await db
    .selectFrom('submission')
    .innerJoin('event', 'event.id', 'submission.event_id')
    .select(['event.id', 'submission.created_at as at'])
    .where('submission.state', 'in', ['unconfirmed', 'withdrawn', 'rejected'])
    .where('submission.confirmed_at', 'is', null)
    .where('event.first_published_at', 'is', null)
    .where('submission.created_at', '<', before)
    .execute();
  return rows;
}

async function rejected(db: Kysely<Tables>, before: string) {
  const rows = await db
    .selectFrom('submission')
    .innerJoin('event', 'event.id', 'submission.event_id')
    .select(['event.id', 'submission.changed_at as at'])
    .where('submission.state', 'in', ['rejected', 'withdrawn'])
    .where('submission.confirmed_at', 'is not', null)
    .where('event.first_published_at', 'is', null)
    .where('submission.changed_at', '<', before)
    .execute();
  return rows;
}

/** Submissions, by their events, that still say who sent them or what was written about them. */
function contactsKept(db: Kysely<Tables>) {
  return db
    .selectFrom('submission')
    .select('event_id')
    .where((eb) =>
      eb.or([
        eb('contact_email', '<>', ''),
        ...(['note', 'message', 'answer'] as const).map((column) => eb(column, 'is not', null)),
        eb.exists(eb.selectFrom('revision').select('id').whereRef('revision.event_id', '=', 'submission.event_id')),
      ]),
    )
    .execute();
}

function registrationsKept(db: Kysely<Tables>) {
  return db
    .selectFrom('event')
    .select('id')
    .where((eb) => eb.or([eb('registration_email', 'is not', null), eb('registration_phone', 'is not', null)]))
    .execute();
}

/** With each of their events; those that never had one are nobody's work yet, and not due. */
function organisersKept(db: Kysely<Tables>) {
  return db
    .selectFrom('organiser')
    .innerJoin('event_organiser', 'event_organiser.organiser_id', 'organiser.id')
    .select(['organiser.id', 'event_organiser.event_id'])
    .where((eb) => eb.or([eb('email', 'is not', null), eb('phone', 'is not', null)]))
    .execute();
}

/** Of editions that still take submissions, or are shown, somebody must be there to be asked. */
function editionsKept(db: Kysely<Tables>) {
  return db
    .selectFrom('edition')
    .select(['id', 'programme_end_day'])
    .where('contact_name', 'is not', null)
    .where('shown', '=', 0)
    .where('accepting', '=', 0)
    .execute();
}

/** The latest year; none if one of the events belongs to none, as those of a demonstration do. */
function latest(years: readonly (number | undefined)[]): number | undefined {
  return years.includes(undefined) ? undefined : Math.max(...(years as number[]));
}
