import type { StringKey } from '#src/i18n/dictionary.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { FIELDS } from './form-labels.ts';
import type { FormProblem } from './read-form.ts';

/** Every code that a problem can have, with its words. */
export const PROBLEM_WORDS: Readonly<Record<string, StringKey>> = {
  needed: 'form.problem.needed',
  choose: 'form.problem.choose',
  consent: 'form.problem.consent',
  'too-long': 'form.problem.too-long',
  'one-line': 'form.problem.one-line',
  'not-a-day': 'form.problem.not-a-day',
  'not-a-time': 'form.problem.not-a-time',
  'no-such-time': 'form.problem.no-such-time',
  'not-an-email': 'form.problem.not-an-email',
  'not-a-phone': 'form.problem.not-a-phone',
  'not-an-address': 'form.problem.not-an-address',
  'not-a-postcode': 'form.problem.not-a-postcode',
  'not-an-amount': 'form.problem.not-an-amount',
  'not-a-number': 'form.problem.not-a-number',
  'too-many': 'form.problem.too-many',
  twice: 'form.problem.twice',
  'unknown-venue': 'form.problem.unknown-venue',
  'before-start': 'form.problem.before-start',
  'outside-programme': 'form.problem.outside-programme',
  'contact-needed': 'form.problem.contact-needed',
  'after-event': 'form.problem.after-event',
  'too-many-links': 'form.problem.too-many-links',
  // Of pictures: what src/media says of them.
  'too-large': 'form.problem.too-large',
  'not-a-picture': 'form.problem.not-a-picture',
  'wrong-type': 'form.problem.wrong-type',
  heic: 'form.problem.heic',
  'too-many-pixels': 'form.problem.too-many-pixels',
  'too-small': 'form.problem.too-small',
  broken: 'form.problem.broken',
  'took-too-long': 'form.problem.took-too-long',
  busy: 'form.problem.busy',
  'staging-full': 'form.problem.busy',
  'disk-full': 'form.problem.busy',
  expired: 'form.problem.expired',
};

/** What a problem says to whoever has to mend it. */
export function problemInWords({ code, values = {} }: FormProblem, i18n: Translation): string {
  const { first, last } = values;
  const span = first !== undefined && last !== undefined ? i18n.dates.span(first, last) : '';
  return i18n.t(PROBLEM_WORDS[code] ?? 'form.problem.choose', { span });
}

/** As the form asks: by section, then by row, then by field; one for each field. */
export function inOrder(problems: readonly FormProblem[]): FormProblem[] {
  const first = problems.filter(({ field }, at) => problems.findIndex((other) => other.field === field) === at);
  return first.sort((a, b) => ascending(placeOf(a.field), placeOf(b.field)));
}

const NAMES = Object.keys(FIELDS);
const SECTIONS = [...new Set(NAMES.map(sectionOf))];

function placeOf(field: string): readonly number[] {
  const row = /\.(\d+)/.exec(field)?.[1] ?? '0';
  return [SECTIONS.indexOf(sectionOf(field)), Number(row), NAMES.indexOf(field.replace(/\.\d+/, ''))];
}

function sectionOf(field: string): string {
  return field.split('.')[0]!;
}

function ascending(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? 0 : one[at]! - other[at]!;
}
