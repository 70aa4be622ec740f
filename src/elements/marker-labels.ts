/** Where a name may stand beside its marker, best first. */
const SIDES = ['below', 'above', 'right', 'left'] as const;

/** What names keep clear of each other, of markers and of the map's edge, in CSS pixels. */
const CLEARANCE = 3;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Shows as many markers' names as find room; every marker is told by its spoken name all the same.
 *
 * @param icons the markers, most important first
 * @param frame the map, which no name may leave
 */
export function thinLabels(icons: readonly HTMLElement[], frame: Element): void {
  const names = icons.map((icon) => icon.querySelector<HTMLElement>('.venue-marker-name')!);
  for (const name of names) name.hidden = false;
  // All is measured before anything is placed: the browser works out the page once for each width.
  const circles = icons.map((icon) => icon.getBoundingClientRect());
  const edge = frame.getBoundingClientRect();
  const taken: Box[] = [...frame.querySelectorAll('.leaflet-control')].map((control) =>
    control.getBoundingClientRect(),
  );
  const sizes = [false, true].map((isNarrow) => {
    for (const name of names) name.toggleAttribute('data-narrow', isNarrow);
    return names.map((name) => name.getBoundingClientRect());
  });
  names.forEach((name, at) => {
    const others = [...taken, ...circles.filter((_, other) => other !== at)];
    const found = sizes
      .flatMap((size, narrowness) =>
        SIDES.map((side) => ({ side, isNarrow: narrowness > 0, box: boxAt(side, circles[at]!, size[at]!) })),
      )
      .find(({ box }) => isFree(withClearance(box), edge, others));
    name.hidden = found === undefined;
    if (!found) return;
    name.dataset['side'] = found.side;
    name.toggleAttribute('data-narrow', found.isNarrow);
    taken.push(found.box);
  });
}

function boxAt(side: (typeof SIDES)[number], circle: DOMRect, { width, height }: DOMRect): Box {
  const [x, y] = [circle.left + circle.width / 2, circle.top + circle.height / 2];
  const left = { below: x - width / 2, above: x - width / 2, right: circle.right, left: circle.left - width }[side];
  const top = { below: circle.bottom, above: circle.top - height, right: y - height / 2, left: y - height / 2 }[side];
  return { left, top, right: left + width, bottom: top + height };
}

function withClearance({ left, right, top, bottom }: Box): Box {
  return { left: left - CLEARANCE, right: right + CLEARANCE, top: top - CLEARANCE, bottom: bottom + CLEARANCE };
}

function isFree(box: Box, frame: Box, others: readonly Box[]): boolean {
  return isWithin(box, frame) && !others.some((other) => overlap(box, other));
}

function isWithin(box: Box, frame: Box): boolean {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
