import type { APIRoute } from 'astro';
import { leadOn } from '#src/desk/sign-in-form.ts';

export const POST: APIRoute = async ({ locals, request }) => {
  const everywhere = new URL(request.url).searchParams.has('everywhere');
  const cookies = await locals.app.coordinators.signOut(request.headers, { everywhere });
  return leadOn('/desk/sign-in?done=out', cookies);
};

/** A link to sign out could be put into any page or mail. */
export const GET: APIRoute = () => leadOn('/desk');
