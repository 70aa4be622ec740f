import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { loggedPath } from './canonical-address.ts';
import type { Settings } from './settings.ts';

/** How a request was answered. */
export type Way = 'kept' | 'file' | 'tile' | 'rendered' | 'passed' | 'refused';

/**
 * Makes the log of requests: one line for each, without query, cookies or secrets.
 * What takes no work, nearly all of them, is told at level `debug`, and so are the tiles, of which a map has dozens.
 *
 * `{"method":"GET","path":"/uk/events","status":200,"ms":11.4,"how":"rendered","msg":"request"}`
 */
export function createRequestLog(log: FastifyBaseLogger, { logLevel }: Settings) {
  const isDebugging = logLevel === 'debug' || logLevel === 'trace';
  return (request: FastifyRequest, reply: FastifyReply, how: Way): void => {
    const isCheap = how === 'kept' || how === 'file' || how === 'tile';
    if (isCheap && !isDebugging) return;
    const line = {
      method: request.method,
      path: loggedPath(request.url),
      status: reply.raw.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      how,
    };
    log[isCheap ? 'debug' : 'info'](line, 'request');
  };
}
