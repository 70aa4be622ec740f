import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { type Bounds, boundsOf, cornersOf, outerBounds, widened } from './bounds.ts';

/** So that a place at the edge has its surroundings on the map. */
const MARGIN_METRES = 10_000;

/** A map asks for dozens of tiles. */
const known = new WeakMap<Snapshot, Bounds | null>();

/** How far the street map reaches: the places of the catalogue and its outline, and some way around; null without any. */
export function tileBounds(snapshot: Snapshot): Bounds | null {
  let bounds = known.get(snapshot);
  if (bounds === undefined) {
    const { places, outline } = snapshot;
    const area = outline && outerBounds(outline.polygons);
    const inside = boundsOf([...[...places.values()].map(({ point }) => point), ...(area ? cornersOf(area) : [])]);
    bounds = inside && widened(inside, MARGIN_METRES);
    known.set(snapshot, bounds);
  }
  return bounds;
}
