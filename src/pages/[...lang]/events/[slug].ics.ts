import type { APIRoute } from 'astro';
import { textIn } from '#src/catalogue/types.ts';
import { calendarOf } from '#src/feeds/calendar.ts';
import { calendarResponse, notFoundResponse } from '#src/feeds/responses.ts';

export const GET: APIRoute = async ({ locals: { app, i18n }, params }) => {
  const snapshot = await app.catalogue.snapshot();
  const found = await snapshot.event(params['slug'] ?? '');
  if (!found) return notFoundResponse(i18n);
  const { event } = found;
  const { siteUrl } = app.settings;
  const body = calendarOf(
    event.occurrences.map((occurrence) => ({ event, occurrence })),
    { name: textIn(event, i18n.code).title, page: `events/${event.slug}`, query: '', siteUrl },
    i18n,
  );
  return calendarResponse(body, event.slug, snapshot.changedAt);
};
