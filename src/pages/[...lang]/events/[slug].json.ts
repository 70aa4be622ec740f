import type { APIRoute } from 'astro';
import { eventFeed } from '#src/feeds/data-feed.ts';
import { jsonFeed } from '#src/feeds/json-feed.ts';
import { feedResponse, notFoundResponse } from '#src/feeds/responses.ts';

export const GET: APIRoute = async ({ locals: { app, i18n }, params }) => {
  const snapshot = await app.catalogue.snapshot();
  const found = await snapshot.event(params['slug'] ?? '');
  if (!found) return notFoundResponse(i18n);
  const { event } = found;
  return feedResponse(jsonFeed(eventFeed(snapshot, event, app.settings.siteUrl, i18n), i18n), {
    contentType: 'application/json',
    filename: `${event.slug}.json`,
    changedAt: snapshot.changedAt,
  });
};
