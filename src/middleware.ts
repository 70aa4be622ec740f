import { defineMiddleware } from 'astro:middleware';
import type { APIContext } from 'astro';
import { guardDesk } from '#src/desk/desk-guard.ts';
import { leadOn } from '#src/desk/sign-in-form.ts';
import { DEFAULT_LANGUAGE } from '#src/languages/languages.ts';
import { notFoundResponse } from '#src/feeds/responses.ts';
import { isFile, splitPath } from '#src/paths/paths.ts';

/** Gives every page its language. The front has put the `App` into `locals`; under `astro dev` it is opened here. */
export const onRequest = defineMiddleware(async (context, next) => {
  const { locals, params, request, url } = context;
  // What the build draws, before there is an app.
  if (context.isPrerendered && !import.meta.env.DEV) return next();
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
  const refused = await refuseAtDesk(context);
  if (refused) return refused;
  // `[...lang]` takes any prefix; only that of a language other than the one at the root is a page's.
  const prefix = params['lang'];
  if (prefix !== undefined && (prefix !== locals.language || prefix === DEFAULT_LANGUAGE)) {
    return isFile(url.pathname) ? notFoundResponse(locals.i18n) : new Response(null, { status: 404 });
  }
  return request.method === 'GET' || request.method === 'HEAD' ? next() : orApologise(context, next);
});

/**
 * What comes of a form. Where it fails after the form was read, Astro would read it again for its page that says so, and
 * fail once more: that page is asked for here, by an address alone.
 */
async function orApologise(context: APIContext, next: () => Promise<Response>): Promise<Response> {
  const { locals, request, url } = context;
  try {
    return await next();
  } catch (error) {
    if (!locals.report) throw error;
    locals.report(error);
    return context.rewrite(new Request(new URL('/500', url), { headers: request.headers }));
  }
}

/**
 * Lets nobody into the desk who may not: every request for a page of it, whatever its method, passes here. Puts who is
 * signed in into `locals`.
 */
async function refuseAtDesk(context: APIContext): Promise<Response | undefined> {
  const { locals, request, url, routePattern } = context;
  const verdict = await guardDesk({ request, url, routePattern }, locals.app.coordinators);
  if (!verdict) return undefined;
  // As a page of its own, without what was sent: that must reach nothing.
  const show = (page: string) => context.rewrite(new Request(new URL(page, url), { headers: request.headers }));
  switch (verdict.kind) {
    case 'enter':
      if (verdict.session) {
        locals.coordinator = verdict.session.coordinator;
        locals.deskSession = verdict.session.session;
      }
      return undefined;
    case 'sign-in':
      return leadOn(verdict.address);
    case 'unsent':
      locals.unsent = verdict.form;
      return show('/desk/sign-in');
    case 'forbidden':
      return show('/desk/not-allowed');
  }
}

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
