import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { isFeed } from '#src/paths/paths.ts';
import { clientNetwork } from '#src/submissions/client-network.ts';
import type { App } from './app.ts';
import type { Assets } from './assets.ts';
import { loggedPath } from './canonical-address.ts';
import { securityHeaders } from './headers.ts';
import { createPassage } from './personal-pages.ts';
import { APOLOGY, PublicPages, type Counters } from './public-pages.ts';
import { BROKEN_ADDRESS, createGate, READING_ONLY, type Refusal } from './refusals.ts';
import type { AstroHandler } from './render.ts';
import { createRequestLog } from './request-log.ts';
import { respond } from './respond.ts';
import { serverOptions, toOriginForm } from './server-options.ts';
import { StreetTiles } from './street-tiles.ts';
import { createTargets } from './targets.ts';

/** A script of another site that asks for a feed conditionally asks first whether it may (Fetch §3.2.2). */
const PREFLIGHT = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'If-None-Match, If-Modified-Since',
  'access-control-max-age': '86400',
};

export type Front = FastifyInstance & { readonly counters: Readonly<Counters> };

/**
 * The server that the public meets, around Astro's handler. It does not listen yet.
 *
 * @param handler what the built site exports
 * @param assets its files
 */
export function createFront({ app, handler, assets }: { app: App; handler: AstroHandler; assets: Assets }): Front {
  const front = Fastify({
    ...serverOptions(app.settings),
    frameworkErrors: (_error, request, reply) => refuse(request, reply, BROKEN_ADDRESS),
  });
  const pages = new PublicPages(app, handler, front.log);
  const tiles = new StreetTiles(app);
  const pass = createPassage(app, handler);
  const refusalOf = createGate(app.settings);
  const targetOf = createTargets(assets);
  const log = createRequestLog(front.log, app.settings);
  const commonHeaders = securityHeaders(app.settings);
  app.tiles?.logTo(front.log);

  // Fastify makes a logger for each request, which costs more than answering it.
  front.setChildLoggerFactory((logger) => logger);
  // Bodies are read by the pages that they are for.
  front.removeAllContentTypeParsers();
  front.addContentTypeParser('*', (_request, _body, done) => done(null));
  front.server.prependListener('request', toOriginForm);

  // What is there already is answered at once; the rest goes on to the route.
  front.addHook('onRequest', (request, reply, done) => {
    const refusal = refusalOf(request);
    if (refusal) return refuse(request, reply, refusal);
    if (!isReading(request)) return done();
    const target = targetOf(request.raw.url!);
    if (target.kind === 'file') {
      respond(request.raw, reply.hijack().raw, target.file);
      return log(request, reply, 'file');
    }
    const tile = target.kind === 'tile' ? tiles.recent(target.tile) : undefined;
    if (tile) {
      respond(request.raw, reply.hijack().raw, tile);
      return log(request, reply, 'tile');
    }
    const page = target.kind === 'page' ? pages.kept(target) : undefined;
    if (!page) return done();
    pages.send(page, request.raw, reply.hijack().raw);
    log(request, reply, 'kept');
  });

  front.route({
    method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '*',
    handler: async (request, reply) => {
      const target = targetOf(request.raw.url!);
      if (target.kind === 'page' && isReading(request)) {
        const page = await pages.rendered(target);
        pages.send(page, request.raw, reply.hijack().raw);
        return log(request, reply, 'rendered');
      }
      if (target.kind === 'tile' && isReading(request)) {
        const tile = await tiles.answer(target.tile, clientNetwork(request.ip));
        respond(request.raw, reply.hijack().raw, tile);
        return log(request, reply, 'tile');
      }
      if (target.kind === 'health' && isReading(request)) return await health(reply);
      if (target.kind === 'broken') return refuse(request, reply, BROKEN_ADDRESS);
      if (target.kind === 'page' && request.method === 'OPTIONS' && isFeed(target.address.split('?')[0]!)) {
        return reply
          .code(204)
          .headers({ ...commonHeaders, ...PREFLIGHT })
          .send();
      }
      if (target.kind !== 'personal') return refuse(request, reply, READING_ONLY);
      reply.raw.once('close', () => log(request, reply, 'passed'));
      await pass(request, reply);
    },
  });
  front.setNotFoundHandler((request, reply) => refuse(request, reply, READING_ONLY));

  front.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode >= 500) front.log.error({ err: error, path: loggedPath(request.url) }, 'a request failed');
    return sendText(reply, statusCode, statusCode >= 500 ? APOLOGY : `${error.message}\n`);
  });
  closeSoon(front);

  return Object.assign(front, { counters: pages.counters });

  /** For whoever watches over the server. */
  async function health(reply: FastifyReply) {
    reply.headers({ ...commonHeaders, 'cache-control': 'no-store' });
    try {
      const { version } = await app.catalogue.snapshot();
      return reply.send({ version, renders: pages.counters.renders });
    } catch (error) {
      front.log.error({ err: error }, 'the catalogue cannot be read');
      return reply.code(503).send({ error: 'The catalogue cannot be read; the log says why.' });
    }
  }

  function refuse(request: FastifyRequest, reply: FastifyReply, { status, message }: Refusal): void {
    // The connection stays open: Node hears out the body that may follow, else its sender would see a broken
    // connection in place of the answer.
    if (status === 405) reply.header('allow', 'GET, HEAD');
    sendText(reply, status, `${message}\n`);
    log(request, reply, 'refused');
  }

  function sendText(reply: FastifyReply, status: number, text: string): FastifyReply {
    reply.headers({ ...commonHeaders, 'cache-control': 'no-store' });
    return reply.code(status).type('text/plain; charset=utf-8').send(text);
  }
}

function isReading({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** While the server closes: ends connections as they fall idle. Otherwise closing waits until they time out. */
function closeSoon(front: FastifyInstance): void {
  const sockets = new Set<Socket>();
  front.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const silent = new WeakSet<Socket>();
  front.addHook('preClose', (done) => {
    const timer = setInterval(() => {
      front.server.closeIdleConnections();
      // Browsers open connections in advance; Node does not count those as idle.
      for (const socket of sockets) {
        if (socket.bytesRead > 0) continue;
        // At the second look only: what a busy server has been sent but not read yet is read in between.
        if (silent.has(socket)) socket.destroy();
        silent.add(socket);
      }
    }, 50).unref();
    front.server.once('close', () => clearInterval(timer));
    done();
  });
}
