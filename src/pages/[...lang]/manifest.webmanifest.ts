import type { APIRoute } from 'astro';
import { webManifest } from '#src/media/web-manifest.ts';

export const GET: APIRoute = async ({ locals: { app, i18n } }) => {
  const { shown } = await app.catalogue.snapshot();
  return new Response(JSON.stringify(webManifest(shown, i18n)), {
    headers: { 'content-type': 'application/manifest+json' },
  });
};
