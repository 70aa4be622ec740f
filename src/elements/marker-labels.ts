/** Where a name may stand beside its marker, best first. */
const SIDES = ['below', 'above', 'right', 'left'] as const;

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
  // All is measured before anything is changed: the browser works out the page once.
  const circles = icons.map((icon) => icon.getBoundingClientRect());
  const sizes = names.map((name) => name.getBoundingClientRect());
  const edge = frame.getBoundingClientRect();
  const shown: Box[] = [];
  names.forEach((name, at) => {
    const isFree = (box: Box) =>
      isWithin(box, edge) &&
      !shown.some((other) => overlap(box, other)) &&
      !circles.some((circle, other) => other !== at && overlap(box, circle));
    const side = SIDES.find((one) => isFree(boxAt(one, circles[at]!, sizes[at]!)));
    name.hidden = side === undefined;
    if (side === undefined) return;
    name.dataset['side'] = side;
    shown.push(boxAt(side, circles[at]!, sizes[at]!));
  });
}

function boxAt(side: (typeof SIDES)[number], circle: DOMRect, { width, height }: DOMRect): Box {
  const [x, y] = [circle.left + circle.width / 2, circle.top + circle.height / 2];
  const left = { below: x - width / 2, above: x - width / 2, right: circle.right, left: circle.left - width }[side];
  const top = { below: circle.bottom, above: circle.top - height, right: y - height / 2, left: y - height / 2 }[side];
  return { left, top, right: left + width, bottom: top + height };
}

function isWithin(box: Box, frame: Box): boolean {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
