import type { EventBase } from '#src/changes/event-editing.ts';
import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import type { MediaStore } from '#src/media/media-store.ts';
import { withCorrection } from '#src/changes/event-patch.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import { actorOf, type Coordinator } from '#src/coordinators/coordinator.ts';
import { readFormBody } from '#src/submissions/form-body.ts';
import { fieldValue, formFields, type FormFields } from '#src/submissions/form-fields.ts';
import { valuesToFields } from '#src/submissions/values-to-fields.ts';
import { outcomeOf } from './desk-outcome.ts';
import { EVENT_ACTIONS, readEventAction, type EventAction } from './event-actions.ts';
import { receiveEventForm, type ShownEventForm } from './event-form.ts';
import { merge, type Merged } from './event-merge.ts';
import type { EventRecord } from './event-record.ts';

/** What was sent from the page of an event and is to be shown again; words of `code`: `event.problem.*`, `notice.*`. */
export interface NotDone {
  readonly status: 200 | 409 | 413 | 422 | 503;
  readonly code: string | null;
  /** Where the form was sent. */
  readonly form: ShownEventForm | null;
  /** Where somebody else had saved the form meanwhile: what it had been opened with. */
  readonly stale: { readonly base: EventBase | null } | null;
  /** Where one of the other buttons was pressed. */
  readonly action: SentAction | null;
}

export interface SentAction {
  readonly action: EventAction | null;
  readonly fields: FormFields;
  readonly field: string;
}

export type EventPageOutcome =
  { readonly is: 'done'; readonly done: string; readonly slug: string } | ({ readonly is: 'shown' } & NotDone);

interface EventServices {
  readonly media: MediaStore;
  apply(actor: string, change: Change): Promise<Applied | Refusal>;
}

/** Does what was asked for on the page of an event. */
export async function receiveEventPage(
  request: Request,
  { slug, snapshot, edition, base, correction, registered }: EventRecord,
  app: EventServices,
  coordinator: Coordinator,
): Promise<EventPageOutcome> {
  const apply = (change: Change) => app.apply(actorOf(coordinator), change);
  const shown = (told: Partial<NotDone>): EventPageOutcome => ({
    ...{ is: 'shown', status: 422, code: null, form: null, stale: null, action: null },
    ...told,
  });
  const body = await readFormBody(request);
  if (typeof body === 'string')
    return shown(body === 'too-large' ? { status: 413, code: body } : { code: 'not-possible' });
  const fields = formFields(body.data);
  const pressed = fieldValue(fields, 'action');
  if (EVENT_ACTIONS.some((action) => action === pressed)) {
    const read = readEventAction(fields, slug, snapshot);
    const sent = (field: string): SentAction => ({ action: read.action, fields, field });
    if (!read.ok) return shown({ code: read.problem.code, action: sent(read.problem.field) });
    const outcome = await outcomeOf(() => apply(read.change));
    if (outcome.ok) return { is: 'done', done: read.action, slug };
    return shown({ status: outcome.status, code: outcome.code, action: sent(outcome.field) });
  }
  const pictures = [base.values.picture, correction?.patch.picture];
  const ownPicture = pictures.find((picture) => picture?.hash === fieldValue(fields, 'picture.hash')) ?? null;
  const context = { snapshot, edition, ownPicture, mayHaveNoDates: isWhollyCancelled(registered) };
  const received = await receiveEventForm(body, context, { media: app.media, apply }, (values, closed, options) => ({
    kind: 'edit-event',
    ...{ event: slug, values, closed },
    ...options,
  }));
  switch (received.is) {
    case 'done':
      return { is: 'done', done: received.done, slug: received.slug || slug };
    case 'shown':
      return shown({ status: 200, form: received.form });
    case 'refused':
      return shown(received);
    case 'stale':
      return shown({ status: 409, code: 'changed-meanwhile', form: received.form, stale: { base: received.base } });
  }
}

/** What the page shows of an event: its form, what it would look like, and what that changes. */
export interface EventView {
  readonly form: ShownEventForm;
  /** What the form was opened with. */
  readonly base: EventBase;
  /** What the preview shows. */
  readonly preview: EventValues;
  /** What the form says and is not saved; null where it says what is saved. */
  readonly unsaved: EventValues | null;
  /** Where both have changed it. */
  readonly merged: (Merged & { readonly since: EventBase | null }) | null;
}

/**
 * @param record as it is now, read after what was sent was refused
 * @param takesCorrection whether the form is opened with the correction that waits, to be taken as it is or changed
 */
export function eventView(
  { base, correction, snapshot }: EventRecord,
  sent: NotDone | null,
  takesCorrection = false,
): EventView {
  const { form, stale } = sent ?? { form: null, stale: null };
  if (form?.values && stale) {
    const merged = merge(stale.base, { values: form.values, closed: form.closed }, base);
    const { values, closed } = merged;
    // A newer correction may have come: that one is to be looked at first.
    const settles = fieldValue(form.fields, 'settles') === correction?.sentAt ? [correction.sentAt] : [];
    const fields = { ...valuesToFields(values, snapshot), settles };
    const put = { ...form, values, closed, fields, picture: values.picture };
    return { form: put, base, preview: values, unsaved: values, merged: { ...merged, since: stale.base } };
  }
  if (form) return { form, base, preview: form.values ?? base.values, unsaved: form.values, merged: null };
  if (takesCorrection && correction) {
    const values = withCorrection(base.values, correction);
    const fields = { ...valuesToFields(values, snapshot), settles: [correction.sentAt] };
    const opened = { fields, closed: base.closed, picture: values.picture, problems: [], values };
    return { form: opened, base, preview: values, unsaved: values, merged: null };
  }
  const fields = valuesToFields(base.values, snapshot);
  const asSaved = { fields, closed: base.closed, picture: base.values.picture, problems: [], values: null };
  return { form: asSaved, base, preview: base.values, unsaved: null, merged: null };
}

export function isWhollyCancelled({ dates }: EventRecord['registered']): boolean {
  return dates.length > 0 && dates.every(({ status }) => status === 'cancelled');
}
