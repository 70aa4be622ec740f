import type { APIRoute } from 'astro';
import { downloadResponse } from '#src/desk/exchange-download.ts';

export const GET: APIRoute = ({ locals: { app }, params, url }) => {
  const edition = url.searchParams.get('edition');
  return downloadResponse('template', { format: params['format'] ?? '', edition }, app);
};
