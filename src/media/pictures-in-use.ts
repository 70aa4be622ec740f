import type { CatalogueDatabase } from '#db/connect.ts';
import type { EventPatch } from '#src/changes/event-patch.ts';

/** The hashes of the pictures of events, whatever their state, and of corrections that wait. */
export async function picturesInUse({ read }: CatalogueDatabase): Promise<ReadonlySet<string>> {
  const pictures = await read.selectFrom('picture').select('hash').execute();
  const revisions = await read.selectFrom('revision').select('patch').where('state', '=', 'pending').execute();
  const proposed = revisions.flatMap(({ patch }) => (JSON.parse(patch) as EventPatch).picture?.hash ?? []);
  return new Set([...pictures.map(({ hash }) => hash), ...proposed]);
}
