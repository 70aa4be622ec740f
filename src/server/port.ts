import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Settings } from './settings.ts';

/** The server cannot listen where it should: `message` says why and what to do. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/**
 * Tries whether one can listen where the settings say, before anything else is begun.
 *
 * @throws PortError
 */
export async function checkPort({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen({ host, port, exclusive: true }), 'listening');
  } catch (error) {
    throw portError(error, { host, port });
  }
  await once(probe.close(), 'close');
}

/** In words why listening failed. */
export function portError(error: unknown, { host, port }: Pick<Settings, 'host' | 'port'>): PortError {
  const { code = '', message } = error as { code?: string; message: string };
  switch (code) {
    case 'EADDRINUSE':
      return new PortError(
        `Port ${port} is in use on ${host}. Stop what listens there, or choose another port: PORT=${port + 1} npm start`,
        { cause: error },
      );
    case 'EACCES':
      return new PortError(`Port ${port} may not be used by this user. Choose one from 1024 on: PORT=4321 npm start`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new PortError(
        `HOST is ${JSON.stringify(host)}, which is no address of this machine. Write one that is, like 127.0.0.1, or 0.0.0.0 for all.`,
        { cause: error },
      );
    default:
      return new PortError(`Listening on ${host}, port ${port}, failed: ${message}.`, { cause: error });
  }
}
