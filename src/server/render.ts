import type { IncomingMessage, ServerResponse } from 'node:http';
import inject from 'light-my-request';
import type { App } from './app.ts';
import type { Rendered } from './representation.ts';

/** What Astro's middleware mode exports: answers a request; without `next`, unknown addresses too. */
export type AstroHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
  locals?: object,
) => Promise<void>;

/**
 * Renders a page in this process, from its address alone: of a visitor's request nothing reaches the page, so that
 * what it answers is right for everyone.
 *
 * @param options.failed render the page that says that this one is broken, in its language
 * @throws whatever went wrong after the page had begun to answer; before that, Astro makes a 500 page of it
 */
export async function renderPage(
  handler: AstroHandler,
  app: App,
  address: string,
  { failed = false } = {},
): Promise<Rendered> {
  const { host, protocol } = new URL(app.settings.siteUrl);
  const answer = await inject(
    (request, response) => {
      if (protocol === 'https:') Object.assign(request.socket, { encrypted: true });
      handler(request, response, undefined, { app, failed }).catch((error: Error) => response.destroy(error));
    },
    // Whole, since an address that begins with two slashes would be taken for a host.
    { method: 'GET', url: `http://localhost${address}`, headers: { host }, validate: false },
  );
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value : String(value);
  }
  return { status: answer.statusCode, headers, body: answer.rawPayload };
}
