import { entriesOf, fieldValue, type FormFields } from './form-fields.ts';
import type { FormContext, FormProblem } from './read-form.ts';

/** The parts of the form from above. */
const ORDER = [
  ...['texts', 'category', 'dates', 'venue', 'newVenue', 'onlineUrl', 'audiences', 'languages', 'access', 'price'],
  ...['registration', 'capacity', 'organisers', 'funding', 'contact', 'note', 'picture', 'consent'],
];

/**
 * What is needed only because of something else, told together with the rest: otherwise who has mended everything would
 * hear of more.
 */
export function missing(fields: FormFields, { picture }: FormContext): FormProblem[] {
  const isEmpty = (name: string) => fieldValue(fields, name).trim() === '';
  const needed = (names: string[], code = 'needed') => names.filter(isEmpty).map((field) => ({ field, code }));
  const times = entriesOf(fields, 'dates').filter((at) => isEmpty(`dates.${at}.allDay`));
  return [
    ...needed(times.map((at) => `dates.${at}.startTime`)),
    ...(isEmpty('newVenue.name') && isEmpty('onlineUrl') ? needed(['venue']) : []),
    ...(picture ? needed(['picture.alt', 'picture.credit']) : []),
    ...(picture ? needed(['picture.licence'], 'choose') : []),
    ...(picture ? needed(['picture.consent'], 'consent') : []),
  ];
}

/** As the form asks; one for each field. */
export function inOrder(problems: readonly FormProblem[]): FormProblem[] {
  const place = ({ field }: FormProblem) => ORDER.indexOf(field.split('.')[0]!);
  const first = problems.filter(({ field }, at) => problems.findIndex((other) => other.field === field) === at);
  return first.sort((a, b) => place(a) - place(b));
}
