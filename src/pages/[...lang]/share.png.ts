import type { APIRoute } from 'astro';
import { weekCard } from '#src/media/share-card.ts';
import { drawShareCard } from '#src/media/share-image.ts';
import { shareResponse } from '#src/media/share-response.ts';

/** What shared links to all other pages show. */
export const GET: APIRoute = async ({ locals: { app, i18n } }) => {
  const { shown } = await app.catalogue.snapshot();
  return shareResponse(await drawShareCard(weekCard(shown, i18n)));
};
