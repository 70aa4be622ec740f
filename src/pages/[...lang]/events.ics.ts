import type { APIRoute } from 'astro';
import { filterInWords } from '#src/catalogue/filter-labels.ts';
import { programmeFor } from '#src/catalogue/programme-page.ts';
import { calendarOf } from '#src/feeds/calendar.ts';
import { calendarResponse, filterProblemResponse } from '#src/feeds/responses.ts';
import { FILTER_NAMES, filterQuery, parseFilter } from '#src/filter/filter.ts';
import { path } from '#src/paths/paths.ts';

export const GET: APIRoute = async ({ locals: { app, i18n }, url }) => {
  const { filter, problems } = parseFilter(url.searchParams);
  if (problems.length > 0) return filterProblemResponse(problems, i18n);
  const { siteUrl } = app.settings;
  const snapshot = await app.catalogue.snapshot();
  const editions = feedEditions(snapshot.editions, filter.edition);
  const programmes = (await Promise.all(editions.map(({ slug }) => snapshot.programme(slug)))).filter(
    (programme) => programme !== undefined,
  );
  const [newest = await programmeFor(snapshot, filter.edition)] = programmes;
  const name = newest ? nameOf(newest) : i18n.t('site.footer');
  const body = calendarOf(
    programmes.flatMap((programme) => programme.selectForFeed(filter)),
    { name, url: siteUrl + path(i18n.code, 'events.ics', filterQuery(filter)), siteUrl },
    i18n,
  );
  return calendarResponse(body, 'events', snapshot.changedAt);

  function nameOf(programme: NonNullable<typeof newest>): string {
    const names = FILTER_NAMES.filter((each) => each !== 'edition');
    const words = filterInWords(filter, names, { snapshot, programme, i18n });
    const title = i18n.t('calendar.name', { edition: programme.edition.slug });
    return words === '' ? title : `${title} – ${words}`;
  }
};

/** The editions a feed holds, newest first: those named or, so that next year's empties nobody's calendar, the shown one and all before it. */
function feedEditions<Item extends { slug: string }>(
  editions: readonly Item[],
  named: readonly string[],
): readonly Item[] {
  return named.length > 0 ? editions.filter(({ slug }) => named.includes(slug)) : editions;
}
