import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { Edition } from '#src/catalogue/types.ts';
import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import { actorOf, type Coordinator } from '#src/coordinators/coordinator.ts';
import type { MediaStore } from '#src/media/media-store.ts';
import { readFormBody } from '#src/submissions/form-body.ts';
import { receiveEventForm, type ShownEventForm } from './event-form.ts';

/** The form of a new event as it is shown again; words of `code`: `event.problem.*`, `notice.*`. */
export interface NewEvent {
  readonly is: 'shown';
  readonly status: 200 | 409 | 413 | 422 | 503;
  readonly code: string | null;
  readonly edition: Edition;
  readonly form: ShownEventForm | null;
}

interface Known {
  readonly snapshot: Snapshot;
  readonly editions: readonly Edition[];
  /** The edition that an event is for, unless its form says otherwise. */
  readonly standard: Edition;
}

/** Takes an event that a coordinator writes down. */
export async function receiveNewEvent(
  request: Request,
  { snapshot, editions, standard }: Known,
  { media, apply }: { readonly media: MediaStore; apply(actor: string, change: Change): Promise<Applied | Refusal> },
  coordinator: Coordinator,
): Promise<NewEvent | { readonly is: 'done'; readonly slug: string }> {
  const body = await readFormBody(request);
  if (typeof body === 'string') {
    const status = body === 'too-large' ? 413 : 422;
    const code = body === 'too-large' ? body : 'not-possible';
    return { is: 'shown', status, code, edition: standard, form: null };
  }
  const edition = editions.find(({ slug }) => slug === body.data.get('edition')) ?? standard;
  const services = { media, apply: (change: Change) => apply(actorOf(coordinator), change) };
  const outcome = await receiveEventForm(body, { snapshot, edition }, services, (values, closed) => ({
    kind: 'add-event',
    ...{ edition: edition.slug, values, closed },
  }));
  if (outcome.is === 'done') return { is: 'done', slug: outcome.slug };
  const status = outcome.is === 'refused' ? outcome.status : outcome.is === 'stale' ? 409 : 200;
  return { is: 'shown', status, code: outcome.is === 'refused' ? outcome.code : null, edition, form: outcome.form };
}
