/** Latitude and longitude in degrees. */
export type PointText = readonly [latitude: number, longitude: number];

const NUMBER = String.raw`(-?\d{1,3}(?:[.,]\d+)?)`;
/** Ways in which maps tell a point, the most exact one first. */
const FORMS = [
  new RegExp(String.raw`^geo:${NUMBER},${NUMBER}`, 'i'),
  new RegExp(String.raw`[?&]mlat=${NUMBER}&(?:amp;)?mlon=${NUMBER}`, 'i'),
  new RegExp(String.raw`#map=[\d.]+/${NUMBER}/${NUMBER}`, 'i'),
  new RegExp(String.raw`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(String.raw`[@=]${NUMBER},${NUMBER}`),
  new RegExp(String.raw`^\(?${NUMBER}°?\s*[NnSs]?(?:\s*[,;/]\s*|\s+)${NUMBER}°?\s*[EeOoWw]?\)?$`),
];

/**
 * A point as people copy it from a map, or null: `'50.97, 10.32'`, `'50,97 10,32'`, `'geo:50.97,10.32?z=17'`, an
 * OpenStreetMap link with a mark or a view, a link of Google's maps. Needed on the server and, to show it at once, in
 * the browser.
 */
export function pointIn(text: string): PointText | null {
  const trimmed = text.trim();
  for (const form of FORMS) {
    const [, latitude, longitude] = form.exec(trimmed) ?? [];
    if (latitude === undefined || longitude === undefined) continue;
    const point = [degreesIn(latitude, 90), degreesIn(longitude, 180)] as const;
    if (point[0] !== null && point[1] !== null) return [point[0], point[1]];
  }
  return null;
}

/** One coordinate, with a point or the German comma, rounded to about 10 cm: `degreesIn('50,9712', 90)` → `50.9712` */
export function degreesIn(text: string, most: number): number | null {
  if (!/^-?\d{1,3}(?:[.,]\d+)?$/.test(text.trim())) return null;
  const degrees = Number(text.trim().replace(',', '.'));
  return Math.abs(degrees) <= most ? Math.round(degrees * 1e6) / 1e6 : null;
}
