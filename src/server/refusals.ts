import type { FastifyRequest } from 'fastify';
import { isSecret } from './canonical-address.ts';
import { isAllowedHost, isFromSecretPage, isFromThisSite } from './hosts.ts';
import type { Settings } from './settings.ts';

/** Why a request is not served, for people who read the answer by hand. */
export interface Refusal {
  readonly status: 400 | 403 | 405 | 413 | 421;
  readonly message: string;
}

export const BROKEN_ADDRESS: Refusal = {
  status: 400,
  message: 'The address is broken: a % in it begins no character that an address may have.',
};
export const READING_ONLY: Refusal = { status: 405, message: 'This can only be read, with GET or HEAD.' };

/** Methods that change nothing by definition. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Forms are read to the end even if a picture is far too large, so that nothing typed is lost; there is an end to it. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * Makes the check that every request must pass before anything looks at it: that it is meant for this site, that
 * what may change something was sent by this site's own pages, and that its body has a bearable size.
 */
export function createGate({ allowedHosts, siteUrl }: Settings): (request: FastifyRequest) => Refusal | undefined {
  const hosts = new Set(allowedHosts);
  return (request) => {
    const { host } = request;
    if (!isAllowedHost(host, hosts)) return wrongHost(host);
    if (SAFE_METHODS.has(request.method)) return undefined;
    const { origin, 'sec-fetch-site': secFetchSite, 'content-length': length } = request.headers;
    const provenance = { protocol: request.protocol, host, origin, secFetchSite };
    if (!isFromThisSite(provenance, siteUrl) && !(isFromSecretPage(provenance) && isSecret(request.url))) {
      return {
        status: 403,
        message: `Forms are taken from this site's own pages only. Open ${siteUrl} and send the form from there.`,
      };
    }
    if (Number(length ?? 0) > MAX_BODY_BYTES) {
      return { status: 413, message: 'This is too large: at most 64 MB can be sent at once. Send smaller files.' };
    }
    return undefined;
  };
}

function wrongHost(host: string): Refusal {
  const problem =
    host === '' ? 'The request names no host' : `${JSON.stringify(host.slice(0, 100))} is not served here`;
  return { status: 421, message: `${problem}. If it should be, its name belongs into the setting ALLOWED_HOSTS.` };
}
