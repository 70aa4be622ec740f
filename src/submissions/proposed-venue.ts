import type { Place, Venue } from '#src/catalogue/types.ts';

/** A venue that an organiser has named, of which nothing is known but its address: nobody has looked at it yet. */
export function proposedVenue(named: Pick<Venue, 'slug' | 'name' | 'street' | 'postcode'>, place: Place): Venue {
  const { slug, name, street, postcode } = named;
  return {
    ...{ slug, name, street, postcode, place, point: null },
    ...{ stepFree: null, accessibleToilet: null, accessibleParking: null, hearingLoop: null, nearestStop: null },
  };
}
