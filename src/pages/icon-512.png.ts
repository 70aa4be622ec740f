import type { APIRoute } from 'astro';
import { drawnIcon } from '#src/media/icon-image.ts';
import { ICONS } from '#src/media/icons.ts';

/** Drawn by the build. */
export const prerender = true;
export const GET: APIRoute = () => drawnIcon(ICONS.large);
