type Path = readonly PropertyKey[];

/**
 * Says where in a GeoJSON file something is, counted from 1, with the feature's name where it has one.
 *
 * `placeInGeoJson(…, ['features', 2, 'geometry', 'coordinates', 0], 4)` → `'Feature 3 (Vacha), ring 1, position 4'`
 */
export function placeInGeoJson(content: unknown, path: Path, position?: number): string {
  const at = (key: string) => path[path.indexOf(key) + 1] as number;
  const numbers = path.slice(path.indexOf('coordinates') + 1).map((number) => (number as number) + 1);
  const parts: string[] = [];
  if (path[0] === 'features' && path.length > 1) parts.push(`feature ${at('features') + 1}${nameOf(content, path)}`);
  if (path.includes('geometries')) parts.push(`geometry ${at('geometries') + 1}`);
  if (path.includes('coordinates')) {
    if (numbers.length > 1) parts.push(`polygon ${numbers[0]}`);
    if (numbers.length > 0) parts.push(`ring ${numbers.at(-1)}`);
  }
  if (position !== undefined) parts.push(`position ${position}`);
  const place = parts.join(', ') || 'the file';
  return place.charAt(0).toUpperCase() + place.slice(1);
}

/** What surveyors call the field: `gen` is the name in Germany's official boundaries. */
const NAME_FIELDS = ['name', 'gen', 'title'];

function nameOf(content: unknown, [, position]: Path): string {
  const feature = (content as { features: readonly unknown[] }).features[position as number];
  const properties = (feature as { properties?: object | null } | null)?.properties ?? {};
  const named = Object.entries(properties).find(([field]) => NAME_FIELDS.includes(field.toLowerCase()));
  return typeof named?.[1] === 'string' ? ` (${named[1].slice(0, 60)})` : '';
}
