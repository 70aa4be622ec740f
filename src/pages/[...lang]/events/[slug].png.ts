import type { APIRoute } from 'astro';
import { programmeDay } from '#src/catalogue/programme-day.ts';
import { eventCard } from '#src/media/share-card.ts';
import { drawShareCard } from '#src/media/share-image.ts';
import { noShareResponse, shareResponse } from '#src/media/share-response.ts';

/** What a shared link to an event shows. */
export const GET: APIRoute = async ({ locals: { app, i18n }, params }) => {
  const snapshot = await app.catalogue.snapshot();
  const found = await snapshot.event(params['slug'] ?? '');
  if (!found) return noShareResponse(404, i18n);
  const { event, programme } = found;
  if (event.withdrawn) return noShareResponse(410, i18n);
  const today = programmeDay(snapshot.shown, app.clock);
  return shareResponse(await drawShareCard(eventCard(event, programme.edition, today, i18n)));
};
