import type { APIRoute } from 'astro';
import { sitemap, sitemapPages } from '#src/feeds/sitemap.ts';

export const GET: APIRoute = async ({ locals: { app } }) => {
  const snapshot = await app.catalogue.snapshot();
  return new Response(sitemap(await sitemapPages(snapshot), app.settings.siteUrl), {
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'last-modified': new Date(snapshot.changedAt).toUTCString(),
    },
  });
};
