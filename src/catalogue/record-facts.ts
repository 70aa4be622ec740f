import type { Row } from '#db/schema.ts';
import type { StepFreeDegree } from '#src/filter/vocabulary.ts';
import type { Point } from './types.ts';

/** Everything that coordinators say of a venue; what nobody knows is null. */
export interface VenueFacts {
  readonly name: string;
  readonly street: string | null;
  readonly postcode: string;
  /** The slug of its town or district. */
  readonly place: string;
  readonly point: Point | null;
  readonly stepFree: StepFreeDegree | null;
  readonly accessibleToilet: boolean | null;
  readonly accessibleParking: boolean | null;
  readonly hearingLoop: boolean | null;
  readonly nearestStop: string | null;
}

/** The same of an organiser; the contact is a public one. */
export interface OrganiserFacts {
  readonly name: string;
  readonly url: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** @param place the slug of the venue's place */
export function venueFactsFrom(row: Row<'venue'>, place: string): VenueFacts {
  return {
    name: row.name,
    street: row.street,
    postcode: row.postcode,
    place,
    point:
      row.latitude === null || row.longitude === null ? null : { latitude: row.latitude, longitude: row.longitude },
    stepFree: row.step_free,
    accessibleToilet: known(row.accessible_toilet),
    accessibleParking: known(row.accessible_parking),
    hearingLoop: known(row.hearing_loop),
    nearestStop: row.nearest_stop,
  };
}

export function organiserFactsFrom({ name, url, email, phone }: Row<'organiser'>): OrganiserFacts {
  return { name, url, email, phone };
}

/**
 * What is said of two records once they are one: what the kept one says, and where it says nothing, the other. Of a
 * venue in another town nothing is believed.
 *
 * `mergedFacts({ name: 'VHS', phone: null }, { name: 'Volkshochschule', phone: '03691 1' })` →
 * `{ name: 'VHS', phone: '03691 1' }`
 */
export function mergedFacts<Facts extends VenueFacts | OrganiserFacts>(kept: Facts, other: Facts): Facts {
  if ('place' in kept && 'place' in other && kept.place !== other.place) return kept;
  const entries = Object.entries(kept) as [keyof Facts, Facts[keyof Facts]][];
  return Object.fromEntries(entries.map(([fact, value]) => [fact, value ?? other[fact]])) as unknown as Facts;
}

function known(flag: 0 | 1 | null): boolean | null {
  return flag === null ? null : flag === 1;
}
