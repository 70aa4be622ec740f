import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { Edition } from '#src/catalogue/types.ts';
import type { SubmissionValues } from '#src/changes/change.ts';
import type { DateValues, EventValues, NamedRecord, PictureValues, VenueValues } from '#src/changes/event-values.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import { addDays } from '#src/time/day.ts';
import { isLocalTime, toLocal } from '#src/time/festival-time.ts';
import type { FormFields } from './form-fields.ts';
import { inOrder } from './form-problems.ts';
import { formTree } from './form-tree.ts';
import { knownOrganiser, knownVenue } from './known-names.ts';
import { pictureLicence, submissionForm, type SubmissionForm } from './form-schema.ts';
import { foundDespite, withStandIns } from './stand-ins.ts';

/** What is wrong with a field, as a code; its words are `form.problem.<code>`. */
export interface FormProblem {
  /** The field's name in the form: `dates.0.startTime`. */
  readonly field: string;
  readonly code: string;
  /** What its words need. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A picture that is staged already, with its size. */
export type StagedPicture = Pick<PictureValues, 'hash' | 'width' | 'height'>;

export interface FormContext {
  readonly snapshot: Pick<Snapshot, 'venues' | 'organisers' | 'places' | 'categories'>;
  readonly edition: Edition;
  readonly language: LanguageCode;
  readonly picture: StagedPicture | null;
  /** The picture that a corrected event has already. */
  readonly ownPicture?: StagedPicture | null;
  /** Whether the event is there already: then contact and consent are not asked for again. */
  readonly isCorrection: boolean;
  /** Whether every date of the event is cancelled: then it needs none, and no venue. */
  readonly mayHaveNoDates?: boolean;
}

export type ReadForm =
  | { readonly ok: true; readonly submission: SubmissionValues }
  | { readonly ok: false; readonly problems: readonly FormProblem[] };

/** More web addresses than this in all of the texts are advertising. */
const MAX_ADDRESSES = 5;

/** Checks all of a form at once. Problems come in the order of the form, one for each field. */
export function readForm(fields: FormFields, context: FormContext): ReadForm {
  const tree = formTree(fields, context);
  const parsed = submissionForm.safeParse(tree);
  if (!parsed.success) return { ok: false, problems: inOrder(allProblems(parsed.error.issues, tree, context)) };
  const form = parsed.data;
  const checks = new Checks(form, context);
  const values = checks.values();
  if (checks.problems.length > 0) return { ok: false, problems: inOrder(checks.problems) };
  return {
    ok: true,
    submission: { language: context.language, contact: form.contact, note: form.note, values },
  };
}

type Issues = readonly { readonly path: PropertyKey[]; readonly message: string }[];

/** What the schema refuses, together with what the other rules say of the rest. */
function allProblems(issues: Issues, tree: unknown, context: FormContext): FormProblem[] {
  const found = problemsIn(issues);
  const paths = issues.map(({ path }) => path);
  const rest = submissionForm.safeParse(withStandIns(tree, paths, context));
  if (!rest.success) return found;
  const checks = new Checks(rest.data, context);
  checks.values();
  return [...found, ...foundDespite(found, checks.problems)];
}

function problemsIn(issues: Issues): FormProblem[] {
  const problems = new Map<string, FormProblem>();
  for (const { path, message } of issues) {
    const field = fieldOf(path.map(String));
    // Codes are single words; what zod says by itself means that something was chosen that is not in the form.
    const code = /^[a-z-]+$/.test(message) ? message : 'choose';
    if (!problems.has(field)) problems.set(field, { field, code });
  }
  return [...problems.values()];
}

/** The field that can be mended: a list has none of its own, and the choices of one question are one field. */
function fieldOf(path: readonly string[]): string {
  const [first = '', entry, name] = path;
  if (['audiences', 'languages', 'access'].includes(first)) return first;
  if (first === 'organisers') return `organisers.${entry ?? 0}`;
  if (first === 'texts') return `texts.${entry ?? 0}.${name ?? 'title'}`;
  if (first === 'dates') return `dates.${entry ?? 0}.${name === undefined || name === 'uid' ? 'day' : name}`;
  return path.join('.');
}

/** The rules that look at several fields, or at the catalogue. */
class Checks {
  readonly problems: FormProblem[] = [];
  readonly #form: SubmissionForm;
  readonly #context: FormContext;

  constructor(form: SubmissionForm, context: FormContext) {
    this.#form = form;
    this.#context = context;
  }

  values(): EventValues {
    const form = this.#form;
    const [first] = form.texts as [SubmissionForm['texts'][number]];
    if (!this.#context.snapshot.categories.has(form.category)) this.#problem('category', 'choose');
    form.texts.forEach(({ language }, at) => {
      if (form.texts.findIndex((text) => text.language === language) < at) {
        this.#problem(`texts.${at}.language`, 'twice');
      }
    });
    const venue = this.#venue();
    const dates = form.dates.map((date, at) => this.#date(date, at, venue));
    if (addressesIn(form) > MAX_ADDRESSES) this.#problem('texts.0.description', 'too-many-links');
    return {
      texts: Object.fromEntries(form.texts.map(({ language, ...text }) => [language, text])),
      dates: dates.toSorted((a, b) => (a.start < b.start ? -1 : 1)),
      category: form.category,
      organisers: form.organisers.map((name) => this.#organiser(name)),
      audiences: form.audiences,
      languages: form.languages,
      access: form.access,
      registration: this.#registration(dates),
      price: this.#price(),
      capacity: form.capacity === null ? null : Number(form.capacity),
      funding: form.funding,
      picture: this.#picture(first.title),
    };
  }

  /** The venue of all dates: one of the catalogue, or a new one; none where it is online only. */
  #venue(): VenueValues | null {
    const { venue, newVenue, onlineUrl } = this.#form;
    if (venue !== '') {
      const known = this.#knownVenue(venue);
      if (known) return known;
      if (newVenue.name === '') this.#problem('venue', 'unknown-venue');
    }
    if (newVenue.name !== '') {
      if (newVenue.postcode === null) this.#problem('newVenue.postcode', 'needed');
      if (!this.#context.snapshot.places.has(newVenue.place)) this.#problem('newVenue.place', 'choose');
      return { name: newVenue.name, street: newVenue.street, postcode: newVenue.postcode ?? '', place: newVenue.place };
    }
    const isNeeded = onlineUrl === null && this.#form.dates.length > 0;
    if (venue === '' && isNeeded) this.#problem('venue', 'needed');
    return null;
  }

  #knownVenue(typed: string): { slug: string } | null {
    const known = knownVenue(this.#context.snapshot, typed);
    return known ? { slug: known.slug } : null;
  }

  #date(date: SubmissionForm['dates'][number], at: number, venue: VenueValues | null): DateValues {
    const { uid, day, startTime, endTime, allDay } = date;
    const field = (name: string) => `dates.${at}.${name}`;
    const isAllDay = allDay;
    if (!isAllDay && startTime === null) this.#problem(field('startTime'), 'needed');
    const lastDay = date.endDay ?? day;
    if (lastDay < day) this.#problem(field('endDay'), 'before-start');
    const start = `${day}T${isAllDay ? '00:00' : (startTime ?? '00:00')}`;
    const end = isAllDay ? `${addDays(lastDay, 1)}T00:00` : endTime === null ? null : `${lastDay}T${endTime}`;
    if (!isAllDay && end === null && lastDay !== day) this.#problem(field('endTime'), 'needed');
    if (startTime !== null && !isLocalTime(start)) this.#problem(field('startTime'), 'no-such-time');
    if (end !== null && !isAllDay && !isLocalTime(end)) this.#problem(field('endTime'), 'no-such-time');
    if (end !== null && !isAllDay && startTime !== null && end <= start)
      this.#problem(field('endTime'), 'before-start');
    const [first, last] = this.#context.edition.programmeDays;
    if (day < first || day > last) this.#problem(field('day'), 'outside-programme', { first, last });
    if (lastDay > addDays(day, 92)) this.#problem(field('endDay'), 'too-long');
    const own = date.venue === '' ? null : this.#knownVenue(date.venue);
    if (date.venue !== '' && !own) this.#problem(field('venue'), 'unknown-venue');
    return { uid, start, end, allDay: isAllDay, venue: own ?? venue, onlineUrl: this.#form.onlineUrl };
  }

  #registration(dates: readonly DateValues[]): EventValues['registration'] {
    const { kind, day, time, email, phone, url } = this.#form.registration;
    if (kind === 'none') return { kind, until: null, email: null, phone: null, url: null };
    if (kind === 'required' && email === null && phone === null && url === null) {
      this.#problem('registration.email', 'contact-needed');
    }
    if (day === null && time !== null) this.#problem('registration.day', 'needed');
    const until = day === null ? null : `${day}T${time ?? '23:59'}`;
    const last = dates.map(({ start }) => start).reduce((a, b) => (a > b ? a : b), '');
    if (until !== null && last !== '' && until > last) this.#problem('registration.day', 'after-event');
    return { kind, until, email, phone, url };
  }

  #price(): EventValues['price'] {
    const { kind, amount } = this.#form.price;
    if (kind !== 'fee' || amount === null) return { kind, cents: null };
    const cents = Math.round(Number(amount.replace('€', '').trim().replace(',', '.')) * 100);
    if (cents === 0) this.#problem('price.amount', 'not-an-amount');
    return { kind, cents };
  }

  #organiser(name: string): NamedRecord {
    const known = knownOrganiser(this.#context.snapshot, name);
    return known ? { slug: known.slug } : { name };
  }

  #picture(title: string): PictureValues | null {
    const { picture } = this.#context;
    if (!picture) return null;
    const { alt, credit, licence, consent } = this.#form.picture;
    if (alt === '') this.#problem('picture.alt', 'needed', { title });
    if (credit === '') this.#problem('picture.credit', 'needed');
    const terms = pictureLicence.safeParse(licence);
    if (!terms.success) this.#problem('picture.licence', 'choose');
    if (consent === '') this.#problem('picture.consent', 'consent');
    return { ...picture, alt, credit, licence: terms.data ?? 'own' };
  }

  #problem(field: string, code: string, values?: Readonly<Record<string, string>>): void {
    if (this.problems.some((problem) => problem.field === field)) return;
    this.problems.push(values ? { field, code, values } : { field, code });
  }
}

function addressesIn({ texts, note }: SubmissionForm): number {
  const said = [...texts.flatMap((text) => Object.values(text)), note].join('\n');
  return said.match(/https?:\/\/|\bwww\./gi)?.length ?? 0;
}

/** Whether an edition takes submissions at an instant; a demonstration does after its deadline, too. */
export function isOpen({ accepting, demonstration, deadlineAt }: Edition, now: string): boolean {
  return accepting && (demonstration || now <= deadlineAt);
}

/** The last day and time until which submissions are taken, local. */
export function deadlineOf({ deadlineAt }: Edition): string {
  return toLocal(deadlineAt);
}
