import type { Place } from '#src/catalogue/types.ts';

/** A town or district as a choice, with its middle as `latitude,longitude`. */
export interface PlaceChoice {
  readonly slug: string;
  readonly label: string;
  readonly point: string;
}

/** All places by name; a district with its town: `'Tiefenort (Bad Salzungen)'`. */
export function placeChoices(
  places: ReadonlyMap<string, Place>,
  compare: (a: string, b: string) => number,
): PlaceChoice[] {
  return [...places.values()]
    .map(({ slug, name, partOf, point }) => ({
      slug,
      label: partOf ? `${name} (${partOf.name})` : name,
      point: `${point.latitude},${point.longitude}`,
    }))
    .sort((a, b) => compare(a.label, b.label));
}
