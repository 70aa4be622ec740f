import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { Place } from '#src/catalogue/types.ts';
import { areaOf, type Area } from './area.ts';
import { cornersOf, outerBounds } from './bounds.ts';
import { rounded } from './labels.ts';
import { pathData } from './path-data.ts';
import type { PlanePoint } from './projection.ts';
import { viewOf, type View } from './view.ts';

/** What is the same whatever a filter finds: where everything is. */
export interface Ground {
  readonly view: View;
  readonly outline: string;
  readonly attribution: string | null;
  /** The towns by name. */
  readonly sites: readonly Site[];
}

interface Site extends PlanePoint {
  readonly place: Place;
  readonly reach: number;
}

const WIDTH = 320;
/** What is seen of the country around: enough for an outline's line, and for a town's circle and its ring. */
const AREA_MARGIN = 4;
const TOWN_MARGIN = 20;
/** Shown of an empty catalogue: Germany. */
const NOWHERE = [
  { latitude: 47.3, longitude: 5.9 },
  { latitude: 55.1, longitude: 15 },
];
/** 24 units and more across, which are 24 pixels on the smallest screens. */
const GREATEST_REACH = 13;

const grounds = new WeakMap<object, Ground>();

/** The ground of a catalogue's version, drawn when it is first asked for: an outline may be large. */
export function groundOf(snapshot: Pick<Snapshot, 'places' | 'outline'>): Ground {
  const known = grounds.get(snapshot) ?? drawGround(snapshot);
  grounds.set(snapshot, known);
  return known;
}

function drawGround(snapshot: Pick<Snapshot, 'places' | 'outline'>): Ground {
  const area = areaOf(snapshot);
  const byName = new Intl.Collator('de');
  const towns = [...snapshot.places.values()]
    .filter((place) => place.partOf === null)
    .sort((a, b) => byName.compare(a.name, b.name) || byName.compare(a.slug, b.slug));
  const bounds = outerBounds(area.polygons);
  const view = viewOf(WIDTH, [
    { points: bounds ? cornersOf(bounds) : NOWHERE, margin: AREA_MARGIN },
    { points: towns.map(({ point }) => point), margin: TOWN_MARGIN },
  ]);
  const located = towns.map((place) => {
    const { x, y } = view.locate(place.point);
    return { place, x: rounded(x), y: rounded(y) };
  });
  return {
    view,
    outline: drawnOutline(area, view),
    attribution: area.attribution,
    sites: located.map((site) => ({ ...site, reach: reachAmong(site, located) })),
  };
}

/** The paths of areas as they were drawn last: most versions of a catalogue have the same places and the same outline. */
const drawn = new WeakMap<Area['polygons'], { readonly view: string; readonly path: string }>();

function drawnOutline({ polygons }: Area, view: View): string {
  const key = JSON.stringify([view.bounds, view.height]);
  const known = drawn.get(polygons);
  if (known?.view === key) return known.path;
  const path = pathData(polygons.map((rings) => rings.map((ring) => ring.map((point) => view.locate(point)))));
  drawn.set(polygons, { view: key, path });
  return path;
}

/** Half the way to the nearest neighbour, so that nobody's tap is taken for another's; but not without end. */
function reachAmong(site: PlanePoint, sites: readonly PlanePoint[]): number {
  const distances = sites.map((other) => (other === site ? Infinity : Math.hypot(other.x - site.x, other.y - site.y)));
  return rounded(distances.reduce((least, distance) => Math.min(least, distance / 2), GREATEST_REACH));
}
