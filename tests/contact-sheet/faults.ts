import type { Page } from 'playwright-core';
import { LOCAL } from '../fixtures/chromium.ts';

/** What was noticed while pictures were taken: each once, with the page that it was noticed on. */
export class Faults {
  readonly #found = new Set<string>();

  /** @param where `map ar` */
  add(where: string, what: string): void {
    this.#found.add(`${where}: ${what}`);
  }

  /** Hears what a page says from now on: its console, and what does not load. */
  watch(page: Page, where: string, expectedStatuses: readonly number[]): void {
    page.on('console', (message) => {
      const text = message.text();
      const isExpected = expectedStatuses.some((status) => text.includes(`status of ${status}`));
      if (['error', 'warning'].includes(message.type()) && !isExpected) this.add(where, `console: ${text}`);
    });
    page.on('pageerror', (error) => this.add(where, String(error)));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      // The browser itself gave it up: another size of a picture fits into the new window.
      if (reason !== 'net::ERR_ABORTED') this.add(where, `${request.url()} failed: ${reason}`);
    });
    page.on('request', (request) => {
      if (!LOCAL.test(request.url())) this.add(where, `asks another host: ${request.url()}`);
    });
  }

  get list(): readonly string[] {
    return [...this.#found];
  }
}
