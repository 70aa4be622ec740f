import { defineMiddleware } from 'astro:middleware';
import { DEFAULT_LANGUAGE } from '#src/languages/languages.ts';
import { notFoundResponse } from '#src/feeds/responses.ts';
import { isFeed, splitPath } from '#src/paths/paths.ts';

/** Gives every page its language. The front has put the `App` into `locals`; under `astro dev` it is opened here. */
export const onRequest = defineMiddleware(async (context, next) => {
  const { locals, params, url } = context;
  if (import.meta.env.DEV) locals.app ??= await developmentApp();
  // Set once: a rewrite to an error page keeps the language of the address that was asked for.
  if (!locals.i18n) {
    const { language, page } = splitPath(url.pathname);
    locals.language = language;
    locals.page = page;
    locals.i18n = locals.app.translations[language];
  }
  if (locals.failed) {
    locals.failed = false;
    return context.rewrite('/500');
  }
  // `[...lang]` takes any prefix; only that of a language other than the one at the root is a page's.
  const prefix = params['lang'];
  if (prefix !== undefined && (prefix !== locals.language || prefix === DEFAULT_LANGUAGE)) {
    return isFeed(url.pathname) ? notFoundResponse(locals.i18n) : new Response(null, { status: 404 });
  }
  return next();
});

let opened: Promise<App.Locals['app']> | undefined;

function developmentApp(): Promise<App.Locals['app']> {
  opened ??= (async () => {
    const { openApp } = await import('./server/app.ts');
    const { fillWithDemonstration } = await import('./server/fill-with-demonstration.ts');
    const { readSettings } = await import('./server/settings.ts');
    const app = await openApp(readSettings());
    await fillWithDemonstration(app);
    return app;
  })();
  return opened;
}
