import type { LatLngTuple } from 'leaflet';

const DEGREE = Math.PI / 180;

/**
 * The area that the page draws, for a map: rings of points, and whom to name as their source. Read from the drawing's path, which lies in Web Mercator
 * between the corners that `data-bounds` names (south, west, north, east).
 */
export function drawnArea(): { rings: LatLngTuple[][]; attribution: string } {
  const attribution = document.querySelector('.overview-source')?.textContent ?? '';
  const drawing = document.querySelector<SVGSVGElement>('svg[data-bounds]');
  const path = drawing?.querySelector('path')?.getAttribute('d');
  if (!drawing || !path) return { rings: [], attribution };
  const [south = 0, west = 0, north = 0, east = 0] = drawing.dataset['bounds']!.split(',').map(Number);
  const { width, height } = drawing.viewBox.baseVal;
  const [top, bottom] = [mercator(north), mercator(south)];
  const place = ([x, y]: [number, number]): LatLngTuple => [
    latitudeOf(top + (y / height) * (bottom - top)),
    west + (x / width) * (east - west),
  ];
  return { rings: ringsOf(path).map((ring) => ring.map(place)), attribution };
}

/** The rings of path data that moves and draws lines: `'M1 2L3 4l5 6Z'`. */
function ringsOf(path: string): [x: number, y: number][][] {
  const rings: [number, number][][] = [];
  let [x, y, command] = [0, 0, 'M'];
  const tokens = path.match(/[MLHVZmlhvz]|-?(?:\d+\.?\d*|\.\d+)/g) ?? [];
  for (let i = 0; i < tokens.length;) {
    if (/[a-z]/i.test(tokens[i]!)) command = tokens[i++]!;
    const kind = command.toUpperCase();
    if (kind === 'Z') continue;
    const from = command === kind ? { x: 0, y: 0 } : { x, y };
    if (kind !== 'V') x = from.x + Number(tokens[i++]);
    if (kind !== 'H') y = from.y + Number(tokens[i++]);
    if (kind === 'M') {
      rings.push([]);
      command = command === 'M' ? 'L' : 'l';
    }
    rings.at(-1)!.push([x, y]);
  }
  return rings;
}

function mercator(latitude: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (latitude * DEGREE) / 2));
}

function latitudeOf(y: number): number {
  return (2 * Math.atan(Math.exp(y)) - Math.PI / 2) / DEGREE;
}
