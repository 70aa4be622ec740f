import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { mergedFacts } from '#src/catalogue/record-facts.ts';
import { refuse, type ChangeHandler } from './change.ts';
import { allEditions, redirect, refuseIfChanged } from './records.ts';
import { announcedBefore, changeOccurrence } from './rescheduling.ts';
import { renameInRevisions } from './revisions-naming.ts';
import { columnsOf, findVenue, touchDatesAt, unknownVenue } from './venues.ts';

/**
 * Makes one of two records of the same house. What took place at `from` takes place at `into`, which takes over what
 * it did not know itself; the address of `from` leads to it.
 *
 * Nobody has to go anywhere else than before: it is a correction of the record and no move, so calendars learn of it
 * by LAST-MODIFIED and not by SEQUENCE, as of a venue's new name. But a date that was told as moved from one to the
 * other was never moved: its status changes, and with it SEQUENCE.
 */
export const mergeVenues: ChangeHandler<'merge-venues'> = async (db, { from: fromSlug, into: intoSlug, base }, at) => {
  const from = await findVenue(db, fromSlug);
  if (!from) return unknownVenue(fromSlug, 'from');
  const into = await findVenue(db, intoSlug);
  if (!into) return unknownVenue(intoSlug, 'into');
  if (from.row.id === into.row.id) return refuse('same-record', 'into', `${fromSlug} cannot be merged into itself.`);
  const changed = refuseIfChanged(base, { from: from.facts, into: into.facts });
  if (changed) return changed;
  const after = mergedFacts(into.facts, from.facts);
  const columns = await columnsOf(db, after);
  if ('code' in columns) return columns;
  // Published events may be at the other one: then it is nothing that is only proposed.
  const proposed = from.row.proposed === 1 && into.row.proposed === 1 ? 1 : 0;
  await db
    .updateTable('venue')
    .set({ ...columns, proposed })
    .where('id', '=', into.row.id)
    .execute();
  // Before they are the same: what is told of the kept one changes where it learns from the other.
  await touchDatesAt(db, from.row.id, at);
  if (JSON.stringify(after) !== JSON.stringify(into.facts)) await touchDatesAt(db, into.row.id, at);
  const dates = await moveDates(db, from.row, into.row, at);
  await renameInRevisions(db, 'venue', { ...from.facts, slug: fromSlug }, intoSlug);
  await redirect(db, 'venue', from.row, into.row);
  await db.deleteFrom('venue').where('id', '=', from.row.id).execute();
  return {
    ok: true,
    subject: `venue ${intoSlug}`,
    before: { from: { slug: fromSlug, ...from.facts }, into: into.facts, dates },
    after: { into: after },
    editions: await allEditions(db),
    ...(proposed === 1 ? { isPublic: false } : {}),
  };
};

/** @returns the uids of the dates that take place, or were announced, at the venue that is no more */
async function moveDates(
  db: Transaction<Tables>,
  from: Row<'venue'>,
  into: Row<'venue'>,
  at: string,
): Promise<string[]> {
  const dates = await db
    .selectFrom('occurrence')
    .selectAll()
    .where((eb) => eb.or([eb('venue_id', '=', from.id), eb('previous_venue_id', '=', from.id)]))
    .orderBy('start_at')
    .execute();
  for (const column of ['venue_id', 'previous_venue_id'] as const) {
    await db
      .updateTable('occurrence')
      .set({ [column]: into.id })
      .where(column, '=', from.id)
      .execute();
  }
  for (const { id } of dates) await forgetMoveToItself(db, id, at);
  return dates.map(({ uid }) => uid);
}

async function forgetMoveToItself(db: Transaction<Tables>, id: string, at: string): Promise<void> {
  const date = await db.selectFrom('occurrence').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  if (date.previous_venue_id === null || date.previous_venue_id !== date.venue_id) return;
  const event = await db.selectFrom('event').selectAll().where('id', '=', date.event_id).executeTakeFirstOrThrow();
  const announced = announcedBefore(date, date.start_local, date.venue_id);
  if (date.status === 'cancelled' || date.status === announced.status) {
    await db.updateTable('occurrence').set({ previous_venue_id: null, changed_at: at }).where('id', '=', id).execute();
    return;
  }
  await changeOccurrence(db, event, date, announced, at);
}
