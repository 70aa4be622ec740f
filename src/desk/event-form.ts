import { z } from 'zod';
import { digestOf } from '#src/changes/base-digest.ts';
import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import type { EventBase } from '#src/changes/event-editing.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import type { MediaStore } from '#src/media/media-store.ts';
import type { FormBody } from '#src/submissions/form-body.ts';
import { fieldValue, formFields, type FormFields } from '#src/submissions/form-fields.ts';
import { PICTURE_FILE, pictureOf } from '#src/submissions/form-picture.ts';
import { lastRowField, tidyRows, withRow } from '#src/submissions/form-rows.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';
import { readForm, type FormContext, type FormProblem, type StagedPicture } from '#src/submissions/read-form.ts';
import { outcomeOf } from './desk-outcome.ts';

/** The form of an event as it is shown again. */
export interface ShownEventForm {
  readonly fields: FormFields;
  readonly closed: boolean;
  readonly picture: StagedPicture | null;
  readonly problems: readonly FormProblem[];
  /** What the form says, where all of it makes sense. */
  readonly values: EventValues | null;
  /** The field to go on with. */
  readonly focus?: string;
}

export type EventFormOutcome =
  | { readonly is: 'done'; readonly done: 'saved' | 'published'; readonly slug: string }
  /** A row was added, or a preview was asked for. */
  | { readonly is: 'shown'; readonly form: ShownEventForm }
  /** `code`: why, in words of `event.problem.*` or `notice.*`; null where the fields tell. */
  | {
      readonly is: 'refused';
      readonly status: 409 | 413 | 422 | 503;
      readonly code: string | null;
      readonly form: ShownEventForm;
    }
  /** Somebody else was quicker: what was typed must be put together with what is there now. */
  | { readonly is: 'stale'; readonly base: EventBase | null; readonly form: ShownEventForm & { values: EventValues } };

interface FormServices {
  readonly media: MediaStore;
  apply(change: Change): Promise<Applied | Refusal>;
}

type EventFormContext = Omit<FormContext, 'picture' | 'isCorrection' | 'isDesk' | 'language'>;
type MakeChange = (
  values: EventValues,
  closed: boolean,
  options: { base: string; publish: boolean; settles?: string },
) => Change;

/** Buttons of the form that change nothing in the catalogue. */
const ROW_ACTIONS: Readonly<Record<string, 'dates' | 'organisers' | 'texts'>> = {
  'add-date': 'dates',
  'add-organiser': 'organisers',
  'add-text': 'texts',
};

/** What the buttons that save say. */
export const SAVING = ['save', 'publish'] as const;

/**
 * Does what the pressed button of an event's form says. All that was typed comes back, whatever comes in between.
 *
 * @param change makes the change that saves it
 */
export async function receiveEventForm(
  body: FormBody,
  context: Omit<FormContext, 'picture' | 'isCorrection' | 'isDesk' | 'language'>,
  services: FormServices,
  change: (
    values: EventValues,
    closed: boolean,
    options: { base: string; publish: boolean; settles?: string },
  ) => Change,
): Promise<EventFormOutcome> {
  const sent = tidyRows(formFields(body.data));
  try {
    return await takeForm(sent, body, context, services, change);
  } catch (error) {
    // The disk may have no room for a picture, either.
    if (!isPassing(error)) throw error;
    const closed = fieldValue(sent, 'closed') !== '';
    const form = { fields: sent, closed, picture: context.ownPicture ?? null, problems: [], values: null };
    return { is: 'refused', status: 503, code: 'full', form };
  }
}

async function takeForm(
  sent: FormFields,
  { data, cut }: FormBody,
  context: EventFormContext,
  { media, apply }: FormServices,
  change: MakeChange,
): Promise<EventFormOutcome> {
  const action = fieldValue(sent, 'action');
  const closed = fieldValue(sent, 'closed') !== '';
  const found = await pictureOf(cut ? new FormData() : data, sent, media, context.ownPicture ?? null);
  const isRemoved = action === 'remove-picture';
  const picture = isRemoved ? null : found.picture;
  const fields = isRemoved ? withoutPicture(sent) : sent;
  const problem = cut ? { field: PICTURE_FILE, code: cut } : found.problem;
  const pictureProblems = problem && !isRemoved ? [problem] : [];
  const form: ShownEventForm = { fields, closed, picture, problems: pictureProblems, values: null };

  const rows = ROW_ACTIONS[action];
  if (rows) {
    const more = withRow(fields, rows);
    return { is: 'shown', form: { ...form, fields: more, focus: lastRowField(more, rows) } };
  }
  if (isRemoved) return { is: 'shown', form: { ...form, focus: 'picture.file' } };

  const read = readForm(fields, { ...context, picture, language: 'de', isCorrection: true, isDesk: true });
  const problems = [...(read.ok ? [] : read.problems), ...pictureProblems];
  const refused = (status: 409 | 413 | 422 | 503, code: string | null, more: Partial<ShownEventForm> = {}) =>
    ({ is: 'refused', status, code, form: { ...form, ...more } }) as const;
  if (!read.ok || problems.length > 0) return refused(422, null, { problems });
  const { values } = read.submission;
  if (!SAVING.some((one) => one === action)) return { is: 'shown', form: { ...form, values } };
  const isPublishing = action === 'publish';
  if (isPublishing && !values.texts['de']) return refused(422, 'german-needed', { values });
  if (picture && !(await media.keep(picture.hash))) {
    return refused(422, null, { problems: [{ field: PICTURE_FILE, code: 'expired' }] });
  }

  const base = baseFrom(data.get('base'));
  const settles = fieldValue(sent, 'settles');
  const options = { base: base ? digestOf(base) : '', publish: isPublishing, ...(settles !== '' && { settles }) };
  const outcome = await outcomeOf(() => apply(change(values, closed, options)));
  if (outcome.ok) {
    return { is: 'done', done: isPublishing ? 'published' : 'saved', slug: outcome.applied.id ?? '' };
  }
  if (outcome.code === 'changed-meanwhile') return { is: 'stale', base, form: { ...form, values } };
  return refused(outcome.status, outcome.code, { values });
}

/** What the form carries of what it was opened with, so that it can be told who changed what. */
export function baseField(base: EventBase): string {
  return JSON.stringify(base);
}

const base = z.object({
  values: z.looseObject({
    texts: z.record(z.string(), z.looseObject({})),
    dates: z.array(z.looseObject({ uid: z.string().nullable(), start: z.string() })),
    audiences: z.array(z.string()),
    access: z.array(z.string()),
  }),
  closed: z.boolean(),
});

function baseFrom(sent: FormDataEntryValue | null): EventBase | null {
  if (typeof sent !== 'string' || sent === '') return null;
  try {
    const parsed = base.safeParse(JSON.parse(sent));
    // Compared only, and never written.
    return parsed.success ? (parsed.data as unknown as EventBase) : null;
  } catch {
    return null;
  }
}

function withoutPicture(fields: FormFields): FormFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('picture.')));
}
