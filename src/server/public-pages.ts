import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import type { App } from './app.ts';
import { loggedPath, type CanonicalAddress } from './canonical-address.ts';
import { publicCacheControl, securityHeaders } from './headers.ts';
import { KeptPages, type RenderedPage } from './kept.ts';
import { ProgrammeMoment } from './programme-moment.ts';
import { renderPage, type AstroHandler } from './render.ts';
import { represent, type Rendered, type Representation } from './representation.ts';
import { respond } from './respond.ts';

/** What has been done since the start, for operators and tests. */
export interface Counters {
  /** Pages rendered to be shown to anyone. */
  renders: number;
  /** Requests whose page was there already. */
  hits: number;
  /** Requests for pages that were answered with 304. */
  notModified: number;
}

/** Gone for good is as final as found. */
const KEPT_STATUSES = [200, 410];

/** What is the same for everyone: rendered once per version, programme day and address. */
export class PublicPages {
  readonly counters: Counters = { renders: 0, hits: 0, notModified: 0 };
  readonly #app: App;
  readonly #handler: AstroHandler;
  readonly #log: FastifyBaseLogger;
  readonly #moment: ProgrammeMoment;
  readonly #kept = new KeptPages();
  readonly #securityHeaders: Record<string, string>;

  constructor(app: App, handler: AstroHandler, log: FastifyBaseLogger) {
    this.#app = app;
    this.#handler = handler;
    this.#log = log;
    this.#moment = new ProgrammeMoment(app);
    this.#securityHeaders = securityHeaders(app.settings);
  }

  /** The page if it is there already, as for nearly all requests. */
  kept({ address }: CanonicalAddress): Representation | undefined {
    const prefix = this.#moment.prefix();
    const page = prefix === undefined ? undefined : this.#kept.get(prefix + address);
    if (page) this.counters.hits++;
    return page;
  }

  async rendered(target: CanonicalAddress): Promise<Representation> {
    // Read before rendering: what is rendered is of this version or a newer one, never older than its key says.
    try {
      const prefix = this.#moment.prefix() ?? (await this.#moment.read());
      return await this.#kept.render(prefix + target.address, () => this.#render(target));
    } catch (error) {
      return represent(await this.#apologise(target.address, error));
    }
  }

  /** Answers a GET or HEAD with a page. */
  send(page: Representation, request: IncomingMessage, response: ServerResponse): void {
    if (respond(request, response, page) === 304) this.counters.notModified++;
  }

  async #render({ address, keepable }: CanonicalAddress): Promise<RenderedPage> {
    this.counters.renders++;
    const { status, headers, body } = await this.#renderOrApologise(address);
    const cacheControl = String(headers['cache-control'] ?? this.#cacheControl(status, keepable));
    const representation = await represent({
      status,
      headers: { ...this.#securityHeaders, ...headers, 'cache-control': cacheControl },
      body,
    });
    const isForAll = !/no-store|private/.test(cacheControl);
    return { representation, keep: keepable && isForAll && KEPT_STATUSES.includes(status) };
  }

  async #renderOrApologise(address: string): Promise<Rendered> {
    try {
      const rendered = await renderPage(this.#handler, this.#app, address);
      if (rendered.headers['set-cookie']) {
        this.#log.warn({ path: loggedPath(address) }, 'a public page set a cookie, which was left out');
      }
      return rendered;
    } catch (error) {
      return this.#apologise(address, error);
    }
  }

  /** What a visitor sees when a page is broken: a page in their language, or at least a sentence. */
  async #apologise(address: string, error: unknown): Promise<Rendered> {
    this.#log.error({ err: error, path: loggedPath(address) }, 'a page could not be rendered');
    const headers = { ...this.#securityHeaders, 'cache-control': 'no-cache' };
    try {
      const apology = await renderPage(this.#handler, this.#app, address, { failed: true });
      return { status: 500, headers: { ...headers, ...apology.headers }, body: apology.body };
    } catch {
      return { status: 500, headers: { ...headers, 'content-type': 'text/plain' }, body: Buffer.from(APOLOGY) };
    }
  }

  #cacheControl(status: number, keepable: boolean): string {
    if (!KEPT_STATUSES.includes(status)) return 'no-cache';
    return keepable ? publicCacheControl(this.#app.settings) : 'public, no-cache';
  }
}

export const APOLOGY = 'Something went wrong here. It has been noted; please try again in a moment.\n';
