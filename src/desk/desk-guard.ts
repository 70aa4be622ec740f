import type { Coordinators, OpenSession } from '#src/coordinators/coordinators.ts';
import { accessTo } from './desk-access.ts';
import { readUnsent, type UnsentForm } from './unsent-form.ts';

/** What becomes of a request for a page of the desk. */
export type Verdict =
  /** `session` is null where nobody need be signed in. */
  | { readonly kind: 'enter'; readonly session: OpenSession | null }
  | { readonly kind: 'sign-in'; readonly address: string }
  | { readonly kind: 'unsent'; readonly form: UnsentForm }
  | { readonly kind: 'forbidden'; readonly session: OpenSession };

interface Asked {
  readonly request: Request;
  readonly url: URL;
  /** Of the page that would answer: `/desk/venues/[slug]`. */
  readonly routePattern: string;
}

/**
 * The one guard of the desk. Whether somebody is signed in is looked up for each request, so that a session that has
 * ended and an account that was removed open nothing from that moment on.
 *
 * @returns null if the page is none of the desk
 */
export async function guardDesk(
  { request, url, routePattern }: Asked,
  coordinators: Coordinators,
): Promise<Verdict | null> {
  const access = accessTo(routePattern, url.pathname);
  if (access === null) return null;
  const session = await coordinators.current(request.headers);
  if (access === 'everyone') return { kind: 'enter', session };
  const address = url.pathname + url.search;
  if (!session) {
    if (['GET', 'HEAD'].includes(request.method)) {
      return { kind: 'sign-in', address: `/desk/sign-in?next=${encodeURIComponent(address)}` };
    }
    return { kind: 'unsent', form: await readUnsent(request, address) };
  }
  if (access === 'administrators' && !session.coordinator.isAdministrator) return { kind: 'forbidden', session };
  return { kind: 'enter', session };
}
