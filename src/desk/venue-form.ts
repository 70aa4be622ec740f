import { z } from 'zod';
import type { VenueFacts } from '#src/catalogue/record-facts.ts';
import { distanceBetween } from '#src/catalogue/nearby.ts';
import type { Place, Point } from '#src/catalogue/types.ts';
import { degreesIn, pointIn } from '#src/filter/point-text.ts';
import { STEP_FREE_DEGREES } from '#src/filter/vocabulary.ts';
import { line, neededLine, optional, readBy, type Fields, type RecordForm } from './record-form.ts';

/** A venue farther from the middle of its town is most likely a mistake, in metres. */
const FAR = 40_000;
const FLAGS: Readonly<Record<string, boolean | null>> = { '': null, '1': true, '0': false };

/** The fields of a venue: `{ name: 'Rathaus', latitude: '50.97', hearingLoop: '1', … }` */
export function venueForm(places: ReadonlyMap<string, Place>): RecordForm<VenueFacts> {
  return {
    fieldsOf: venueFields,
    read(fields) {
      const read = readBy(SCHEMA, fields);
      if (!read.ok) return read;
      const { latitude, longitude, ...facts } = read.values;
      const place = places.get(facts.place);
      if (!place) return problem('place', 'not-a-choice');
      const point = pointFrom(latitude, longitude);
      if (point === 'not-a-point') return problem('latitude', point);
      if (point && distanceBetween(point, place.point) > FAR) return problem('latitude', 'far-away');
      return { ok: true, values: { ...facts, point } };
    },
  };
}

/** What an empty form holds. */
export const NO_VENUE: Fields = Object.fromEntries(
  [
    ...['name', 'street', 'postcode', 'place', 'latitude', 'longitude', 'stepFree'],
    ...['accessibleToilet', 'accessibleParking', 'hearingLoop', 'nearestStop'],
  ].map((field) => [field, '']),
);

const flag = z
  .string()
  .refine((value) => value in FLAGS, 'not-a-choice')
  .transform((value) => FLAGS[value] ?? null);

const SCHEMA = z.object({
  name: neededLine(120),
  street: optional(line(120)),
  postcode: neededLine(20).pipe(z.string().regex(/^\d{5}$/, 'not-a-postcode')),
  place: neededLine(120),
  latitude: line(2000),
  longitude: line(200),
  stepFree: z
    .string()
    .transform((value) => (value === '' ? null : value))
    .pipe(z.enum(STEP_FREE_DEGREES, 'not-a-choice').nullable()),
  accessibleToilet: flag,
  accessibleParking: flag,
  hearingLoop: flag,
  nearestStop: optional(line(200)),
});

function venueFields(facts: VenueFacts): Fields {
  const { point, stepFree, accessibleToilet, accessibleParking, hearingLoop } = facts;
  return {
    name: facts.name,
    street: facts.street ?? '',
    postcode: facts.postcode,
    place: facts.place,
    latitude: point ? String(point.latitude) : '',
    longitude: point ? String(point.longitude) : '',
    stepFree: stepFree ?? '',
    accessibleToilet: flagField(accessibleToilet),
    accessibleParking: flagField(accessibleParking),
    hearingLoop: flagField(hearingLoop),
    nearestStop: facts.nearestStop ?? '',
  };
}

/** Two numbers, or all of it pasted into one of the fields. */
function pointFrom(latitude: string, longitude: string): Point | null | 'not-a-point' {
  if (latitude === '' && longitude === '') return null;
  const numbers = [degreesIn(latitude, 90), degreesIn(longitude, 180)] as const;
  if (numbers[0] !== null && numbers[1] !== null) return { latitude: numbers[0], longitude: numbers[1] };
  const pasted = pointIn(latitude) ?? (latitude === '' ? pointIn(longitude) : null);
  return pasted ? { latitude: pasted[0], longitude: pasted[1] } : 'not-a-point';
}

function flagField(value: boolean | null): string {
  return value === null ? '' : value ? '1' : '0';
}

function problem(field: string, code: string) {
  return { ok: false, problems: [{ field, code }] } as const;
}
