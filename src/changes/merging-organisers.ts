import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { mergedFacts, organiserFactsFrom } from '#src/catalogue/record-facts.ts';
import { refuse, type ChangeHandler } from './change.ts';
import { findOrganiser, touchDatesOf, unknownOrganiser } from './organisers.ts';
import { allEditions, redirect, refuseIfChanged } from './records.ts';
import { renameInRevisions } from './revisions-naming.ts';

/**
 * Makes one of two records of the same organiser: the events of `from` are those of `into`, which takes over the
 * contact that it did not know itself; the address of `from` leads to it. An event that named both names them once,
 * where the first of them stood.
 */
export const mergeOrganisers: ChangeHandler<'merge-organisers'> = async (db, change, at) => {
  const from = await findOrganiser(db, change.from);
  if (!from) return unknownOrganiser(change.from, 'from');
  const into = await findOrganiser(db, change.into);
  if (!into) return unknownOrganiser(change.into, 'into');
  if (from.id === into.id) return refuse('same-record', 'into', `${change.from} cannot be merged into itself.`);
  const [fromFacts, intoFacts] = [organiserFactsFrom(from), organiserFactsFrom(into)];
  const changed = refuseIfChanged(change.base, { from: fromFacts, into: intoFacts });
  if (changed) return changed;
  const after = mergedFacts(intoFacts, fromFacts);
  const proposed = from.proposed === 1 && into.proposed === 1 ? 1 : 0;
  await db
    .updateTable('organiser')
    .set({ ...after, proposed })
    .where('id', '=', into.id)
    .execute();
  await touchDatesOf(db, from.id, at);
  if (JSON.stringify(after) !== JSON.stringify(intoFacts)) await touchDatesOf(db, into.id, at);
  const events = await takeOverEvents(db, from.id, into.id);
  await renameInRevisions(db, 'organiser', from, change.into);
  await redirect(db, 'organiser', from, into);
  await db.deleteFrom('organiser').where('id', '=', from.id).execute();
  return {
    ok: true,
    subject: `organiser ${change.into}`,
    before: { from: { slug: change.from, ...fromFacts }, into: intoFacts, events },
    after: { into: after },
    editions: await allEditions(db),
    ...(proposed === 1 ? { isPublic: false } : {}),
  };
};

/** @returns the slugs of the events that named the organiser who is no more */
async function takeOverEvents(db: Transaction<Tables>, from: string, into: string): Promise<string[]> {
  const events = await db
    .selectFrom('event_organiser')
    .innerJoin('event', 'event.id', 'event_organiser.event_id')
    .select(['event.id', 'event.slug'])
    .where('organiser_id', '=', from)
    .orderBy('event.slug')
    .execute();
  for (const { id } of events) {
    const links = await db
      .selectFrom('event_organiser')
      .select('organiser_id')
      .where('event_id', '=', id)
      .orderBy('position')
      .execute();
    const order = new Set(links.map(({ organiser_id }) => (organiser_id === from ? into : organiser_id)));
    await db.deleteFrom('event_organiser').where('event_id', '=', id).execute();
    for (const [position, organiser_id] of [...order].entries()) {
      await db.insertInto('event_organiser').values({ event_id: id, organiser_id, position }).execute();
    }
  }
  return events.map(({ slug }) => slug);
}
