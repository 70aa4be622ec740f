import { LANGUAGES } from '#src/languages/languages.ts';
import { fieldValue, type FormFields } from '#src/submissions/form-fields.ts';
import type { FormProblem } from '#src/submissions/read-form.ts';
import type { CellProblem, DateRow } from './event-fields.ts';

/** Which column a question of the form is answered in. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  category: 'category',
  onlineUrl: 'onlineUrl',
  audiences: 'audiences',
  languages: 'languages',
  access: 'access',
  organisers: 'organisers',
  capacity: 'capacity',
  funding: 'funding',
  'price.kind': 'price',
  'price.amount': 'amount',
  'registration.kind': 'registration',
  'registration.day': 'registrationDay',
  'registration.time': 'registrationTime',
  'registration.email': 'registrationEmail',
  'registration.phone': 'registrationPhone',
  'registration.url': 'registrationUrl',
};
const NEW_VENUE: Readonly<Record<string, string>> = {
  'newVenue.name': 'venue',
  'newVenue.street': 'newStreet',
  'newVenue.postcode': 'newPostcode',
  'newVenue.place': 'newPlace',
};
const LANGUAGE_CODES = new Set<string>(LANGUAGES.map(({ code }) => code));

/** Where in the file somebody has to mend what the form finds wrong. */
export function cellOf(problem: FormProblem, fields: FormFields, dates: readonly DateRow[]): CellProblem {
  const { field, code, values } = problem;
  const [list = '', at = '0', name = ''] = field.split('.');
  const said = { code, ...(values && { values }) };
  if (list === 'texts') {
    const language = fieldValue(fields, `texts.${at}.language`);
    return {
      date: null,
      column: `${name === 'language' ? 'title' : name}.${LANGUAGE_CODES.has(language) ? language : 'de'}`,
      ...said,
    };
  }
  if (list === 'dates') return { date: Number(at), column: name === 'uid' ? 'day' : name, ...said };
  if (list === 'organisers') return { date: null, column: 'organisers', ...said };
  if (field === 'venue')
    return { date: atLeast0(dates.findIndex(({ cells }) => !cells['venue'])), column: 'venue', ...said };
  const ofNew = NEW_VENUE[field];
  if (ofNew !== undefined) {
    return { date: atLeast0(dates.findIndex(({ cells }) => cells['isNew'] === 'ja')), column: ofNew, ...said };
  }
  return { date: null, column: COLUMN_OF[field] ?? 'number', ...said };
}

function atLeast0(index: number): number {
  return Math.max(0, index);
}
