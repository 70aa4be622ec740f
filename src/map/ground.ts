import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { Place } from '#src/catalogue/types.ts';
import { areaOf } from './area.ts';
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
  const border = area.polygons.flatMap((rings) => rings[0]!);
  const view = viewOf(WIDTH, [
    { points: border.length > 0 ? border : NOWHERE, margin: AREA_MARGIN },
    { points: towns.map(({ point }) => point), margin: TOWN_MARGIN },
  ]);
  const located = towns.map((place) => {
    const { x, y } = view.locate(place.point);
    return { place, x: rounded(x), y: rounded(y) };
  });
  return {
    view,
    outline: pathData(area.polygons.map((rings) => rings.map((ring) => ring.map((point) => view.locate(point))))),
    attribution: area.attribution,
    sites: located.map((site) => ({ ...site, reach: reachAmong(site, located) })),
  };
}

/** Half the way to the nearest neighbour, so that nobody's tap is taken for another's; but not without end. */
function reachAmong(site: PlanePoint, sites: readonly PlanePoint[]): number {
  const distances = sites.map((other) => (other === site ? Infinity : Math.hypot(other.x - site.x, other.y - site.y)));
  return rounded(distances.reduce((least, distance) => Math.min(least, distance / 2), GREATEST_REACH));
}
