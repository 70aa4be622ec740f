import type { APIRoute } from 'astro';
import { robotsText } from '#src/feeds/sitemap.ts';

export const GET: APIRoute = ({ locals: { app } }) =>
  new Response(robotsText(app.settings.siteUrl), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
