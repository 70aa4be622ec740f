import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema.ts';

/**
 * Whether a picture was taken from the pages with its event: everybody may know its name by then, and the way by which
 * organisers see pictures that are not public yet must not show it on.
 */
export async function isWithdrawnPicture(db: Kysely<Tables>, hash: string): Promise<boolean> {
  const rows = await db
    .selectFrom('picture')
    .innerJoin('event', 'event.id', 'picture.event_id')
    .select('event.state')
    .where('hash', '=', hash)
    .execute();
  return rows.length > 0 && rows.every(({ state }) => state === 'withdrawn');
}

/** The hashes of all that are referred to: by events, whatever their state, and by corrections that wait. */
export function picturesInUse(read: Kysely<Tables>): Promise<ReadonlySet<string>> {
  // In one transaction: a correction that is accepted in between would be in neither of both.
  return read.transaction().execute(async (db) => {
    const pictures = await db.selectFrom('picture').select('hash').execute();
    const revisions = await db.selectFrom('revision').select('patch').where('state', '=', 'pending').execute();
    const proposed = revisions.flatMap(({ patch }) => (JSON.parse(patch) as Patch).picture?.hash ?? []);
    return new Set([...pictures.map(({ hash }) => hash), ...proposed]);
  });
}

/** What of a correction's patch matters here. */
interface Patch {
  readonly picture?: { readonly hash: string } | null;
}
