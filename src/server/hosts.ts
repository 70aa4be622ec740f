/**
 * Whether a request says that it is for this site (`Host`, RFC 9110 §7.4). Pages never see a host that was not asked for:
 * it would end up in links.
 *
 * @param host as the request says it, with or without port: `calendar.example`, `127.0.0.1:4321`, `[::1]:4321`
 * @param allowedHosts one without a port stands for all ports
 */
export function isAllowedHost(host: string, allowedHosts: ReadonlySet<string>): boolean {
  if (allowedHosts.has(host)) return true;
  const name = host.toLowerCase();
  return allowedHosts.has(name) || allowedHosts.has(name.replace(/:\d+$/, ''));
}

/** What a request that may change something says about where it comes from. */
export interface Provenance {
  /** `http` or `https`, as the visitor's browser sees it. */
  readonly protocol: string;
  /** An allowed host. */
  readonly host: string;
  readonly origin: string | undefined;
  readonly secFetchSite: string | string[] | undefined;
}

/**
 * Whether such a request was sent by a page of this site. Browsers say so in `Sec-Fetch-Site`, which no page can
 * forge; older ones, and all where there is no encryption, in `Origin`.
 */
export function isFromThisSite({ protocol, host, origin, secFetchSite }: Provenance, siteUrl: string): boolean {
  if (secFetchSite === 'same-origin') return true;
  if (origin === undefined) return false;
  if (origin === siteUrl) return true;
  // An unencrypted page under the site's own name may be somebody else's in between.
  return host.toLowerCase() !== new URL(siteUrl).host && origin === `${protocol}://${host.toLowerCase()}`;
}

/**
 * Whether it may be from a page that sends no referrer: where a browser has no `Sec-Fetch-Site`, such a page's `Origin` is
 * `null` (Fetch §3.2). That will do only where the address is a secret, which no other site can know.
 */
export function isFromSecretPage({ origin, secFetchSite }: Provenance): boolean {
  return secFetchSite === undefined && origin === 'null';
}
