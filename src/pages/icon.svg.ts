import type { APIRoute } from 'astro';
import { faviconSvg } from '#src/media/icons.ts';

/** Drawn by the build. */
export const prerender = true;
export const GET: APIRoute = () => new Response(faviconSvg(), { headers: { 'content-type': 'image/svg+xml' } });
