import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import type { StringKey } from '#src/i18n/dictionary.ts';
import type { MediaStore } from '#src/media/media-store.ts';
import type { Clock } from '#src/time/festival-time.ts';
import { readFormBody } from './form-body.ts';
import { fieldValue, formFields, type FormFields } from './form-fields.ts';
import type { FormKeys } from './form-keys.ts';
import { PICTURE_FILE, pictureOf } from './form-picture.ts';
import { lastRowField, tidyRows, withRow } from './form-rows.ts';
import { isPassing } from './passing-errors.ts';
import type { RateLimit } from './rate-limit.ts';
import { readForm, type FormContext, type FormProblem, type ReadForm } from './read-form.ts';

/** What of the app a form needs. */
export interface FormServices {
  readonly media: MediaStore;
  readonly formKeys: FormKeys;
  readonly rateLimit: RateLimit;
  readonly clock: Clock;
  apply(actor: string, change: Change): Promise<Applied | Refusal>;
}

/** The form with all that was typed, and what there is to say about it. */
export interface ShownForm {
  readonly status: number;
  readonly fields: FormFields;
  readonly picture: FormContext['picture'];
  readonly formKey: string;
  readonly problems: readonly FormProblem[];
  /** About the form as a whole. */
  readonly notice: StringKey | null;
  /** The field that the visitor goes on with, where it is not the first. */
  readonly focus?: string;
  /** What to show as the event's page. */
  readonly preview: EventValues | null;
}

export type ReceivedForm =
  | { readonly sent: true; readonly id: string }
  | ({ readonly sent: false } & Omit<ShownForm, 'status'> & { readonly status: number });

/** The field that people do not see and programs fill in. */
export const HONEYPOT = 'comment';

/** Anything else that a button may say, and a missing one, is a preview: nothing is sent by mistake. */
const ROW_ACTIONS: Readonly<Record<string, 'dates' | 'organisers' | 'texts'>> = {
  'add-date': 'dates',
  'add-organiser': 'organisers',
  'add-text': 'texts',
};

/**
 * Does what the pressed button says with a form that was sent. Whatever comes in between, all that was typed comes back.
 *
 * @param request whose body is the form
 * @param address the visitor's true network address
 * @param change makes the change of what was read; `fields` is all that was sent
 */
export async function receiveForm(
  request: Request,
  address: string,
  context: Omit<FormContext, 'picture'>,
  services: FormServices,
  change: (read: Extract<ReadForm, { ok: true }>['submission'], formKey: string, fields: FormFields) => Change,
): Promise<ReceivedForm> {
  const { media, formKeys, rateLimit, clock } = services;
  const body = await readFormBody(request);
  const newKey = () => formKeys.issue(clock.now());
  if (typeof body === 'string') return notTaken(body, newKey());
  const { data, cut } = body;

  const sent = tidyRows(formFields(data));
  const action = fieldValue(sent, 'action');
  const formKey = fieldValue(sent, 'formKey');
  const judgement = formKeys.judge(formKey, clock.now());
  const shown: ShownForm = {
    status: 200,
    fields: sent,
    picture: null,
    formKey: judgement === 'not-ours' ? newKey() : formKey,
    problems: [],
    notice: null,
    preview: null,
  };
  const show = (told: Partial<ShownForm>): ReceivedForm => ({ sent: false, ...shown, ...told });
  let picture: FormContext['picture'] = null;
  try {
    const isWithinLimit = await rateLimit.allows('post', address);
    const files = isWithinLimit && !cut ? data : new FormData();
    const found = await pictureOf(files, sent, media, context.ownPicture ?? null);
    if (action !== 'remove-picture') picture = found.picture;
    if (!isWithinLimit) return show({ picture, status: 429, notice: 'form.notice.too-often' });
    const problem = cut ? { field: PICTURE_FILE, code: cut } : found.problem;
    const pictureProblems = problem && action !== 'remove-picture' ? [problem] : [];

    const rows = ROW_ACTIONS[action];
    if (rows) {
      const fields = withRow(sent, rows);
      return show({ picture, fields, problems: pictureProblems, focus: lastRowField(fields, rows) });
    }
    if (action === 'remove-picture') return show({ fields: withoutPicture(sent), focus: 'picture.file' });

    const read = readForm(sent, { ...context, picture });
    const problems = [...(read.ok ? [] : read.problems), ...pictureProblems];
    if (!read.ok || problems.length > 0) return show({ picture, problems, status: 422 });
    if (action !== 'send') return show({ picture, preview: read.submission.values });

    if (fieldValue(sent, HONEYPOT) !== '') return show({ picture, status: 422, notice: 'form.notice.honeypot' });
    if (judgement !== 'good') return show({ picture, status: 422, notice: `form.notice.${judgement}` });
    if (!(await rateLimit.allows('send', address))) {
      return show({ picture, status: 429, notice: 'form.notice.too-often' });
    }
    if (picture && !(await media.keep(picture.hash))) {
      return show({ problems: [{ field: PICTURE_FILE, code: 'expired' }], status: 422 });
    }
    const outcome = await services.apply('organiser', change(read.submission, formKey, sent));
    if (outcome.ok) return { sent: true, id: outcome.id ?? '' };
    return show({ picture, status: outcome.code === 'too-many' ? 429 : 409, notice: noticeOf(outcome) });
  } catch (error) {
    if (!isPassing(error)) throw error;
    return show({ picture, status: 503, notice: 'form.notice.busy' });
  }
}

function notTaken(why: 'too-large' | 'not-a-form', formKey: string): ReceivedForm {
  const status = why === 'too-large' ? 413 : 400;
  const nothing = { fields: {}, picture: null, problems: [], preview: null };
  return { sent: false, ...nothing, status, formKey, notice: `form.notice.${why}` };
}

function noticeOf({ code }: Refusal): StringKey {
  if (code === 'closed') return 'form.notice.closed';
  if (code === 'too-many') return 'form.notice.too-many';
  if (code === 'changed-meanwhile') return 'form.notice.changed-meanwhile';
  return 'form.notice.changed';
}

function withoutPicture(fields: FormFields): FormFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('picture.')));
}
