import type { APIRoute } from 'astro';
import { csvFeed } from '#src/feeds/csv-feed.ts';
import { answerWithFeed } from '#src/feeds/data-feed.ts';

export const GET: APIRoute = async ({ locals: { app, i18n }, url }) =>
  answerWithFeed(
    {
      snapshot: await app.catalogue.snapshot(),
      query: url.searchParams,
      siteUrl: app.settings.siteUrl,
      i18n,
    },
    { surface: 'events.csv', contentType: 'text/csv; charset=utf-8; header=present', write: csvFeed },
  );
