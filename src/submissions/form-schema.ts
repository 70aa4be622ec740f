import { z } from 'zod';
import { ACCESS_FEATURES, AUDIENCES, LICENCES, PRICE_KINDS, REGISTRATION_KINDS } from '#src/filter/vocabulary.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import { isDay } from '#src/time/day.ts';

/**
 * The one schema of what an organiser sends. Takes the form's strings, gives values; the message of each problem is a
 * code, whose words are in `content/strings` under `form.problem.*`.
 */
export const MAX_DATES = 20;
export const MAX_ORGANISERS = 6;
const MAX_SPOKEN_LANGUAGES = 20;

/** Languages that the form offers as spoken at an event; `zxx`: little is said. */
export const SPOKEN_LANGUAGES = [
  ...[
    'de',
    'uk',
    'ar',
    'en',
    'fa',
    'ru',
    'tr',
    'ku',
    'ps',
    'pl',
    'ro',
    'bg',
    'fr',
    'es',
    'it',
    'vi',
    'so',
    'ti',
    'sq',
    'sr',
  ],
  'zxx',
] as const;

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, 'too-long')
    .regex(/^[^\n]*$/, 'one-line');
const text = (most: number) => z.string().trim().max(most, 'too-long');
const needed = (schema: z.ZodType<string, string>) => z.string().trim().min(1, 'needed').pipe(schema);
const eachOnce = <Value>(values: Value[]) => [...new Set(values)];
const orNull = (value: string) => (value === '' ? null : value);
/** Not asked for, but if it is there, it must be right. */
const optional = (schema: z.ZodType<string, string>) => z.string().trim().transform(orNull).pipe(schema.nullable());

const day = z.string().refine(isDay, 'not-a-day');
const time = z
  .string()
  .transform((value) => value.replace(/^(\d):/, '0$1:').replace(/^(\d\d)[.h](\d\d)$/, '$1:$2'))
  .refine((value) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value), 'not-a-time');
export const email = z.string().trim().toLowerCase().max(254, 'too-long').pipe(z.email('not-an-email'));
const phone = z
  .string()
  .trim()
  .max(40, 'too-long')
  .regex(/^[+\d][\d\p{Zs}()/.-]{4,}$/u, 'not-a-phone');
const webAddress = z
  .string()
  .trim()
  .max(500, 'too-long')
  .transform((value) => (/^[a-z][a-z+.-]*:/i.test(value) ? value : `https://${value}`))
  .refine(isWebAddress, 'not-an-address');

const textForm = z.object({
  language: z.enum(LANGUAGES.map(({ code }) => code) as [string, ...string[]], 'needed'),
  title: needed(line(160)),
  summary: needed(text(400)),
  description: needed(text(6000)),
  // In the order in which the catalogue reads them back: a correction is found by comparing.
  easy: text(3000).transform(orNull),
  participation: text(1000).transform(orNull),
});

const dateForm = z.object({
  uid: z.string().max(80).transform(orNull),
  day: z.string().trim().min(1, 'needed').pipe(day),
  startTime: optional(time),
  endTime: optional(time),
  endDay: optional(day),
  allDay: z.string().transform((value) => value !== ''),
  venue: line(200),
});

export const submissionForm = z.object({
  texts: z.array(textForm).min(1, 'needed').max(LANGUAGES.length, 'too-many'),
  category: z.string().min(1, 'choose'),
  // The first date is always there, if only as empty fields; an event that is wholly cancelled needs none.
  dates: z.array(dateForm).max(MAX_DATES, 'too-many'),
  venue: line(200),
  newVenue: z.object({
    name: line(120),
    street: line(120).transform(orNull),
    postcode: optional(
      z
        .string()
        .trim()
        .regex(/^\d{5}$/, 'not-a-postcode'),
    ),
    place: z.string(),
  }),
  onlineUrl: optional(webAddress),
  audiences: z.array(z.enum(AUDIENCES)).min(1, 'choose').transform(eachOnce),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .min(1, 'choose')
    .transform(eachOnce)
    .refine(({ length }) => length <= MAX_SPOKEN_LANGUAGES, 'too-many'),
  access: z.array(z.enum(ACCESS_FEATURES)).transform(eachOnce),
  price: z.object({
    kind: z.enum(PRICE_KINDS, 'choose'),
    amount: optional(
      z
        .string()
        .trim()
        .regex(/^\d{1,4}(?:[.,]\d{1,2})?\s*€?$/, 'not-an-amount'),
    ),
  }),
  registration: z.object({
    kind: z.enum(REGISTRATION_KINDS, 'choose'),
    day: optional(day),
    time: optional(time),
    email: optional(email),
    phone: optional(phone),
    url: optional(webAddress),
  }),
  capacity: optional(
    z
      .string()
      .trim()
      .regex(/^[1-9]\d{0,4}$/, 'not-a-number'),
  ),
  organisers: z
    .array(needed(line(160)))
    .min(1, 'needed')
    .max(MAX_ORGANISERS, 'too-many'),
  funding: line(300).transform(orNull),
  picture: z.object({
    alt: line(300),
    credit: line(160),
    licence: z.string(),
    consent: z.string(),
  }),
  contact: z.object({
    name: needed(line(120)),
    email: z.string().trim().min(1, 'needed').pipe(email),
    phone: optional(phone),
  }),
  note: text(2000).transform(orNull),
  consent: z.string().min(1, 'consent'),
});

export type SubmissionForm = z.output<typeof submissionForm>;

export const pictureLicence = z.enum(LICENCES, 'choose');

function isWebAddress(value: string): boolean {
  // URLs are read without line breaks, wherever they stand; what is kept is what was typed.
  if (/\s/.test(value)) return false;
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.hostname.includes('.');
}
