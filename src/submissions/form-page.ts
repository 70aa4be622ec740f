import { nameIn, venueInLine } from '#src/catalogue/types.ts';
import type { StringKey } from '#src/i18n/dictionary.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { ACCESS_FEATURES, AUDIENCES, LICENCES, PRICE_KINDS, REGISTRATION_KINDS } from '#src/filter/vocabulary.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import { isDay } from '#src/time/day.ts';
import { fieldValue, type FormFields } from './form-fields.ts';
import { describedField } from './form-labels.ts';
import { problemInWords } from './form-problems.ts';
import { ROWS, rowsOf, type RowList } from './form-rows.ts';
import { SPOKEN_LANGUAGES } from './form-schema.ts';
import type { FormContext, FormProblem } from './read-form.ts';

export interface FormField {
  readonly name: string;
  /** Where links of the summary lead. */
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
  readonly required: boolean;
  readonly value: string;
  readonly error: string | null;
  /** The ids of hint and error. */
  readonly describedBy: string | undefined;
  readonly input: Readonly<Record<string, string>>;
  readonly rows: number | null;
  /** Whether the visitor goes on here. */
  readonly autofocus: boolean;
}

export interface FormChoice {
  readonly value: string;
  readonly label: string;
  readonly id: string;
  readonly chosen: boolean;
}

export interface FormPageInput {
  readonly i18n: Translation;
  readonly context: FormContext;
  readonly fields: FormFields;
  readonly problems: readonly FormProblem[];
  readonly formKey: string;
  /** Where it is sent to. */
  readonly action: string;
  /** The field to go on with. */
  readonly focus?: string | undefined;
  /** The event's cancelled dates, in words. */
  readonly cancelled?: readonly string[];
  /** Whether the form holds a correction that was sent already and still waits. */
  readonly isWaiting?: boolean;
}

const PRICE_WORDS = {
  free: 'event.priceFree',
  donation: 'event.priceDonation',
  fee: 'event.priceFeeUnknown',
} as const satisfies Record<string, StringKey>;
const REGISTRATION_WORDS = {
  none: 'event.registrationNone',
  optional: 'event.registrationOptional',
  required: 'event.registrationRequired',
} as const satisfies Record<string, StringKey>;

/** Everything that the form shows, so that its components ask for nothing and decide nothing. */
export class FormPage {
  readonly i18n: Translation;
  readonly formKey: string;
  readonly action: string;
  readonly isCorrection: boolean;
  readonly picture: FormContext['picture'];
  readonly cancelled: readonly string[];
  readonly isWhollyCancelled: boolean;
  readonly isWaiting: boolean;
  readonly programmeDays: readonly [string, string];
  /** For the lists that inputs offer. */
  readonly venues: readonly string[];
  readonly organisers: readonly string[];
  readonly problems: readonly { readonly href: string; readonly text: string }[];
  readonly #input: FormPageInput;

  constructor(input: FormPageInput) {
    const { i18n, context, formKey, action, problems } = input;
    const { snapshot, edition } = context;
    this.#input = input;
    this.i18n = i18n;
    this.formKey = formKey;
    this.action = action;
    this.isCorrection = context.isCorrection;
    this.picture = context.picture;
    this.cancelled = input.cancelled ?? [];
    this.isWhollyCancelled = context.mayHaveNoDates ?? false;
    this.isWaiting = input.isWaiting ?? false;
    this.programmeDays = edition.programmeDays;
    this.venues = [...snapshot.venues.values()].map(venueInLine).sort(i18n.compare);
    this.organisers = [...snapshot.organisers.values()].map(({ name }) => name).sort(i18n.compare);
    this.problems = problems.map((problem) => ({
      href: `#${idOf(problem.field)}`,
      text: `${this.field(problem.field).label.replace(/[?؟.]$/, '')}: ${problemInWords(problem, i18n)}`,
    }));
  }

  field(name: string): FormField {
    const { fields, problems, i18n } = this.#input;
    const { label, hint, input = {}, rows = null, ...description } = describedField(name)!;
    const isSpared = this.isWhollyCancelled && /^(?:dates\.|venue$)/.test(name);
    const required = (description.required ?? false) && !isSpared && !/^organisers\.[^0]/.test(name);
    const problem = problems.find(({ field }) => field === name);
    const id = idOf(name);
    const describedBy = [...(hint ? [`${id}-hint`] : []), ...(problem ? [`${id}-error`] : [])].join(' ');
    return {
      name,
      id,
      label: i18n.t(label),
      hint: hint ? i18n.t(hint) : null,
      required,
      value: fieldValue(fields, name),
      error: problem ? problemInWords(problem, i18n) : null,
      describedBy: describedBy === '' ? undefined : describedBy,
      input,
      rows,
      autofocus: this.#input.focus === name,
    };
  }

  /** What was typed into a field that is not described, as hidden ones. */
  valueOf(name: string): string {
    return fieldValue(this.#input.fields, name);
  }

  /** Whether a new venue is being told of, so that its fields must be in sight. */
  get hasNewVenue(): boolean {
    const { fields, problems } = this.#input;
    const isNew = (name: string) => name.startsWith('newVenue.');
    const isUnknown = problems.some(({ field, code }) => isNew(field) || code === 'unknown-venue');
    return isUnknown || Object.entries(fields).some(([name, [value = '']]) => isNew(name) && value !== '');
  }

  /** The choices of a question, in the order in which they are offered. */
  choices(name: string): FormChoice[] {
    const chosen = this.#input.fields[name] ?? [];
    return this.#offered(name).map(([value, label], at) => ({
      value,
      label,
      // The first one has the id of the question, so that the summary's link finds it.
      id: at === 0 ? idOf(name) : `${idOf(name)}-${at}`,
      chosen: chosen.includes(value),
    }));
  }

  rows(list: RowList): number[] {
    return rowsOf(this.#input.fields, list);
  }

  hasRoom(list: RowList): boolean {
    return this.rows(list).length < ROWS[list];
  }

  /** The weekday of a day that was typed. */
  weekdayOf(name: string): string {
    const { value } = this.field(name);
    return isDay(value) ? this.i18n.dates.weekday(value) : '';
  }

  isTicked(name: string): boolean {
    return this.field(name).value !== '';
  }

  #offered(name: string): (readonly [value: string, label: string])[] {
    const { i18n, context, fields } = this.#input;
    const { categories, places } = context.snapshot;
    switch (name.replace(/\.\d+\./, '.')) {
      case 'texts.language':
        return LANGUAGES.map(({ code, endonym }) => [code, endonym]);
      case 'category':
        return [...categories.values()].map(({ slug, name: names }) => [slug, nameIn(names, i18n.code)]);
      case 'newVenue.place':
        return [...places.values()]
          .map(({ slug, name: place, partOf }) => [slug, partOf ? `${place} (${partOf.name})` : place] as const)
          .sort(([, a], [, b]) => i18n.compare(a, b));
      case 'audiences':
        return AUDIENCES.map((value) => [value, i18n.t(`audience.${value}`)]);
      case 'languages':
        // An event that is corrected may have one that is not offered.
        return [...new Set([...SPOKEN_LANGUAGES, ...(fields['languages'] ?? [])])]
          .filter((code) => /^[a-z]{2,3}$/.test(code))
          .map((code) => [code, i18n.languageName(code)]);
      case 'access':
        return ACCESS_FEATURES.map((value) => [value, i18n.t(`access.${value}`)]);
      case 'price.kind':
        return PRICE_KINDS.map((value) => [value, i18n.t(PRICE_WORDS[value])]);
      case 'registration.kind':
        return REGISTRATION_KINDS.map((value) => [value, i18n.t(REGISTRATION_WORDS[value])]);
      case 'picture.licence':
        return LICENCES.map((value) => [value, i18n.t(`form.licence.${value}`)]);
      default:
        return [];
    }
  }
}

/** `dates.0.day` → `dates-0-day` */
function idOf(name: string): string {
  return name.replaceAll('.', '-');
}
