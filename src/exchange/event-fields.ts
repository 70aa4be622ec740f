import type { PictureValues } from '#src/changes/event-values.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import type { FormFields } from '#src/submissions/form-fields.ts';
import { knownOrganiser, knownVenue } from '#src/submissions/known-names.ts';
import { venueInLine } from '#src/catalogue/types.ts';
import type { Known } from './catalogue-reading.ts';
import { TEXT_PARTS } from './columns.ts';
import type { Cells } from './event-rows.ts';
import { folded, partsOf, type ChoiceColumn, type ExchangeWords } from './exchange-words.ts';
import { nearestName } from './nearest-name.ts';

/** A date of an event as the file has it, or as the catalogue has it where the file says nothing of it. */
export interface DateRow {
  /** Null where it is not in the file. */
  readonly place: { readonly sheet: string; readonly row: number } | null;
  readonly cells: Cells;
}

/** What is wrong with a cell of the event (`date` null) or of one of its dates. */
export interface CellProblem {
  readonly date: number | null;
  readonly column: string;
  readonly code: string;
  readonly values?: Readonly<Record<string, string>>;
}

export interface EventFields {
  /** The form, filled in as an organiser would have. */
  readonly fields: FormFields;
  /** What no form can be filled in with. */
  readonly problems: readonly CellProblem[];
}

/** Fills in the form with an event's cells, so that the form's rules are the only ones. */
export function eventFields(
  event: Cells,
  dates: readonly DateRow[],
  { known, words, picture }: { known: Known; words: ExchangeWords; picture: PictureValues | null },
): EventFields {
  const problems: CellProblem[] = [];
  const say = (column: string) => event[column] ?? '';
  const chosen = (column: ChoiceColumn, parts: readonly string[]) =>
    parts.flatMap((part) => {
      const code = words.codeOf(column, part);
      if (code !== undefined) return [code];
      const suggestion = nearestName(part, words.choices(column).values());
      problems.push({ date: null, column, ...unknown('choice', part, suggestion) });
      return [];
    });
  const one = (column: ChoiceColumn) => chosen(column, say(column) === '' ? [] : [say(column)])[0] ?? '';
  const several = (column: ChoiceColumn) => chosen(column, partsOf(say(column)));
  const texts = LANGUAGES.map(({ code }) => code).filter((code) =>
    TEXT_PARTS.some((part) => say(`${part}.${code}`) !== ''),
  );
  const organisers = partsOf(say('organisers'), /[;\n]/);
  const mayBeNew = dates.some(({ cells }) => cells['isNew'] === 'ja');
  for (const name of organisers) {
    if (knownOrganiser(known, name) || mayBeNew) continue;
    const suggestion = nearestName(
      name,
      [...known.organisers.values()].map((organiser) => organiser.name),
    );
    problems.push({ date: null, column: 'organisers', ...unknown('organiser', name, suggestion) });
  }
  const entries: [string, string][] = [
    ...(texts.length === 0 ? ['de' as const] : texts).flatMap((language, at): [string, string][] => [
      [`texts.${at}.language`, language],
      ...TEXT_PARTS.map((part): [string, string] => [`texts.${at}.${part}`, say(`${part}.${language}`)]),
    ]),
    ['category', one('category')],
    ['onlineUrl', say('onlineUrl')],
    ['price.kind', one('price')],
    ['price.amount', say('amount')],
    ['registration.kind', one('registration')],
    ['registration.day', say('registrationDay')],
    ['registration.time', say('registrationTime')],
    ['registration.email', say('registrationEmail')],
    ['registration.phone', say('registrationPhone')],
    ['registration.url', say('registrationUrl')],
    ['capacity', say('capacity')],
    ['funding', say('funding')],
    ...organisers.map((name, at): [string, string] => [`organisers.${at}`, name]),
    ...pictureEntries(picture),
    ...dateEntries(dates, say('onlineUrl') !== '', known, problems),
  ];
  return {
    fields: {
      ...Object.fromEntries(entries.map(([name, value]) => [name, [value]])),
      audiences: several('audiences'),
      languages: several('languages'),
      access: several('access'),
    },
    problems,
  };
}

/** The form has one venue for all dates and another one for single dates. */
function dateEntries(
  dates: readonly DateRow[],
  isOnline: boolean,
  known: Known,
  problems: CellProblem[],
): [string, string][] {
  const main = dates[0]?.cells['venue'] ?? '';
  const isMainKnown = knownVenue(known, main) !== undefined;
  let added: Cells | undefined;
  const entries = dates.flatMap(({ cells }, at): [string, string][] => {
    if (!['', 'ja'].includes(cells['isNew'] ?? '')) problems.push({ date: at, column: 'isNew', code: 'not-yes-no' });
    if (!['', 'ja'].includes(cells['allDay'] ?? '')) problems.push({ date: at, column: 'allDay', code: 'not-yes-no' });
    const typed = cells['venue'] ?? '';
    const isKnown = typed === '' || knownVenue(known, typed) !== undefined;
    if (!isKnown && cells['isNew'] === 'ja') {
      if (added && folded(added['venue']!) !== folded(typed)) {
        problems.push({ date: at, column: 'venue', code: 'second-new-venue' });
      }
      added ??= { ...cells, at: String(at) };
    } else if (!isKnown) {
      const names = [...known.venues.values()].map((venue) => venueInLine(venue));
      problems.push({ date: at, column: 'venue', ...unknown('venue', typed, nearestName(typed, names)) });
    }
    // A date without a venue is at the first one's; where one can take part online, it is there only.
    const own = !isKnown ? '' : typed === '' && !isOnline && isMainKnown ? main : typed;
    const names: [string, string][] = ['uid', 'day', 'startTime', 'endTime', 'endDay'].map((name) => [
      `dates.${at}.${name}`,
      cells[name] ?? '',
    ]);
    return [...names, [`dates.${at}.allDay`, cells['allDay'] === 'ja' ? 'yes' : ''], [`dates.${at}.venue`, own]];
  });
  const venue = isOnline || added || !isMainKnown ? '' : main;
  const newVenue = added ? newVenueEntries(added, known, problems) : [];
  return [...entries, ['venue', venue], ...newVenue];
}

function newVenueEntries(cells: Cells, known: Known, problems: CellProblem[]): [string, string][] {
  const typed = cells['newPlace'] ?? '';
  const place = [...known.places.values()].find(({ slug, name }) => [slug, folded(name)].includes(folded(typed)));
  if (!place && typed !== '') {
    const suggestion = nearestName(
      typed,
      [...known.places.values()].map(({ name }) => name),
    );
    problems.push({ date: Number(cells['at']), column: 'newPlace', ...unknown('place', typed, suggestion) });
  }
  return [
    ['newVenue.name', cells['venue'] ?? ''],
    ['newVenue.street', cells['newStreet'] ?? ''],
    ['newVenue.postcode', cells['newPostcode'] ?? ''],
    ['newVenue.place', place?.slug ?? ''],
  ];
}

/** The picture that it has stays; files hold none. */
function pictureEntries(picture: PictureValues | null): [string, string][] {
  if (!picture) return [];
  const { alt, credit, licence } = picture;
  return Object.entries({ alt, credit, licence, consent: 'given' }).map(([name, value]) => [`picture.${name}`, value]);
}

/** Codes of what has no like-named record, with the one that may be meant. */
function unknown(what: 'choice' | 'organiser' | 'venue' | 'place', name: string, suggestion: string | null) {
  const values = { name: name.slice(0, 80) };
  return suggestion === null
    ? { code: `unknown-${what}`, values }
    : { code: `unknown-${what}-like`, values: { ...values, suggestion } };
}
