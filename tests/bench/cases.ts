import { LANGUAGES } from '#src/languages/languages.ts';
import { eventPath, path } from '#src/paths/paths.ts';
import { ask, BROWSER_ENCODINGS } from './answer.ts';
import type { CatalogueFile } from './catalogue-file.ts';
import { askInTurn, drive, type Load, type Span } from './load.ts';
import type { RunningServer } from './processes.ts';
import { chanceFrom } from './synthetic-words.ts';

/** One line of a table: a kind of request, driven for some seconds. */
export interface Case {
  readonly name: string;
  measure(site: RunningServer, span: Span): Promise<Load>;
}

/** As many visitors as ask at once for pages that are kept. */
export const CONNECTIONS = 32;
const DAY = '2024-09-24';
const RANDOM_PAGES = 400;
const SLOW_SECONDS = 5;
/** The north-west corner of what a visitor of Eisenach sees. */
const DEMONSTRATION_TILE = { z: 14, x: 8657, y: 5481 };

/** What is there already when it is asked for. */
export function keptCases({ events, busiestPlace }: CatalogueFile): Case[] {
  const chance = chanceFrom(1);
  const someEvents =
    events.length > RANDOM_PAGES ? Array.from({ length: RANDOM_PAGES }, () => chance.of(events)) : events;
  const [event] = events as [string];
  return [
    kept('kept: start page', ['/']),
    kept('kept: event page, not compressed', [eventPath('de', event)], { headers: { 'accept-encoding': 'identity' } }),
    kept(
      'kept: event pages at random',
      someEvents.map((slug) => eventPath('de', slug)),
    ),
    kept('kept: event page, 304', [eventPath('de', event)], { conditional: true }),
    kept('kept: filter by day', [`/events?day=${DAY}`]),
    kept('kept: filter by place and language', [`/events?place=${busiestPlace}&language=uk`]),
  ];
}

/** What is made for each request: one asked after the other, so that the times are those of one visitor who waits. */
export function renderedCases(catalogue: CatalogueFile): Case[] {
  const { events, busiestPlace } = catalogue;
  const languages = LANGUAGES.map(({ code }) => code);
  const eventPages = languages.flatMap((language) => events.map((slug) => eventPath(language, slug)));
  return [
    rendered('rendered: event page', eachOncePerVersion(catalogue, eventPages)),
    rendered(
      'rendered: start page',
      eachOncePerVersion(
        catalogue,
        languages.map((language) => path(language, '')),
      ),
    ),
    rendered('rendered: programme', neverAsked('/events', '')),
    rendered('rendered: filter by day', neverAsked('/events', `&day=${DAY}`)),
    rendered('rendered: filter by place and language', neverAsked('/events', `&place=${busiestPlace}&language=uk`)),
    // Word searches are never kept.
    rendered('rendered: words (q=tanz)', () => '/events?q=tanz'),
  ];
}

/** What a map asks for: each tile is on the disk, and soon in memory. */
export function tileCases(): Case[] {
  const columns = Array.from({ length: 8 }, (_, column) => DEMONSTRATION_TILE.x + column);
  const paths = columns.flatMap((x) =>
    Array.from({ length: 8 }, (_, row) => `/tiles/${DEMONSTRATION_TILE.z}/${x}/${DEMONSTRATION_TILE.y + row}.png`),
  );
  return [
    {
      name: 'tile from cache',
      async measure(site, span) {
        for (const path of paths) await ask(site.url + path);
        return drive(site, { connections: CONNECTIONS, headers: BROWSER_ENCODINGS, paths }, span);
      },
    },
  ];
}

/** Last, since they may leave much memory behind. */
export function feedCases(): Case[] {
  return [
    rendered('rendered: feed of the edition', neverAsked('/events.ics', '')),
    kept('kept: feed of the edition', ['/events.ics?edition=2024']),
    kept('kept: feed of the edition, 304', ['/events.ics?edition=2024'], { conditional: true }),
    kept('kept: whole feed', ['/events.ics']),
  ];
}

/** Walks through pages and raises the catalogue's version before each round, so that none of them is kept. */
function eachOncePerVersion(catalogue: CatalogueFile, pages: readonly string[]): () => string {
  let position = pages.length;
  return () => {
    if (position === pages.length) {
      position = 0;
      catalogue.raiseVersion();
    }
    return pages[position++]!;
  };
}

let unheardOf = 0;

/** The same filter under ever new addresses: an edition that does not exist adds nothing to one that does. */
function neverAsked(surface: string, filter: string): () => string {
  return () => `${surface}?edition=2024&edition=unheard-of-${unheardOf++}${filter}`;
}

function rendered(name: string, nextPath: () => string): Case {
  return { name, measure: (site, span) => askInTurn(site, nextPath, span) };
}

interface KeptOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Asked by those who have it already. */
  readonly conditional?: boolean;
}

function kept(name: string, paths: readonly string[], { headers, conditional }: KeptOptions = {}): Case {
  const [path] = paths as [string];
  return {
    name,
    async measure(site, span) {
      const first = await askOnce(site, path);
      // What takes so long is measured once, also where it is not kept after all: 32 at once would take minutes.
      if (first.seconds > SLOW_SECONDS) return first;
      for (const each of paths) await ask(site.url + each);
      const again = await askOnce(site, path);
      if (again.renders > 0) return again;
      const sent = { ...BROWSER_ENCODINGS, ...headers, ...(conditional ? await condition(site, path) : {}) };
      return drive(site, { connections: CONNECTIONS, headers: sent, paths }, span);
    },
  };
}

function askOnce(site: RunningServer, path: string): Promise<Load> {
  return askInTurn(site, () => path, { seconds: 0, warmUp: 0 });
}

async function condition(site: RunningServer, path: string): Promise<Record<string, string>> {
  const { headers } = await ask(site.url + path);
  return { 'if-none-match': headers.etag! };
}
