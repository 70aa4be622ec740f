import { z } from 'zod';
import type { EditionValues } from '#src/changes/edition-values.ts';
import { daysBetweenWeeks, moved, officialWeekOf } from '#src/changes/next-edition.ts';
import { LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';
import { THEME } from '#src/theme/theme.ts';
import { addDays, isDay } from '#src/time/day.ts';
import { isLocalTime } from '#src/time/festival-time.ts';

/** The form of an edition at the desk: its fields from values, and values from its fields. Pure. */

export type EditionFields = Readonly<Record<string, string>>;

/** What is wrong in which field; `code` has its words in `content/desk/editions.json`. */
export interface FormProblem {
  readonly field: string;
  readonly code: string;
}

export function editionToFields({ texts, officialDays, programmeDays, ...values }: EditionValues): EditionFields {
  const [deadlineDay = '', deadlineTime = ''] = values.deadline.split('T');
  return {
    ...Object.fromEntries(
      Object.entries(texts).flatMap(([language, { title, motto }]) => [
        [`title.${language}`, title],
        [`motto.${language}`, motto],
      ]),
    ),
    ...{ officialFirst: officialDays[0], officialLast: officialDays[1] },
    ...{ programmeFirst: programmeDays[0], programmeLast: programmeDays[1] },
    ...{ deadlineDay, deadlineTime, accepting: values.accepting ? '1' : '' },
    contactName: values.contact?.name ?? '',
    contactEmail: values.contact?.email ?? '',
    contactPhone: values.contact?.phone ?? '',
  };
}

/** Checks what can be known without the catalogue; how days follow each other is for the change to say. */
export function readEditionForm(fields: EditionFields): EditionValues | { readonly problems: FormProblem[] } {
  const read = SCHEMA.safeParse(Object.fromEntries(NAMES.map((name) => [name, fields[name] ?? ''])));
  if (!read.success) {
    return { problems: read.error.issues.map(({ path, message }) => ({ field: String(path[0]), code: message })) };
  }
  const said = read.data as Record<string, string>;
  const texts = LANGUAGES.flatMap(({ code }) => {
    const text = { title: said[`title.${code}`]!, motto: said[`motto.${code}`]! };
    return text.title === '' && text.motto === '' && code !== 'de' ? [] : [[code, text] as const];
  });
  const deadline = `${said['deadlineDay']}T${said['deadlineTime']}`;
  if (!isLocalTime(deadline)) return { problems: [{ field: 'deadlineTime', code: 'not-a-time' }] };
  const hasContact = said['contactName'] !== '';
  if (!hasContact && (said['contactEmail'] !== '' || said['contactPhone'] !== '')) {
    return { problems: [{ field: 'contactName', code: 'needed' }] };
  }
  return {
    texts: Object.fromEntries(texts),
    officialDays: [said['officialFirst']!, said['officialLast']!],
    programmeDays: [said['programmeFirst']!, said['programmeLast']!],
    deadline,
    accepting: said['accepting'] !== '',
    contact: hasContact
      ? { name: said['contactName']!, email: said['contactEmail'] || null, phone: said['contactPhone'] || null }
      : null,
  };
}

/** The field of the form that a refused change's field is: `texts.de.title` → `title.de`. */
export function fieldOfRefusal(field: string): string {
  const [, language, part] = /^texts\.(\w+)\.(title|motto)$/.exec(field) ?? [];
  if (part !== undefined) return `${part}.${language}`;
  const [, span, at] = /^(official|programme)Days\.([01])$/.exec(field) ?? [];
  if (span !== undefined) return span + (at === '0' ? 'First' : 'Last');
  return field === 'edition' ? 'slug' : field === 'deadline' ? 'deadlineTime' : field;
}

/**
 * What next year's edition begins with: the official week of the year after this one, or of the next that is still to
 * come; everything else as far from it as this year. Its titles name the new year; its motto is the theme's, unless that
 * is still this year's.
 */
export function nextEdition(present: EditionValues, today: string): { slug: string; values: EditionValues } {
  const isNew = present.texts.de?.motto !== THEME.motto.de;
  let year = Number(present.officialDays[0].slice(0, 4)) + 1;
  while (officialWeekOf(year)[1] < today) year++;
  const [first, last] = officialWeekOf(year);
  const days = daysBetweenWeeks(present.officialDays[0], first);
  const earliest = addDays(present.programmeDays[0], days);
  const latest = addDays(present.programmeDays[1], days);
  return {
    slug: String(year),
    values: {
      texts: Object.fromEntries(
        Object.entries(present.texts).map(([language, { title }]) => [
          language,
          {
            title: title.replace(present.officialDays[0].slice(0, 4), String(year)),
            motto: (isNew && THEME.motto[language as LanguageCode]) || '',
          },
        ]),
      ),
      officialDays: [first, last],
      programmeDays: [earliest < first ? earliest : first, latest > last ? latest : last],
      deadline: moved(present.deadline, days),
      accepting: false,
      contact: present.contact,
    },
  };
}

/** For a catalogue that holds no edition yet. */
export function firstEdition(today: string): { slug: string; values: EditionValues } {
  const year = Number(today.slice(0, 4)) - 1;
  const days = officialWeekOf(year);
  const deadline = `${year}-07-01T23:59`;
  const nothing = { accepting: false, contact: null };
  return nextEdition({ texts: {}, officialDays: days, programmeDays: days, deadline, ...nothing }, today);
}

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, 'too-long')
    .regex(/^[^\n]*$/, 'one-line');
const day = z.string().trim().min(1, 'needed').refine(isDay, 'not-a-day');
const SCHEMA = z.object({
  ...Object.fromEntries(LANGUAGES.flatMap(({ code }) => [`title.${code}`, `motto.${code}`].map((n) => [n, line(160)]))),
  ...Object.fromEntries(['officialFirst', 'officialLast', 'programmeFirst', 'programmeLast'].map((n) => [n, day])),
  deadlineDay: day,
  deadlineTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not-a-time'),
  accepting: z.string(),
  contactName: line(160),
  contactEmail: z
    .string()
    .trim()
    .toLowerCase()
    .refine((value) => value === '' || z.email().safeParse(value).success, 'not-an-email'),
  contactPhone: z
    .string()
    .trim()
    .regex(/^(?:[+\d][\d\s()/.-]{4,39})?$/, 'not-a-phone'),
});
const NAMES = Object.keys(SCHEMA.shape);
