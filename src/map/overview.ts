import { LRUCache } from 'lru-cache';
import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { townOf } from '#src/catalogue/nearby.ts';
import type { EventDate } from '#src/catalogue/programme.ts';
import type { Place } from '#src/catalogue/types.ts';
import type { Bounds } from './bounds.ts';
import { groundOf, type Ground } from './ground.ts';
import { placeLabels, rounded, type OverviewLabel } from './labels.ts';

/** The area with its towns as a small drawing: everything that `OverviewMap.astro` needs. Lengths in its own units. */
export interface Overview {
  /** Of the viewBox, whose upper left corner is 0, 0. */
  readonly width: number;
  readonly height: number;
  /** Where the viewBox lies on the earth: in Web Mercator, so that it fits under a map of tiles. */
  readonly bounds: Bounds;
  /** SVG path data of the area; `''` if there is neither an outline nor a place. */
  readonly outline: string;
  /** Whom to name as the outline's source. */
  readonly attribution: string | null;
  /** Every town once, by count and then by name: large circles lie beneath small ones. */
  readonly towns: readonly OverviewTown[];
}

export interface OverviewTown {
  readonly place: Place;
  /** How many different events are there, in its districts too. */
  readonly count: number;
  readonly highlighted: boolean;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** The radius within which a tap means this town: as large as its neighbours allow. */
  readonly reach: number;
  /** Whether the circle is large enough to hold its count. */
  readonly holdsCount: boolean;
  readonly label: OverviewLabel;
}

const DOT_RADIUS = 2;
const LEAST_RADIUS = 3.5;
const GREATEST_RADIUS = 14;
/** Of one event, where no town has so many that its circle would be too large. */
const RADIUS_OF_ONE = 4.5;
/** How much further the ring of the highlighted town goes than its circle. */
export const RING = 4;
const LEAST_RADIUS_WITH_COUNT = 7;
const DIGIT_WIDTH = 6.5;

/**
 * Draws the area of the catalogue with a circle for each town, its area growing with the number of its events.
 *
 * @param dates what is counted: the dates that a filter found
 * @param highlighted the place that a page is about; of a district, its town is marked
 */
export function overviewOf(
  snapshot: Pick<Snapshot, 'places' | 'outline'>,
  dates: readonly EventDate[],
  highlighted?: Place,
): Overview {
  const ground = groundOf(snapshot);
  const { view, outline, attribution, sites } = ground;
  const counts = countsByTown(dates);
  const radiusOf = radiusScale(Math.max(0, ...counts.values()));
  const here = highlighted && townOf(highlighted).slug;
  const circles = sites
    .map(({ place, x, y, reach }) => {
      const count = counts.get(place.slug) ?? 0;
      const radius = radiusOf(count);
      const holdsCount = radius >= Math.max(LEAST_RADIUS_WITH_COUNT, (String(count).length * DIGIT_WIDTH + 3) / 2);
      const isHere = place.slug === here;
      return { place, count, highlighted: isHere, x, y, radius, reach: Math.max(radius, reach), holdsCount };
    })
    .sort((a, b) => b.count - a.count);
  const { width, height, bounds } = view;
  return { width, height, bounds, outline, attribution, towns: withLabels(circles, ground) };
}

type Circle = Omit<OverviewTown, 'label'>;

/** Where names stand on each ground, by the circles there: pages in all languages have the same drawing. */
const layouts = new WeakMap<Ground, LRUCache<string, readonly OverviewLabel[]>>();
const MAX_LAYOUTS = 200;

function withLabels(circles: readonly Circle[], ground: Ground): OverviewTown[] {
  const known = layouts.get(ground) ?? new LRUCache({ max: MAX_LAYOUTS });
  layouts.set(ground, known);
  const key = circles.map(({ place, count, highlighted }) => `${place.slug} ${count}${highlighted ? '!' : ''}`).join();
  const labels = known.get(key) ?? labelsOf(circles, ground);
  known.set(key, labels);
  return circles.map((circle, at) => ({ ...circle, label: labels[at]! }));
}

/** The names find room by importance: first what the page is about, then as they come. */
function labelsOf(circles: readonly Circle[], { view: { width, height } }: Ground): OverviewLabel[] {
  const order = circles.toSorted((a, b) => Number(b.highlighted) - Number(a.highlighted));
  const named = order.map((it) => ({ ...it, name: it.place.name, radius: it.radius + (it.highlighted ? RING : 0) }));
  const labels = placeLabels(named, width, height);
  const labelOf = new Map(order.map((circle, at) => [circle, labels[at]!]));
  return circles.map((circle) => labelOf.get(circle)!);
}

/** The number of different events in each town, by its slug. */
function countsByTown(dates: readonly EventDate[]): Map<string, number> {
  const events = new Map<string, Set<string>>();
  for (const { event, occurrence } of dates) {
    if (!occurrence.venue) continue;
    const { slug } = townOf(occurrence.venue.place);
    events.set(slug, (events.get(slug) ?? new Set()).add(event.slug));
  }
  return new Map([...events].map(([slug, there]) => [slug, there.size]));
}

/** Areas in proportion to counts, as far as small ones can be seen; towns without events are dots. */
function radiusScale(greatestCount: number): (count: number) => number {
  const ofOne = Math.min(RADIUS_OF_ONE, GREATEST_RADIUS / Math.sqrt(greatestCount));
  return (count) => (count === 0 ? DOT_RADIUS : rounded(Math.max(LEAST_RADIUS, ofOne * Math.sqrt(count))));
}
