import type { BBox } from 'rbush';
import { LabelRoom, type Labelled, type Placed } from './label-room.ts';
import { choosePlaces } from './label-search.ts';
import { ASCENT, LINE_HEIGHT, waysToBreak, widthOf } from './label-text.ts';

/** Where a town's name stands. Lengths in units of the drawing. */
export interface OverviewLabel {
  /** One or two: `['Wutha-', 'Farnroda']`. */
  readonly lines: readonly string[];
  readonly anchor: 'start' | 'middle' | 'end';
  /** Where the text is anchored, and the baseline of its first line. */
  readonly x: number;
  readonly y: number;
  /** Whether it stands free of everything else; if not, it is shown only while its town is looked at. */
  readonly hasRoom: boolean;
}

interface Candidate extends Placed {
  readonly label: OverviewLabel;
}

/** Between a circle and its own name. */
const GAP = 3;

/**
 * Finds a place for the name of each circle, by importance: beside it, above it, below it, in one line or two, where it
 * lies neither on another name nor on any circle and within the drawing.
 *
 * @param circles the most important first
 * @returns a label for each circle, in their order
 */
export function placeLabels(circles: readonly Labelled[], width: number, height: number): OverviewLabel[] {
  const room = new LabelRoom(circles, width, height);
  const candidates = circles.map(candidatesOf);
  const open = candidates.map((all) => all.filter((candidate) => room.isOpen(candidate)));
  const places = choosePlaces(room, open);
  return candidates.map((all, owner) => {
    const place = places.get(owner);
    if (place) return { ...place.label, hasRoom: true };
    return all.find(({ box }) => room.isWithin(box))?.label ?? pushedInside(all[0]!, width, height);
  });
}

/** The box that a label takes, as wide as its text may be. */
export function labelBox({ lines, anchor, x, y }: OverviewLabel): BBox {
  const width = Math.max(...lines.map(widthOf));
  const minX = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { minX, minY: y - ASCENT, maxX: minX + width, maxY: y - ASCENT + lines.length * LINE_HEIGHT };
}

function candidatesOf(circle: Labelled, owner: number): Candidate[] {
  return waysToBreak(circle.name)
    .flatMap((lines) => positionsBeside(circle, lines))
    .map((label) => ({ owner, label, box: labelBox(label) }));
}

/** Right and left of the circle, above and below it, and towards its corners. */
function positionsBeside({ x, y, radius }: Labelled, lines: readonly string[]): OverviewLabel[] {
  const height = lines.length * LINE_HEIGHT;
  const beside = radius + GAP;
  const corner = beside * Math.SQRT1_2;
  const at = (anchor: OverviewLabel['anchor'], dx: number, top: number): OverviewLabel => ({
    lines,
    anchor,
    x: rounded(x + dx),
    y: rounded(y + top + ASCENT),
    hasRoom: false,
  });
  return [
    at('start', beside, -height / 2),
    at('end', -beside, -height / 2),
    at('middle', 0, -beside - height),
    at('middle', 0, beside),
    at('start', corner, -corner - height),
    at('start', corner, corner),
    at('end', -corner, -corner - height),
    at('end', -corner, corner),
  ];
}

/** A name that fits nowhere, moved to where most of it is seen. */
function pushedInside({ label, box }: Candidate, width: number, height: number): OverviewLabel {
  const x = Math.max(0, Math.min(label.x, width - (box.maxX - box.minX)));
  const y = Math.max(ASCENT, Math.min(label.y, height - (box.maxY - box.minY) + ASCENT));
  return { ...label, x: rounded(x), y: rounded(y) };
}

/** Tenths are seen by nobody, more by no screen. */
export function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}
