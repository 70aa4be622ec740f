import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { digestOf } from './base-digest.ts';
import { refuse, type ChangeHandler, type ImportedEvent, type Refusal } from './change.ts';
import { patchBetween, pick, type EventPatch } from './event-patch.ts';
import { readValues } from './event-reading.ts';
import { insertEvent, updateEvent } from './event-writing.ts';
import type { EventValues } from './event-values.ts';
import { approveProposals, deleteUnusedProposals } from './naming.ts';
import { freeSlug, slugOf, unnamedSlug } from './slug.ts';

interface Outcome {
  readonly slug: string;
  /** Null of a new event. */
  readonly before: EventPatch | null;
  readonly after: EventPatch;
  readonly isPublic: boolean;
}

/**
 * Takes events from a file, all of them or none. New ones become drafts; of those that are there already only what
 * differs is changed, by the rules for every event. What says nothing new leaves no trace.
 */
export const importEvents: ChangeHandler<'import-events'> = async (db, { edition: slug, file, events }, at) => {
  const edition = await db.selectFrom('edition').select('id').where('slug', '=', slug).executeTakeFirst();
  if (!edition) return refuse('unknown-edition', 'edition', `There is no edition "${slug}".`);
  const outcomes: Outcome[] = [];
  for (const imported of events) {
    const outcome = imported.known
      ? await change(db, edition.id, imported, imported.known, at)
      : await add(db, edition.id, imported, at);
    if (outcome && 'code' in outcome) return outcome;
    if (outcome) outcomes.push(outcome);
  }
  if (outcomes.length === 0) return { ok: true, isRepeated: true, id: '' };
  await deleteUnusedProposals(db);
  const changed = outcomes.filter(({ before }) => before !== null);
  const isPublic = outcomes.some((outcome) => outcome.isPublic);
  return {
    ok: true,
    subject: `import ${file}`,
    before: Object.fromEntries(changed.map((outcome) => [outcome.slug, outcome.before])),
    after: Object.fromEntries(outcomes.map(({ slug: event, after }) => [event, after])),
    editions: [edition.id],
    ...(isPublic ? {} : { isPublic: false }),
  };
};

async function add(
  db: Transaction<Tables>,
  editionId: string,
  { key, values }: ImportedEvent,
  at: string,
): Promise<Outcome | Refusal> {
  if (key && (await keyed(db, editionId, key.name))) return changedMeanwhile(key.name);
  const title = (values.texts['de'] ?? Object.values(values.texts)[0]!).title;
  const slug = await freeSlug(db, 'event', slugOf(title) || unnamedSlug());
  const event = await insertEvent(db, { editionId, slug, values }, at);
  if ('code' in event) return event;
  if (key) await remember(db, editionId, event, key);
  return { slug, before: null, after: { texts: values.texts, dates: values.dates }, isPublic: false };
}

async function change(
  db: Transaction<Tables>,
  editionId: string,
  { key, values }: ImportedEvent,
  { slug, base }: NonNullable<ImportedEvent['known']>,
  at: string,
): Promise<Outcome | Refusal | undefined> {
  const event = await db
    .selectFrom('event')
    .selectAll()
    .where('slug', '=', slug)
    .where('edition_id', '=', editionId)
    .executeTakeFirst();
  if (!event) return changedMeanwhile(slug);
  const current = await readValues(db, event);
  if (digestOf(current) !== base) return changedMeanwhile(slug);
  const patch = patchBetween(current, values);
  const changed = Object.keys(patch) as (keyof EventValues)[];
  if (changed.length === 0) return undefined;
  const refusal = await updateEvent(db, event, values, at);
  if (refusal) return refusal;
  // What a public page shows is the catalogue's own, also where a file has named it first.
  if (event.state !== 'draft') await approveProposals(db, event.id);
  if (key) await remember(db, editionId, event, key);
  return { slug, before: pick(current, changed), after: patch, isPublic: event.first_published_at !== null };
}

async function keyed(db: Transaction<Tables>, editionId: string, key: string): Promise<boolean> {
  const found = await db
    .selectFrom('import_key')
    .select('event_id')
    .where('edition_id', '=', editionId)
    .where('key', '=', key)
    .executeTakeFirst();
  return found !== undefined;
}

async function remember(
  db: Transaction<Tables>,
  editionId: string,
  event: Row<'event'>,
  { name, digest }: NonNullable<ImportedEvent['key']>,
): Promise<void> {
  await db
    .insertInto('import_key')
    .values({ edition_id: editionId, key: name, event_id: event.id, digest })
    .onConflict((conflict) => conflict.columns(['edition_id', 'key']).doUpdateSet({ digest, event_id: event.id }))
    .execute();
}

function changedMeanwhile(name: string): Refusal {
  return refuse('changed-meanwhile', 'events', `${name} was changed meanwhile: look at the file's preview again.`);
}
