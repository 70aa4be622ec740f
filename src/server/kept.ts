import { LRUCache } from 'lru-cache';
import type { Representation } from './representation.ts';

const MAX_BYTES = 256 * 1024 * 1024;

/** What was rendered, and whether it may be shown to the next one too. */
export interface RenderedPage {
  readonly representation: Representation;
  readonly keep: boolean;
}

/**
 * The finished pages, by version, day and address (`4711|2024-09-24|/events?free=1`). What is rarely asked for goes
 * when they exceed `maxBytes`; nothing else ever needs to, since what a key names cannot change.
 */
export class KeptPages {
  readonly #pages: LRUCache<string, Representation>;
  readonly #underway = new Map<string, Promise<Representation>>();

  constructor(maxBytes = MAX_BYTES) {
    this.#pages = new LRUCache({
      maxSize: maxBytes,
      // The feed of ten large editions takes 100 MB, and half a minute to make: not for every subscriber anew.
      maxEntrySize: maxBytes / 2,
      sizeCalculation: (page, key) => page.bytes + key.length,
    });
  }

  get(key: string): Representation | undefined {
    return this.#pages.get(key);
  }

  /**
   * Renders the page of a key, once: those who ask for it meanwhile wait for the same one.
   * A rendering that fails is nobody else's, the next one tries again.
   */
  render(key: string, render: () => Promise<RenderedPage>): Promise<Representation> {
    const underway = this.#underway.get(key);
    if (underway) return underway;
    const rendering = this.#renderAndKeep(key, render).finally(() => this.#underway.delete(key));
    this.#underway.set(key, rendering);
    return rendering;
  }

  async #renderAndKeep(key: string, render: () => Promise<RenderedPage>): Promise<Representation> {
    const { representation, keep } = await render();
    if (keep) this.#pages.set(key, representation);
    return representation;
  }
}
