import type { APIRoute } from 'astro';
import { numbersCsv } from '#src/desk/numbers-file.ts';
import { numbersPage } from '#src/desk/numbers-page.ts';

export const GET: APIRoute = async ({ locals: { app, i18n }, url }) => {
  const { database, deskWords: words } = app;
  const snapshot = await app.catalogue.snapshot();
  const numbers = await numbersPage(url.searchParams.get('edition'), { snapshot, database, words, i18n });
  if (!numbers) return new Response(null, { status: 404 });
  return new Response(numbersCsv(numbers, words), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="zahlen-${numbers.edition.slug}.csv"`,
    },
  });
};
