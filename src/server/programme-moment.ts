import type { Edition } from '#src/catalogue/types.ts';
import { programmeDay } from '#src/catalogue/programme-day.ts';
import { fixedClock } from '#src/time/festival-time.ts';
import type { App } from './app.ts';

/**
 * What a page depends on besides its address: the catalogue's version and the programme day, as the first part of the
 * key it is kept under: `4711|2024-09-24|`. Asked at every request, so it costs microseconds.
 */
export class ProgrammeMoment {
  readonly #app: App;
  #version = -1;
  #edition: Edition | null = null;
  #instant = '';
  #prefix = '';

  constructor(app: App) {
    this.#app = app;
  }

  /** The prefix of now; undefined if the catalogue has changed and must be `read` first. */
  prefix(): string | undefined {
    return this.#app.catalogue.version().version === this.#version ? this.#prefixAt(this.#app.clock.now()) : undefined;
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
