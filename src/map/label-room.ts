import RBush, { type BBox } from 'rbush';

/** A circle with a name. */
export interface Labelled {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A name where it may stand, with the box that it takes. */
export interface Placed {
  readonly box: BBox;
  /** Which circle's name it is. */
  readonly owner: number;
}

/** Between a name and anything else; and between a name and the edge of the drawing. */
const CLEARANCE = 1.5;
const MARGIN = 2;

/** What is taken of a drawing: by circles, which stay where they are, and by names, which may move. */
export class LabelRoom {
  readonly #circles = new RBush<BBox & { readonly circle: Labelled }>();
  readonly #names = new RBush<BBox & { readonly name: Placed }>();
  readonly #width: number;
  readonly #height: number;

  constructor(circles: readonly Labelled[], width: number, height: number) {
    const boxes = circles.map((circle) => {
      const { x, y, radius } = circle;
      return { minX: x - radius, minY: y - radius, maxX: x + radius, maxY: y + radius, circle };
    });
    this.#circles.load(boxes);
    this.#width = width;
    this.#height = height;
  }

  /** Whether a name would lie within the drawing and on no circle. */
  isOpen({ box }: Placed): boolean {
    return this.isWithin(box) && !this.#circles.search(grown(box)).some(({ circle }) => meets(circle, box));
  }

  isWithin({ minX, minY, maxX, maxY }: BBox): boolean {
    return minX >= MARGIN && minY >= MARGIN && maxX <= this.#width - MARGIN && maxY <= this.#height - MARGIN;
  }

  /** The names that a name would lie on. */
  rivalsOf({ box }: Placed): Placed[] {
    return this.#names.search(grown(box)).map(({ name }) => name);
  }

  take(name: Placed): void {
    this.#names.insert({ ...name.box, name });
  }

  leave(name: Placed): void {
    this.#names.remove({ ...name.box, name }, (a, b) => a.name === b.name);
  }
}

/** Circles have no corners: what is near their box need not be near them. */
function meets({ x, y, radius }: Labelled, { minX, minY, maxX, maxY }: BBox): boolean {
  const [dx, dy] = [x - Math.min(Math.max(x, minX), maxX), y - Math.min(Math.max(y, minY), maxY)];
  return Math.hypot(dx, dy) < radius + CLEARANCE;
}

function grown({ minX, minY, maxX, maxY }: BBox): BBox {
  return { minX: minX - CLEARANCE, minY: minY - CLEARANCE, maxX: maxX + CLEARANCE, maxY: maxY + CLEARANCE };
}
