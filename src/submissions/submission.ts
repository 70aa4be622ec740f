import type { EventState, SubmissionState } from '#db/schema.ts';
import type { Edition } from '#src/catalogue/types.ts';
import type { SubmissionValues } from '#src/changes/change.ts';
import type { EventPatch } from '#src/changes/event-patch.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import type { OccurrenceStatus } from '#src/filter/vocabulary.ts';
import type { LanguageCode } from '#src/languages/languages.ts';

/** What an organiser may see of their own submission: everything that they said, and everything that they were told. */
export interface Submission {
  readonly id: string;
  /** How the organiser names it. */
  readonly number: number;
  /** Which of its links is the one that counts. */
  readonly generation: number;
  readonly state: SubmissionState;
  /** The interface language that it was sent in. */
  readonly language: LanguageCode;
  readonly contact: SubmissionValues['contact'];
  /** For the coordinators. */
  readonly note: string | null;
  /** What was asked, or why it was refused. */
  readonly message: string | null;
  readonly answer: string | null;
  readonly createdAt: string;
  readonly confirmedAt: string | null;
  /** The day on which it is deleted unless it is confirmed. */
  readonly deleteDay: string;
  readonly event: SubmittedEvent;
  /** The correction that waits to be looked at. */
  readonly pending: Revision | null;
  /** The last correction that was looked at. */
  readonly decided: Revision | null;
}

export interface SubmittedEvent {
  readonly slug: string;
  readonly state: EventState;
  readonly edition: Edition;
  readonly values: EventValues;
  /** By start, cancelled ones too. */
  readonly dates: readonly SubmittedDate[];
  /** Names, in the order of `values.organisers`. */
  readonly organisers: readonly string[];
}

export interface SubmittedDate {
  readonly uid: string;
  readonly status: OccurrenceStatus;
  readonly start: string;
  readonly end: string | null;
  readonly allDay: boolean;
  /** Null if it is online only. */
  readonly venue: { readonly name: string; readonly place: { readonly name: string } } | null;
}

export interface Revision {
  readonly state: 'pending' | 'accepted' | 'declined';
  /** What it changes, before and after. */
  readonly base: EventPatch;
  readonly patch: EventPatch;
  readonly fields: readonly (keyof EventValues)[];
  /** Of one that was accepted: what of it was not. */
  readonly left: readonly (keyof EventValues)[];
  /** Why it was declined. */
  readonly message: string | null;
}

/** How far it has come, as its organiser sees it: what they can do and what happens next depend on it. */
export type Phase =
  | 'unconfirmed'
  /** The coordinators look at it. */
  | 'waiting'
  /** It waits for an answer. */
  | 'asked'
  | 'published'
  /** Published, and every date of it is cancelled. */
  | 'cancelled'
  /** Taken from the programme by the coordinators. */
  | 'removed'
  | 'rejected'
  | 'withdrawn';

export function phaseOf({ state, event }: Submission): Phase {
  if (event.state === 'withdrawn') return 'removed';
  if (event.state === 'published') return event.dates.some(isOn) ? 'published' : 'cancelled';
  switch (state) {
    case 'unconfirmed':
    case 'asked':
    case 'rejected':
    case 'withdrawn':
      return state;
    default:
      return 'waiting';
  }
}

export function isOn({ status }: SubmittedDate): boolean {
  return status !== 'cancelled';
}

/** The title in the language asked for or, where that is missing, in German, or else in any; with its language. */
export function titleOf({ event }: Submission, wanted: string): { readonly text: string; readonly language: string } {
  const { texts } = event.values;
  const language = [wanted, 'de'].find((code) => texts[code]) ?? Object.keys(texts)[0]!;
  return { text: texts[language]!.title, language };
}

export function mayBeCorrected(phase: Phase): boolean {
  return !['removed', 'rejected', 'withdrawn'].includes(phase);
}

/** As long as nobody knows of it; what is published is cancelled instead. */
export function mayBeWithdrawn(phase: Phase): boolean {
  return ['unconfirmed', 'waiting', 'asked'].includes(phase);
}
