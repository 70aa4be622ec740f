import type { OrganiserFacts, VenueFacts } from '#src/catalogue/record-facts.ts';
import type { DeskKey, DeskWords } from '#src/i18n/desk-words.ts';
import type { Fields, Problem } from './record-form.ts';

/** A fact in words: its label and what is known of it. */
export interface FactInWords {
  readonly fact: string;
  readonly label: string;
  readonly text: string;
}

/** @param placeName of the venue's place */
export function venueInWords(facts: VenueFacts, placeName: string, words: DeskWords): FactInWords[] {
  const { point, stepFree } = facts;
  const flag = (value: boolean | null) => (value === null ? null : words.t(value ? 'records.yes' : 'records.no'));
  return inWords(words, 'venues', {
    name: facts.name,
    street: facts.street,
    postcode: facts.postcode,
    place: placeName,
    point: point && `${point.latitude}, ${point.longitude}`,
    stepFree: stepFree && words.t(`venues.stepFree.${stepFree}`),
    accessibleToilet: flag(facts.accessibleToilet),
    accessibleParking: flag(facts.accessibleParking),
    hearingLoop: flag(facts.hearingLoop),
    nearestStop: facts.nearestStop,
  });
}

export function organiserInWords({ name, url, email, phone }: OrganiserFacts, words: DeskWords): FactInWords[] {
  return inWords(words, 'organisers', { name, url, email, phone });
}

/** What is wrong, as a list of links to the fields that it is about. */
export function problemsInWords(problems: readonly Problem[], area: string, words: DeskWords) {
  return problems.map(({ field, code }) => {
    const text = problemInWords({ field, code }, area, words);
    return field === null ? { text } : { text, href: `#${field}` };
  });
}

/** The same by field, for the words beside each. */
export function errorsInWords(problems: readonly Problem[], area: string, words: DeskWords): Fields {
  return Object.fromEntries(
    problems.flatMap((problem) =>
      problem.field === null ? [] : [[problem.field, problemInWords(problem, area, words)] as const],
    ),
  );
}

function problemInWords({ field, code }: Problem, area: string, words: DeskWords): string {
  if (code === 'again' || code === 'full') return words.t(`notice.${code}`);
  const key = words.find('records.problem', code) === null ? 'not-possible' : code;
  const name = field === null ? '' : (words.find(area, field) ?? field);
  return words.t(`records.problem.${key}` as DeskKey, { field: name });
}

/** Of each field that says something else than what is saved: what is saved. */
export function savedBeside(typed: Fields, saved: Fields, words: DeskWords): Fields {
  return Object.fromEntries(
    Object.entries(saved)
      .filter(([field, value]) => (typed[field] ?? '').trim() !== value)
      .map(([field, value]) => [
        field,
        words.t('records.nowSaved', { value: value === '' ? words.t('records.unknown') : value }),
      ]),
  );
}

function inWords(words: DeskWords, area: string, facts: Readonly<Record<string, string | null>>): FactInWords[] {
  return Object.entries(facts).map(([fact, text]) => ({
    fact,
    label: words.find(area, fact) ?? fact,
    text: text ?? words.t('records.unknown'),
  }));
}
