import type { CatalogueDatabase } from '#db/connect.ts';
import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { readShared } from '#src/catalogue/read.ts';
import type { Submission } from './submission.ts';

/**
 * The snapshot as the organiser of one event knows it: with the venues and organisers that they proposed themselves,
 * which nobody else is shown.
 */
export async function withProposals(
  snapshot: Snapshot,
  { read }: CatalogueDatabase,
  { event: { values } }: Submission,
): Promise<Snapshot> {
  const shared = await read.transaction().execute((db) => readShared(db, { withProposed: true }));
  const own = new Set([
    ...values.dates.flatMap(({ venue }) => (venue && 'slug' in venue ? [venue.slug] : [])),
    ...values.organisers.flatMap((organiser) => ('slug' in organiser ? [organiser.slug] : [])),
  ]);
  const added = <Item extends { readonly slug: string }>(
    known: ReadonlyMap<string, Item>,
    all: ReadonlyMap<string, Item>,
  ): ReadonlyMap<string, Item> =>
    new Map([
      ...known,
      ...[...all.values()].filter(({ slug }) => own.has(slug)).map((item) => [item.slug, item] as const),
    ]);
  return {
    ...snapshot,
    venues: added(snapshot.venues, shared.venues),
    organisers: added(snapshot.organisers, shared.organisers),
  };
}
