import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import type { StringKey } from '#src/i18n/dictionary.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import { readFormBody } from '#src/submissions/form-body.ts';
import { fieldValue, formFields, type FormFields } from '#src/submissions/form-fields.ts';
import type { FormKeys } from '#src/submissions/form-keys.ts';
import { isPassing } from '#src/submissions/passing-errors.ts';
import type { RateLimit } from '#src/submissions/rate-limit.ts';
import { HONEYPOT } from '#src/submissions/receive-form.ts';
import type { Clock } from '#src/time/festival-time.ts';
import { readReport, type ReportProblem } from './report.ts';

/** What of the app the form needs. */
export interface ReportServices {
  readonly formKeys: FormKeys;
  readonly rateLimit: RateLimit;
  readonly clock: Clock;
  apply(actor: string, change: Change): Promise<Applied | Refusal>;
}

/** What came of the form; unless it was sent, with all that was typed. */
export type ReceivedReport =
  | { readonly sent: true }
  | {
      readonly sent: false;
      readonly status: number;
      readonly fields: FormFields;
      readonly formKey: string;
      readonly problems: readonly ReportProblem[];
      /** About the form as a whole. */
      readonly notice: StringKey | null;
    };

/** More than the longest message that is shown again, whatever its script. */
const MOST_BYTES = 256 * 1024;

/**
 * Takes a report of a barrier.
 *
 * @param request whose body is the form
 * @param address the visitor's true network address
 * @param language that the visitor reads in
 */
export async function receiveReport(
  request: Request,
  address: string,
  language: LanguageCode,
  { formKeys, rateLimit, clock, apply }: ReportServices,
): Promise<ReceivedReport> {
  const body = await readFormBody(request, MOST_BYTES);
  const newKey = () => formKeys.issue(clock.now());
  if (typeof body === 'string') {
    const status = body === 'too-large' ? 413 : 400;
    const notice = body === 'too-large' ? 'form.problem.too-long' : 'form.notice.not-a-form';
    return { sent: false, status, fields: {}, formKey: newKey(), problems: [], notice };
  }
  const fields = formFields(body.data);
  const formKey = fieldValue(fields, 'formKey');
  const judgement = formKeys.judge(formKey, clock.now());
  const again = (
    status: number,
    told: { problems?: readonly ReportProblem[]; notice?: StringKey },
  ): ReceivedReport => ({
    sent: false,
    status,
    fields,
    formKey: judgement === 'not-ours' ? newKey() : formKey,
    problems: told.problems ?? [],
    notice: told.notice ?? null,
  });
  try {
    if (!(await rateLimit.allows('post', address))) return again(429, { notice: 'form.notice.too-often' });
    const read = readReport(fields, language);
    if ('problems' in read) return again(422, { problems: read.problems });
    if (fieldValue(fields, HONEYPOT) !== '') return again(422, { notice: 'form.notice.honeypot' });
    if (judgement !== 'good') return again(422, { notice: `form.notice.${judgement}` });
    if (!(await rateLimit.allows('report', address))) return again(429, { notice: 'form.notice.too-often' });
    const outcome = await apply('visitor', { kind: 'report-barrier', formKey, ...read.report });
    return outcome.ok ? { sent: true } : again(409, { notice: 'feedback.closed' });
  } catch (error) {
    if (!isPassing(error)) throw error;
    return again(503, { notice: 'form.notice.busy' });
  }
}
