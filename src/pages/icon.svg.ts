import type { APIRoute } from 'astro';
import { iconSvg } from '#src/media/icons.ts';

/** Drawn by the build. */
export const prerender = true;
export const GET: APIRoute = () => new Response(iconSvg(), { headers: { 'content-type': 'image/svg+xml' } });
