import { filterQuery, parseFilter } from '#src/filter/filter.ts';
import { readPageNumber, withPageNumber } from '#src/filter/page-number.ts';
import { FILTER_SURFACES, splitPath } from '#src/paths/paths.ts';

/** What a request asks for, said in one way only. */
export interface CanonicalAddress {
  /** Path and query that the page is rendered from. */
  readonly address: string;
  /** Whether the finished page may be kept under this address. */
  readonly keepable: boolean;
}

/** Pages for one person; with all below them. */
const PERSONAL_PAGES = /^(?:submit|submissions|desk|accessibility\/feedback)(?:\/|$)/;
/** Whose addresses are known to nobody but those whom they are for. */
const SECRET_PAGES = /^(?:submissions|desk\/link)(?:\/|$)/;
/** Public pages whose query is theirs alone to read. */
const OWN_QUERY_PAGES = ['saved'];
/** Surfaces of the filter that part a long result. */
const PAGED = ['events', 'map'];
/** What is kept on the disk, whatever the catalogue's version: the pictures of events. */
const KEPT_ELSEWHERE = ['media'];

/**
 * Brings a request's target into the one form that pages are rendered from and kept under, so that
 * `/events?utm_source=mail&place=vacha&day=2024-09-22` and `/events?day=2024-09-22&place=vacha` are one page.
 * Surfaces of the filter keep the filter and their page number, other public pages no query at all.
 *
 * `/uk/events?page=2&free=1&x` → `{ address: '/uk/events?free=1&page=2', keepable: true }`
 *
 * A target that the page itself must judge – a malformed filter, a broken encoding, a slash at the end – stays as it is.
 */
export function canonicalAddress(rawUrl: string): CanonicalAddress {
  const [, rawPath = '', query = ''] = TARGET.exec(rawUrl) ?? [];
  const path = decodedOnce(rawPath);
  const untouched = { address: rawUrl, keepable: false };
  if (path === undefined || !isDecodable(query)) return untouched;
  if (path.endsWith('/') && path !== '/') return untouched;

  const { page } = splitPath(path);
  if (PERSONAL_PAGES.test(page) || OWN_QUERY_PAGES.includes(firstSegment(page))) return untouched;
  if (!(FILTER_SURFACES as readonly string[]).includes(page)) {
    return { address: path, keepable: !KEPT_ELSEWHERE.includes(firstSegment(page)) };
  }

  const parameters = new URLSearchParams(query);
  const { filter, problems } = parseFilter(parameters);
  if (problems.length > 0) return untouched;
  const canonicalQuery = filterQuery(filter);
  return {
    address:
      path + (PAGED.includes(page) ? withPageNumber(canonicalQuery, readPageNumber(parameters)) : canonicalQuery),
    // Anyone can invent new words.
    keepable: filter.q.length === 0,
  };
}

/** Whether a request goes to its page as it came, with cookies, body and all: `/submissions/…` and `/uk/submit` do. */
export function isPersonal(rawUrl: string): boolean {
  const path = decodedOnce(TARGET.exec(rawUrl)?.[1] ?? '');
  return path !== undefined && PERSONAL_PAGES.test(splitPath(path).page);
}

/** Whether the address itself is a secret: an organiser's own view, `/uk/submissions/…`, or a link to sign in with. */
export function isSecret(rawUrl: string): boolean {
  const path = decodedOnce(TARGET.exec(rawUrl)?.[1] ?? '');
  return path !== undefined && SECRET_PAGES.test(splitPath(path).page);
}

/** Whether the path says nothing: its encoding is broken or done twice, or it holds control characters. */
export function isBroken(rawUrl: string): boolean {
  return decodedOnce(TARGET.exec(rawUrl)?.[1] ?? '') === undefined;
}

/**
 * The path as it may be logged, without query or secret, and without where on the map somebody looks:
 * `/uk/submissions/eyJ…?saved` → `/uk/submissions/…`, `/tiles/17/69254/43884.png` → `/tiles/…`.
 */
export function loggedPath(rawUrl: string): string {
  const path = decodedOnce(TARGET.exec(rawUrl)?.[1] ?? '');
  if (path === undefined) return '…';
  return path.replace(/(\/(?:submissions|tiles|desk\/link)\/).+/, '$1…').slice(0, 200);
}

/** Path and query; what follows `#` is not for a server. */
const TARGET = /^(\/[^?#]*)(?:\?([^#]*))?/;
const PLAIN_PATH = /^(?:\/[\w~-]+(?:\.[\w~-]+)*)*\/?$/;

/**
 * The path with dot segments resolved, slashes single and nothing encoded that need not be: `//%65vents` → `/events`.
 * Undefined if the encoding is broken, or done twice (Astro would decode it twice).
 */
function decodedOnce(path: string): string | undefined {
  if (path !== '' && PLAIN_PATH.test(path)) return path;
  const url = URL.parse(`http://localhost${path}`);
  if (!url || !path.startsWith('/')) return undefined;
  try {
    const segments = url.pathname.replace(/\/+/g, '/').split('/').map(decodeURIComponent);
    if (segments.some((segment) => /%[0-9a-f]{2}|\p{Cc}/iu.test(segment))) return undefined;
    return segments.map((segment) => encodeURI(segment).replace(/[/?#]/g, encodeURIComponent)).join('/');
  } catch {
    return undefined;
  }
}

function isDecodable(query: string): boolean {
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}

function firstSegment(page: string): string {
  return page.split('/', 1)[0]!;
}
