/** Lets so many work at the same time; others wait for their turn. Where too many wait, nobody joins them. */
export class WaitingLine {
  readonly #atOnce: number;
  readonly #longest: number;
  readonly #waiting: (() => void)[] = [];
  #working = 0;

  constructor({ atOnce, waiting }: { atOnce: number; waiting: number }) {
    this.#atOnce = atOnce;
    this.#longest = waiting;
  }

  /** Works when its turn has come; null, at once, if the line is full. */
  async join<Result>(work: () => Promise<Result>): Promise<Result | null> {
    if (this.#working < this.#atOnce) this.#working++;
    else if (this.#waiting.length >= this.#longest) return null;
    // Whoever leaves hands the place on.
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#working--;
    }
  }
}
