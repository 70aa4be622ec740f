import { entriesOf, fieldValue, type FormFields } from './form-fields.ts';
import type { FormContext } from './read-form.ts';

/** The form's flat names as the tree that the schema describes. Entries of lists that are wholly empty are left out. */
export function formTree(
  fields: FormFields,
  { isCorrection, mayHaveNoDates = false }: Pick<FormContext, 'isCorrection' | 'mayHaveNoDates'>,
): unknown {
  const value = (name: string) => fieldValue(fields, name);
  const group = (prefix: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, value(prefix + name)]));
  const list = (name: string, names: readonly string[]) =>
    entriesOf(fields, name).map((entry) => group(`${name}.${entry}.`, names));
  const texts = list('texts', ['language', 'title', 'summary', 'description', 'participation', 'easy']);
  const dates = list('dates', ['uid', 'day', 'startTime', 'endTime', 'endDay', 'allDay', 'venue']);
  const said = (entry: Record<string, string>, except: string) =>
    Object.entries(entry).some(([name, typed]) => name !== except && typed.trim() !== '');
  const organisers = entriesOf(fields, 'organisers').map((entry) => value(`organisers.${entry}`));
  return {
    texts: texts.filter((text, at) => at === 0 || said(text, 'language')),
    category: value('category'),
    dates: dates.filter((date, at) => (at === 0 && !mayHaveNoDates) || said(date, 'uid')),
    venue: value('venue'),
    newVenue: group('newVenue.', ['name', 'street', 'postcode', 'place']),
    onlineUrl: value('onlineUrl'),
    audiences: fields['audiences'] ?? [],
    languages: fields['languages'] ?? [],
    access: fields['access'] ?? [],
    price: group('price.', ['kind', 'amount']),
    registration: group('registration.', ['kind', 'day', 'time', 'email', 'phone', 'url']),
    capacity: value('capacity'),
    organisers: organisers.filter((name, at) => at === 0 || name.trim() !== ''),
    funding: value('funding'),
    picture: group('picture.', ['alt', 'credit', 'licence', 'consent']),
    contact: isCorrection ? KNOWN_CONTACT : group('contact.', ['name', 'email', 'phone']),
    note: value('note'),
    consent: isCorrection ? 'given' : value('consent'),
  };
}

/** Of somebody who corrects their event; nothing of it is written. */
const KNOWN_CONTACT = { name: '-', email: 'known@example.org', phone: '' };
