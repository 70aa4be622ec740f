/** Who may open a page of the desk. */
export type Access = 'everyone' | 'coordinators' | 'administrators';

/** Routes for getting in and out. */
const FOR_EVERYONE = ['/desk/sign-in', '/desk/link/[token]', '/desk/sign-out'];
/** With all below them. */
const FOR_ADMINISTRATORS = ['/desk/accounts'];

/**
 * Who may open a page: decided by the route that Astro has found, however the address was spelled, and for what is no
 * route by its first segment. Whatever is not named here is for coordinators.
 *
 * `accessTo('/desk/venues/[slug]', '/%64esk/venues/x')` → `'coordinators'`, `accessTo('/[...lang]', '/uk')` → `null`
 *
 * @returns null if it is none of the desk
 */
export function accessTo(routePattern: string, pathname: string): Access | null {
  if (!isAtOrBelow(routePattern, '/desk') && firstSegment(pathname) !== 'desk') return null;
  if (FOR_EVERYONE.includes(routePattern)) return 'everyone';
  return FOR_ADMINISTRATORS.some((route) => isAtOrBelow(routePattern, route)) ? 'administrators' : 'coordinators';
}

/**
 * Where to go after signing in: a page of the desk, whatever was asked for.
 *
 * `deskPath('/desk/venues?unused')` → the same, `deskPath('//evil.example')` → `'/desk'`
 */
export function deskPath(asked: string | null | undefined): string {
  const url = URL.parse(asked ?? '', HERE);
  if (url?.origin !== HERE || !isAtOrBelow(url.pathname, '/desk')) return '/desk';
  const isWayIn = /^\/desk\/(?:sign-|link\/)/.test(url.pathname);
  return isWayIn ? '/desk' : url.pathname + url.search;
}

const HERE = 'http://desk.invalid';

function isAtOrBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`);
}

function firstSegment(pathname: string): string {
  const [segment = ''] = pathname.split('/').filter((part) => part !== '');
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
