import { DEFAULT_LANGUAGE, isLanguageCode, LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';

/**
 * The one builder of addresses within the site. German at the root, other languages under `/<lang>/` with the
 * same paths. Queries are built by the filter (`#src/filter/filter.ts`) and handed in.
 *
 * `path('ar', 'events', '?free=1')` → `/ar/events?free=1`
 */
export function path(language: LanguageCode, page: string, query = ''): string {
  const prefix = language === DEFAULT_LANGUAGE ? '' : `/${language}`;
  return `${prefix}/${page}`.replace(/(?<=.)\/$/, '') + query;
}

export const startPath = (language: LanguageCode) => path(language, '');
export const eventPath = (language: LanguageCode, slug: string) => path(language, `events/${slug}`);
export const eventCalendarPath = (language: LanguageCode, slug: string) => path(language, `events/${slug}.ics`);
export const eventDataPath = (language: LanguageCode, slug: string) => path(language, `events/${slug}.json`);
/** The picture that a shared link to an event shows, and the week's, for all other pages. */
export const eventSharePath = (language: LanguageCode, slug: string) => path(language, `events/${slug}.png`);
export const sharePath = (language: LanguageCode) => path(language, 'share.png');
export const manifestPath = (language: LanguageCode) => path(language, 'manifest.webmanifest');
export const dayPath = (language: LanguageCode, day: string) => path(language, `days/${day}`);
export const placePath = (language: LanguageCode, slug: string) => path(language, `places/${slug}`);
export const venuePath = (language: LanguageCode, slug: string) => path(language, `venues/${slug}`);
export const organiserPath = (language: LanguageCode, slug: string) => path(language, `organisers/${slug}`);

/** The standing texts, in the order in which the footer names them; each is a page at `/<name>`. */
export const TEXT_NAMES = [
  'about',
  'network',
  'democracy',
  'contact',
  'easy',
  'imprint',
  'privacy',
  'accessibility',
] as const;
export type TextName = (typeof TEXT_NAMES)[number];

/** The form in which people report a barrier on a page, given as its path and query: `/accessibility/feedback?page=%2Fevents`. */
export const feedbackPath = (language: LanguageCode, of: string | null) =>
  path(language, 'accessibility/feedback', of === null ? '' : `?${new URLSearchParams({ page: of })}`);

/** A size of a picture, the same in every language: `mediaPath('Zk3…', 800)` → `/media/Zk3…-800.webp`. */
export const mediaPath = (hash: string, width: number) => `/media/${hash}-${width}.webp`;

/** The public surfaces that take a filter in their query. */
export const FILTER_SURFACES = [
  'events',
  'events.ics',
  'events.json',
  'events.csv',
  'events.atom',
  'map',
  'subscribe',
  'print',
] as const;
export type FilterSurface = (typeof FILTER_SURFACES)[number];

/** The same page in every language, in the order of the language switch. */
export function translatedPaths(page: string, query = ''): { code: LanguageCode; path: string }[] {
  return LANGUAGES.map(({ code }) => ({ code, path: path(code, page, query) }));
}

/**
 * Takes a path apart: `/ar/events` → `{ language: 'ar', page: 'events' }`, `/` → `{ language: 'de', page: '' }`.
 * A first segment that is no other language's code belongs to the page (`/fr/events` → page `fr/events`).
 */
export function splitPath(pathname: string): { language: LanguageCode; page: string } {
  const [first = '', ...rest] = pathname.replace(/^\//, '').split('/');
  if (first !== DEFAULT_LANGUAGE && isLanguageCode(first)) return { language: first, page: rest.join('/') };
  return { language: DEFAULT_LANGUAGE, page: [first, ...rest].join('/') };
}

/** Whether a path is that of a feed, which programs read: `/uk/events.ics`, `/events/suppenduell.json`. */
export function isFeed(pathname: string): boolean {
  return /\.(?:ics|json|csv|atom)$/.test(pathname);
}

/** Whether a path is that of something for programs that are no browsers, or of a picture: an error there is a line of text. */
export function isFile(pathname: string): boolean {
  return isFeed(pathname) || /\.(?:png|webmanifest)$/.test(pathname);
}
