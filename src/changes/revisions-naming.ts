import type { Transaction } from 'kysely';
import type { Tables } from '#db/schema.ts';
import type { EventPatch } from './event-patch.ts';
import type { NamedRecord, VenueValues } from './event-values.ts';
import type { RecordKind } from './records.ts';

/** A correction that waits to be looked at, with what it changes. */
interface WaitingRevision {
  readonly id: string;
  readonly base: EventPatch;
  readonly patch: EventPatch;
}

/** The waiting corrections that name a venue or an organiser by its slug. */
export async function revisionsNaming(
  db: Transaction<Tables>,
  kind: RecordKind,
  slug: string,
): Promise<WaitingRevision[]> {
  const all = await waitingRevisions(db);
  return all.filter(({ base, patch }) =>
    [base, patch].some((said) => recordsIn(said, kind).some((record) => 'slug' in record && record.slug === slug)),
  );
}

/** How a record that is merged into another is named: by its slug or, by organisers who did not find it, by its name. */
export interface Former {
  readonly slug: string;
  readonly name: string;
  /** The slug of a venue's place. */
  readonly place?: string;
}

/**
 * Lets waiting corrections name `into` where they named a record that is merged into it. Otherwise accepting them
 * would bring it back, or fail.
 */
export async function renameInRevisions(
  db: Transaction<Tables>,
  kind: RecordKind,
  from: Former,
  into: string,
): Promise<void> {
  for (const { id, base, patch } of await waitingRevisions(db)) {
    const [newBase, newPatch] = [base, patch].map((said) => JSON.stringify(renamed(said, kind, from, into)));
    if (newBase === JSON.stringify(base) && newPatch === JSON.stringify(patch)) continue;
    await db.updateTable('revision').set({ base: newBase!, patch: newPatch! }).where('id', '=', id).execute();
  }
}

async function waitingRevisions(db: Transaction<Tables>): Promise<WaitingRevision[]> {
  const rows = await db.selectFrom('revision').select(['id', 'base', 'patch']).where('state', '=', 'pending').execute();
  return rows.map(({ id, base, patch }) => ({
    id,
    base: JSON.parse(base) as EventPatch,
    patch: JSON.parse(patch) as EventPatch,
  }));
}

function recordsIn(said: EventPatch, kind: RecordKind): (NamedRecord | VenueValues)[] {
  if (kind === 'organiser') return [...(said.organisers ?? [])];
  return (said.dates ?? []).flatMap(({ venue }) => (venue ? [venue] : []));
}

function renamed(said: EventPatch, kind: RecordKind, from: Former, into: string): EventPatch {
  const isMeant = (record: NamedRecord | VenueValues): boolean => {
    if ('slug' in record) return record.slug === from.slug;
    return record.name === from.name && (!('place' in record) || record.place === from.place);
  };
  if (kind === 'venue') {
    if (!said.dates) return said;
    const dates = said.dates.map((date) =>
      date.venue && isMeant(date.venue) ? { ...date, venue: { slug: into } } : date,
    );
    return { ...said, dates };
  }
  if (!said.organisers) return said;
  const organisers = said.organisers.map((record) => (isMeant(record) ? { slug: into } : record));
  // Named twice, they stand where they stood first.
  const texts = organisers.map((record) => JSON.stringify(record));
  return { ...said, organisers: organisers.filter((_, at) => texts.indexOf(texts[at]!) === at) };
}
