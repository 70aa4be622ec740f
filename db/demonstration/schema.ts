import { z } from 'zod';
import {
  ACCESS_FEATURES,
  AUDIENCES,
  OCCURRENCE_STATUSES,
  PRICE_KINDS,
  REGISTRATION_KINDS,
  STEP_FREE_DEGREES,
} from '#src/filter/vocabulary.ts';

/**
 * The shape of the data files beside this one. Times are local to the festival (Europe/Berlin) as
 * `YYYY-MM-DDTHH:MM`, days `YYYY-MM-DD`, instants UTC with `Z`. Unknown fields are errors, so that a typing
 * mistake does not silently lose a fact.
 */
const slug = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be a slug: a-z, 0-9 and single hyphens');
const day = z.iso.date();
const local = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'must be a local time: YYYY-MM-DDTHH:MM')
  .refine((value) => !Number.isNaN(Date.parse(`${value}Z`)), 'is not a time that exists');
const instant = z.iso.datetime();
const line = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'must be one line');
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const languageCode = z.string().regex(/^[a-z]{2,3}$/, 'must be a language code such as de, uk or zxx');
const byLanguage = z.record(languageCode, line).refine((names) => 'de' in names, 'needs a German entry (de)');

export const editionRecord = z.strictObject({
  slug,
  title: byLanguage,
  /** First and last day of the official week, both included. */
  officialStartDay: day,
  officialEndDay: day,
  /** First and last day of everything in the programme, both included. */
  programmeStartDay: day,
  programmeEndDay: day,
  /** Until when organisers may send events. */
  deadlineAt: instant,
  demonstration: z.boolean(),
  /** The day that a demonstration edition calls "today". */
  pinnedDay: day.optional(),
  /** Whom organisers may ask, and who hears of what they send. */
  contact: z.strictObject({ name: line, email: z.email(), phone: line.optional() }).optional(),
});

export const placeRecord = z.strictObject({
  slug,
  name: line,
  /** Slug of the town that this district belongs to. */
  partOf: slug.optional(),
  latitude,
  longitude,
});

export const venueRecord = z.strictObject({
  slug,
  name: line,
  place: slug,
  street: line.optional(),
  postcode: z.string().regex(/^\d{5}$/),
  latitude,
  longitude,
  stepFree: z.enum(STEP_FREE_DEGREES).optional(),
  accessibleToilet: z.boolean().optional(),
  accessibleParking: z.boolean().optional(),
  hearingLoop: z.boolean().optional(),
  nearestStop: line.optional(),
});

export const organiserRecord = z.strictObject({
  slug,
  name: line,
  url: z.url({ protocol: /^https?$/ }).optional(),
  email: z.email().optional(),
  phone: line.optional(),
});

export const categoryRecord = z.strictObject({ slug, name: byLanguage });

export const occurrenceRecord = z.strictObject({
  uid: line,
  /** All-day dates start at T00:00; their `end` is T00:00 of the day after the last one (RFC 5545 §3.6.1, exclusive). */
  start: local,
  end: local.optional(),
  allDay: z.boolean().default(false),
  venue: slug.optional(),
  onlineUrl: z.url({ protocol: /^https?$/ }).optional(),
  status: z.enum(OCCURRENCE_STATUSES).default('scheduled'),
  previousStart: local.optional(),
  previousVenue: slug.optional(),
  /** What this date offers beyond the event's own list. */
  access: z.array(z.enum(ACCESS_FEATURES)).default([]),
  sequence: z.int().min(0).default(0),
  changedAt: instant,
});

export const eventRecord = z.strictObject({
  slug,
  /** `reported`: facts from a public report; `example`: modelled on earlier years. */
  basis: z.enum(['reported', 'example']),
  category: slug,
  organisers: z.array(slug).min(1),
  audiences: z.array(z.enum(AUDIENCES)).min(1),
  languages: z.array(languageCode).min(1),
  access: z.array(z.enum(ACCESS_FEATURES)).default([]),
  /** Closed to the public (a school's own performance): kept for coordinators, never listed. */
  closed: z.boolean().default(false),
  registration: z
    .strictObject({
      kind: z.enum(REGISTRATION_KINDS),
      until: local.optional(),
      email: z.email().optional(),
      phone: line.optional(),
      url: z.url({ protocol: /^https?$/ }).optional(),
    })
    .default({ kind: 'none' }),
  price: z
    .strictObject({ kind: z.enum(PRICE_KINDS), euros: z.number().positive().optional() })
    .default({ kind: 'free' }),
  capacity: z.int().positive().optional(),
  funding: line.optional(),
  createdAt: instant,
  occurrences: z.array(occurrenceRecord).min(1),
});

export const textRecord = z.strictObject({
  title: line.max(160),
  summary: line.max(240),
  description: z.string().min(1).max(5000),
  /** Plain-language summary (Leichte or Einfache Sprache in German). */
  easy: z.string().max(1000).optional(),
  /** What to know about taking part: what to bring, how to register, concessions. */
  participation: z.string().max(500).optional(),
});

export const textsFile = z.record(slug, textRecord);

export type EditionRecord = z.infer<typeof editionRecord>;
export type PlaceRecord = z.infer<typeof placeRecord>;
export type VenueRecord = z.infer<typeof venueRecord>;
export type OrganiserRecord = z.infer<typeof organiserRecord>;
export type CategoryRecord = z.infer<typeof categoryRecord>;
export type OccurrenceRecord = z.infer<typeof occurrenceRecord>;
export type EventRecord = z.infer<typeof eventRecord>;
export type TextRecord = z.infer<typeof textRecord>;
