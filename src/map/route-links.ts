import { addressInLine, type Venue } from '#src/catalogue/types.ts';

/** Ways out of this site that lead to a venue. Nothing is asked of their hosts until a visitor follows one. */
export interface RouteLinks {
  /** Opens the device's own map app (RFC 5870): `geo:50.81700,10.22800?q=…`. */
  readonly mapApp: string;
  /** On foot, by bicycle or by car. */
  readonly openStreetMap: string;
  /** By bus and train: the one planner that knows the county's buses and takes a destination by its address. */
  readonly transit: string;
}

/** Leads to the venue's point or, where nobody has placed it on a map, to its address. */
export function routeLinks(venue: Venue): RouteLinks {
  const { point } = venue;
  const target = point ? `${point.latitude},${point.longitude}` : addressInLine(venue);
  const encoded = inQuery(target);
  return {
    // Android reads what follows `?q=`, with a name in brackets; others the coordinates alone.
    mapApp: point
      ? `geo:${target}?q=${encoded}(${inQuery(venue.name.replace(/[()]/g, ' ').trim())})`
      : `geo:0,0?q=${encoded}`,
    openStreetMap: `https://www.openstreetmap.org/directions?to=${encoded}`,
    transit: `https://www.google.com/maps/dir/?api=1&travelmode=transit&destination=${encoded}`,
  };
}

function inQuery(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
