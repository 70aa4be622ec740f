import type { CatalogueDatabase } from '#db/connect.ts';
import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { proposedVenue } from './proposed-venue.ts';

/**
 * A snapshot that also knows the venues and organisers which were proposed with one event, so that its organiser can
 * name them again: no page shows them before the event is published.
 *
 * @param event its slug
 */
export async function withProposals(snapshot: Snapshot, database: CatalogueDatabase, event: string): Promise<Snapshot> {
  const { read } = database;
  const id = read.selectFrom('event').select('id').where('slug', '=', event);
  const venues = await read
    .selectFrom('venue')
    .innerJoin('place', 'place.id', 'venue.place_id')
    .selectAll('venue')
    .select('place.slug as place')
    .where('proposed', '=', 1)
    .where('venue.id', 'in', read.selectFrom('occurrence').select('venue_id').where('event_id', '=', id))
    .execute();
  const organisers = await read
    .selectFrom('organiser')
    .select(['slug', 'name', 'url', 'email', 'phone'])
    .where('proposed', '=', 1)
    .where('organiser.id', 'in', read.selectFrom('event_organiser').select('organiser_id').where('event_id', '=', id))
    .execute();
  const known = venues.flatMap((venue) => {
    const found = snapshot.places.get(venue.place);
    return found ? [[venue.slug, proposedVenue(venue, found)] as const] : [];
  });
  return {
    ...snapshot,
    venues: new Map([...snapshot.venues, ...known]),
    organisers: new Map([...snapshot.organisers, ...organisers.map((one) => [one.slug, one] as const)]),
  };
}
