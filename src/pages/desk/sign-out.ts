import type { APIRoute } from 'astro';
import { leadOn } from '#src/desk/sign-in-form.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';

/** Ends this session; with `?everywhere` all sessions of whoever sends it. */
export const POST: APIRoute = async ({ locals, request, url }) => {
  const { coordinators, deskWords } = locals.app;
  try {
    const cookies = await coordinators.signOut(request.headers, { everywhere: url.searchParams.has('everywhere') });
    return leadOn('/desk/sign-in?done=out', cookies);
  } catch (error) {
    if (!isPassing(error)) throw error;
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '60' };
    return new Response(`${deskWords.t('signIn.problem.still-in')}\n`, { status: 503, headers });
  }
};

/** Nothing: a link that signs out could be put into any page or mail. */
export const GET: APIRoute = () => leadOn('/desk');
