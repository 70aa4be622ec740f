/** Lets one work at a time; others wait for their turn. Where `longest` wait already, nobody joins them. */
export class WaitingLine {
  readonly #longest: number;
  #last: Promise<unknown> = Promise.resolve();
  #length = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Works when its turn has come; null, at once, if the line is full. */
  async join<Result>(work: () => Promise<Result>): Promise<Result | null> {
    if (this.#length > this.#longest) return null;
    this.#length++;
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.#length--;
    }
  }
}
