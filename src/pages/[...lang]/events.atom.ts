import type { APIRoute } from 'astro';
import { atomFeed } from '#src/feeds/atom-feed.ts';
import { answerWithFeed } from '#src/feeds/data-feed.ts';

export const GET: APIRoute = async ({ locals: { app, i18n }, url }) =>
  answerWithFeed(
    {
      snapshot: await app.catalogue.snapshot(),
      query: url.searchParams,
      siteUrl: app.settings.siteUrl,
      i18n,
    },
    { surface: 'events.atom', contentType: 'application/atom+xml; charset=utf-8', write: atomFeed },
  );
