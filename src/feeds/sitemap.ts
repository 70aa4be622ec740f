import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { DEFAULT_LANGUAGE, languageOf, LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import { dayPath, eventPath, organiserPath, path, placePath, TEXT_NAMES, venuePath } from '#src/paths/paths.ts';
import { xml, xmlDocument } from './xml.ts';

/** A page as a sitemap has it: in every language. */
export interface SitemapPage {
  readonly pathIn: (language: LanguageCode) => string;
  /** Instant of its last change, where that is known. */
  readonly changedAt: string | null;
}

/** Pages that are always there; `''` is the start page. */
const PAGES = ['', 'events', 'map', 'subscribe', 'submit', ...TEXT_NAMES];

/** What a sitemap may hold (sitemaps.org). */
const MAX_ADDRESSES = 50_000;

/** The pages that search engines are to find: what leads to events first, then the events, newest edition first. */
export async function sitemapPages(snapshot: Snapshot): Promise<SitemapPage[]> {
  const programmes = await Promise.all(snapshot.editions.map(({ slug }) => snapshot.programme(slug)));
  const choices = programmes[0]?.choices;
  // Only what has events: a page that says that there is nothing is nothing to find.
  const pagesOf = (name: 'day' | 'place' | 'venue' | 'organiser', pathOf: typeof dayPath) =>
    [...(choices?.[name].keys() ?? [])].sort().map((value) => unknownChange((language) => pathOf(language, value)));
  return [
    ...PAGES.map((page) => unknownChange((language) => path(language, page))),
    ...pagesOf('day', dayPath),
    ...pagesOf('place', placePath),
    ...pagesOf('venue', venuePath),
    ...pagesOf('organiser', organiserPath),
    ...programmes
      .flatMap((programme) => programme?.events ?? [])
      .map(({ slug, changedAt }) => ({ pathIn: (language: LanguageCode) => eventPath(language, slug), changedAt })),
  ];
}

/** A sitemap, each page once per language with its other languages beside it. */
export function sitemap(pages: readonly SitemapPage[], siteUrl: string): string {
  return xmlDocument(
    xml(
      'urlset',
      {
        xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
        'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
      },
      ...pages.slice(0, Math.floor(MAX_ADDRESSES / LANGUAGES.length)).flatMap(({ pathIn, changedAt }) => {
        const alternate = (hreflang: string, language: LanguageCode) =>
          xml('xhtml:link', { rel: 'alternate', hreflang, href: siteUrl + pathIn(language) });
        const alternates = [
          ...LANGUAGES.map(({ code }) => alternate(languageOf(code).tag, code)),
          alternate('x-default', DEFAULT_LANGUAGE),
        ];
        return LANGUAGES.map(({ code }) =>
          xml(
            'url',
            {},
            xml('loc', {}, siteUrl + pathIn(code)),
            changedAt === null ? null : xml('lastmod', {}, changedAt),
            ...alternates,
          ),
        );
      }),
    ),
  );
}

/** What robots may read: everything but pages for one person, forms that are filled in already and the map's tiles. */
export function robotsText(siteUrl: string): string {
  const closed = LANGUAGES.flatMap(({ code }) =>
    ['desk', 'submit?', 'submissions', 'accessibility/feedback'].map((page) => path(code, page)),
  );
  return `User-agent: *\n${[...closed, '/tiles/'].map((page) => `Disallow: ${page}\n`).join('')}\nSitemap: ${siteUrl}/sitemap.xml\n`;
}

function unknownChange(pathIn: SitemapPage['pathIn']): SitemapPage {
  return { pathIn, changedAt: null };
}
