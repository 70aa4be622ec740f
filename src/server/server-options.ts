import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { LogController, type FastifyServerOptions } from 'fastify';
import type { Settings } from './settings.ts';

/** What Fastify is told; its own log lines, which hold queries and cookies, are off. */
export function serverOptions({ logLevel, trustProxy }: Settings) {
  return {
    logger: { level: logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    // Given a number, Fastify 5.12 trusts nobody.
    trustProxy:
      typeof trustProxy === 'number' ? (_address: string, hop: number) => hop < trustProxy : mutable(trustProxy),
    exposeHeadRoutes: false,
    /** Milliseconds for a request to arrive as a whole: the largest one over a slow line. */
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    // Who asks while the server closes still gets an answer, and is told that it was the last on this connection.
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
  } satisfies FastifyServerOptions;
}

/**
 * Brings a target that names the host (`GET http://calendar.example/events`, RFC 9112 §3.2.2) into the usual form;
 * that host counts, not the one in the `Host` header.
 */
export function toOriginForm(request: IncomingMessage): void {
  const target = request.url!;
  if (target.startsWith('/')) return;
  const url = URL.parse(target);
  if (!url?.host) return;
  request.headers.host = url.host;
  request.url = url.pathname + url.search;
}

function mutable(addresses: false | readonly string[]): false | string[] {
  return addresses && [...addresses];
}

/** A request that is not HTTP, or too slow or long for it. Nothing of it is logged. */
function answerBrokenRequest({ code }: Error & { code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = BROKEN_REQUESTS[code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

const BROKEN_REQUESTS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};
