import type { APIRoute } from 'astro';
import { answerWithFeed } from '#src/feeds/data-feed.ts';
import { jsonFeed } from '#src/feeds/json-feed.ts';

export const GET: APIRoute = async ({ locals: { app, i18n }, url }) =>
  answerWithFeed(
    {
      snapshot: await app.catalogue.snapshot(),
      query: url.searchParams,
      siteUrl: app.settings.siteUrl,
      i18n,
    },
    { surface: 'events.json', contentType: 'application/json', write: jsonFeed },
  );
