import type { StringKey } from '#src/i18n/dictionary.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { fieldValue, type FormFields } from '#src/submissions/form-fields.ts';
import type { FormField } from '#src/submissions/form-page.ts';
import { PROBLEM_WORDS } from '#src/submissions/form-problems.ts';
import type { ReportProblem } from './report.ts';

const DESCRIBED = {
  message: { hint: 'feedback.messageHint', required: true, rows: 6, input: {} },
  page: { hint: 'feedback.pageHint', required: false, rows: null, input: { dir: 'ltr' } },
  email: {
    hint: 'feedback.emailHint',
    required: false,
    rows: null,
    input: { type: 'email', autocomplete: 'email', dir: 'ltr' },
  },
} as const satisfies Record<ReportProblem['field'], object>;

/** Everything that the form for reporting a barrier shows. */
export class ReportPage {
  readonly i18n: Translation;
  readonly action: string;
  readonly formKey: string;
  /** About the form as a whole, in words. */
  readonly notice: string | null;
  readonly problems: readonly { readonly href: string; readonly text: string }[];
  /** Nobody would get it any more. */
  readonly isClosed: boolean;
  readonly #fields: FormFields;
  readonly #problems: readonly ReportProblem[];

  constructor(input: {
    readonly i18n: Translation;
    readonly action: string;
    readonly fields: FormFields;
    readonly formKey: string;
    readonly problems: readonly ReportProblem[];
    readonly notice: StringKey | null;
  }) {
    const { i18n, notice, problems } = input;
    this.i18n = i18n;
    this.action = input.action;
    this.formKey = input.formKey;
    this.isClosed = notice === 'feedback.closed';
    this.#fields = input.fields;
    this.#problems = problems;
    this.notice = notice && i18n.t(notice, { button: i18n.t('feedback.send') });
    this.problems = problems.map(({ field }) => {
      const { id, label, error } = this.field(field);
      return { href: `#${id}`, text: `${label.replace(/[?؟.]$/, '')}: ${error}` };
    });
  }

  field(name: ReportProblem['field']): FormField {
    const { hint, required, rows, input } = DESCRIBED[name];
    const problem = this.#problems.find(({ field }) => field === name);
    return {
      name,
      id: name,
      label: this.i18n.t(`feedback.${name}`),
      hint: this.i18n.t(hint),
      required,
      value: fieldValue(this.#fields, name),
      error: problem ? this.i18n.t(PROBLEM_WORDS[problem.code]!) : null,
      describedBy: problem ? `${name}-hint ${name}-error` : `${name}-hint`,
      input,
      rows,
      autofocus: false,
    };
  }
}
