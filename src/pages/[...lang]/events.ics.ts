import type { APIRoute } from 'astro';
import { readFilter } from '#src/catalogue/former-slugs.ts';
import { calendarOf } from '#src/feeds/calendar.ts';
import { filteredFeed } from '#src/feeds/filtered-feed.ts';
import { calendarResponse, feedFileName, filterProblemResponse } from '#src/feeds/responses.ts';
import { filterQuery } from '#src/filter/filter.ts';

export const GET: APIRoute = async ({ locals: { app, i18n }, url }) => {
  const snapshot = await app.catalogue.snapshot();
  const { filter, problems } = readFilter(snapshot, url.searchParams);
  if (problems.length > 0) return filterProblemResponse(problems, i18n);
  const { siteUrl } = app.settings;
  const { name, dates } = await filteredFeed(snapshot, filter, i18n);
  const address = { name, page: 'events', query: filterQuery(filter), siteUrl };
  return calendarResponse(calendarOf(dates, address, i18n), feedFileName(filter), snapshot.changedAt);
};
