import type { ExpressionBuilder, SelectQueryBuilder, Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { digestOf } from './base-digest.ts';
import { refuse, type Refusal } from './change.ts';

/**
 * What venues and organisers have in common: they are shared by the events of all editions.
 */
export type RecordKind = 'venue' | 'organiser';

/** The pages of every edition may name one of them. */
export async function allEditions(db: Transaction<Tables>): Promise<string[]> {
  return (await db.selectFrom('edition').select('id').execute()).map(({ id }) => id);
}

/** Refuses if what somebody saw before is not what is there: `base` is the digest of what they saw. */
export function refuseIfChanged(base: string | undefined, present: unknown): Refusal | undefined {
  if (base === undefined || base === digestOf(present)) return undefined;
  return refuse('changed-meanwhile', 'base', 'It was changed meanwhile: look at it again.');
}

/** What of `values` says something else than `before`: `{ name: 'A', phone: '1' }` → `{ phone: '1' }` */
export function differences<Facts extends object>(before: Facts, values: Partial<Facts>): Partial<Facts> {
  const entries = Object.entries(values) as [keyof Facts, unknown][];
  return Object.fromEntries(
    entries.filter(([fact, value]) => value !== undefined && digestOf(value) !== digestOf(before[fact])),
  ) as Partial<Facts>;
}

export function pick<Facts extends object>(facts: Facts, names: readonly string[]): Partial<Facts> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.includes(name))) as Partial<Facts>;
}

type Dates = SelectQueryBuilder<Tables, 'occurrence', { id: string; event_id: string }>;

/**
 * Tells calendars by LAST-MODIFIED that something about these dates is written otherwise. SEQUENCE is for what people
 * would have to know before they go: another time, another place, another status (RFC 5545 §3.8.7.4).
 */
export async function touchDates(
  db: Transaction<Tables>,
  which: (eb: ExpressionBuilder<Tables, 'occurrence'>) => ReturnType<ExpressionBuilder<Tables, 'occurrence'>['or']>,
  at: string,
): Promise<void> {
  const dates: Dates = db.selectFrom('occurrence').select(['id', 'event_id']).where(which);
  await db
    .updateTable('event')
    .set({ changed_at: at })
    .where('id', 'in', dates.clearSelect().select('event_id'))
    .execute();
  await db.updateTable('occurrence').set({ changed_at: at }).where(which).execute();
}

/** Lets the address of a record that is no more, and all that led to it, lead to another: never by way of a third. */
export async function redirect(
  db: Transaction<Tables>,
  kind: RecordKind,
  from: { readonly id: string; readonly slug: string },
  into: { readonly id: string },
): Promise<void> {
  const table = `${kind}_redirect` as const;
  await db.updateTable(table).set({ target_id: into.id }).where('target_id', '=', from.id).execute();
  await db.insertInto(table).values({ slug: from.slug, former_id: from.id, target_id: into.id }).execute();
}

/**
 * The id of the venue that has this id or, since that was merged, of what it became; undefined if it was deleted.
 * For what was written down before, such as the log.
 */
export async function presentVenueId(db: Transaction<Tables>, id: string): Promise<string | undefined> {
  const venue = await db.selectFrom('venue').select('id').where('id', '=', id).executeTakeFirst();
  if (venue) return venue.id;
  const former = await db
    .selectFrom('venue_redirect')
    .select('target_id')
    .where('former_id', '=', id)
    .executeTakeFirst();
  return former?.target_id;
}
