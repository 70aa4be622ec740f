import { programmeDay } from '#src/catalogue/programme-day.ts';
import type { Edition } from '#src/catalogue/types.ts';
import { fixedClock } from '#src/time/festival-time.ts';
import type { App } from './app.ts';

/**
 * What a page depends on besides its address: the catalogue's version and the programme day, as the first part of the
 * key it is kept under: `4711|2024-09-24|`.
 */
export class ProgrammeMoment {
  readonly #app: App;
  #version = -1;
  #edition: Edition | null = null;
  #instant = '';
  #prefix = '';
  #isOfThisTurn = false;

  constructor(app: App) {
    this.#app = app;
  }

  /**
   * The prefix of now; undefined if the catalogue has changed and must be `read` first.
   *
   * Asked once per turn of the event loop: the requests that a turn answers had all arrived when it began, so none of
   * them can know of a change that is made during it.
   */
  prefix(): string | undefined {
    if (this.#isOfThisTurn) return this.#prefix;
    if (this.#app.catalogue.version().version !== this.#version) return undefined;
    this.#isOfThisTurn = true;
    setImmediate(() => (this.#isOfThisTurn = false));
    return this.#prefixAt(this.#app.clock.now());
  }

  async read(): Promise<string> {
    const { version, shown } = await this.#app.catalogue.snapshot();
    this.#version = version;
    this.#edition = shown;
    this.#instant = '';
    return this.#prefixAt(this.#app.clock.now());
  }

  #prefixAt(instant: string): string {
    // Turning an instant into a local day is slow, and the same all through a second.
    if (instant !== this.#instant) {
      this.#instant = instant;
      this.#prefix = `${this.#version}|${programmeDay(this.#edition, fixedClock(instant))}|`;
    }
    return this.#prefix;
  }
}
