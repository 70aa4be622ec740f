import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { isSecret, loggedPath } from './canonical-address.ts';
import { securityHeaders } from './headers.ts';
import { APOLOGY } from './public-pages.ts';
import type { AstroHandler } from './render.ts';

/** No other page learns a secret address from a link that is followed, and no search engine keeps it. */
const SECRET = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };

/**
 * Makes the way to Astro for what concerns one visitor only: the request goes on as it came, its body unread, and the
 * answer is nobody else's to keep.
 */
export function createPassage(app: App, handler: AstroHandler) {
  const headers = { ...securityHeaders(app.settings), 'cache-control': 'no-store' };
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { raw: response } = reply.hijack();
    tellWhoAsks(request);
    const ofPage = isSecret(request.url) ? { ...headers, ...SECRET } : headers;
    for (const [name, value] of Object.entries(ofPage)) response.setHeader(name, value);
    const report = (error: unknown) =>
      request.log.error({ err: error, path: loggedPath(request.url) }, 'a page could not be rendered');
    try {
      await handler(request.raw, response, undefined, { app, report });
    } catch (error) {
      report(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(APOLOGY);
    }
  };
}

/** Astro believes these headers, so they say what the front has found out about host, protocol and address. */
function tellWhoAsks({ raw, host, protocol, ip }: FastifyRequest): void {
  delete raw.headers.forwarded;
  delete raw.headers['x-forwarded-port'];
  raw.headers.host = host;
  raw.headers['x-forwarded-host'] = host;
  raw.headers['x-forwarded-proto'] = protocol;
  raw.headers['x-forwarded-for'] = ip;
}
