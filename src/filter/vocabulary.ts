/**
 * The closed vocabularies of the catalogue: what may stand in an event's or venue's coded fields.
 * Their names for people are in `content/strings/<lang>.json` under `audience.*` and `access.*`.
 */

/** Whom an event is for. `everyone` is a value of its own: "open to all" is worth saying. */
export const AUDIENCES = [
  'everyone',
  'families',
  'children',
  'youth',
  'adults',
  'women',
  'seniors',
  'newcomers',
  'jobseekers',
  'professionals',
  'volunteers',
  'schools',
] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * What a filter may ask for, in the order pages list it: all that is stated of an event or venue, and what an event's
 * texts show by themselves. `easy-text`: some text of it describes it in plain language.
 */
export const ACCESS_CHOICES = [
  'step-free',
  'accessible-toilet',
  'accessible-parking',
  'hearing-loop',
  'sign-language',
  'easy-language',
  'easy-text',
  'interpreting',
  'childcare',
] as const;
export type AccessChoice = (typeof ACCESS_CHOICES)[number];

/** What makes an event or venue accessible and is stated of it, in the same order. */
export type AccessFeature = Exclude<AccessChoice, 'easy-text'>;
export const ACCESS_FEATURES: readonly AccessFeature[] = ACCESS_CHOICES.filter((choice) => choice !== 'easy-text');

/** Whether one must register: `required` may carry a deadline, `optional` means welcome but not needed. */
export const REGISTRATION_KINDS = ['none', 'optional', 'required'] as const;
export type RegistrationKind = (typeof REGISTRATION_KINDS)[number];

/** What it costs. `fee` carries an amount; `donation` means free entry and a hat at the door. */
export const PRICE_KINDS = ['free', 'donation', 'fee'] as const;
export type PriceKind = (typeof PRICE_KINDS)[number];

export const OCCURRENCE_STATUSES = ['scheduled', 'cancelled', 'postponed', 'moved'] as const;
export type OccurrenceStatus = (typeof OCCURRENCE_STATUSES)[number];

/** Step-free access of a venue; null where nobody has looked. */
export const STEP_FREE_DEGREES = ['yes', 'partly', 'no'] as const;
export type StepFreeDegree = (typeof STEP_FREE_DEGREES)[number];

/** On what terms a picture may be shown: `own` is that of whoever submits it, `permission` somebody's word. */
export const LICENCES = ['own', 'permission', 'cc-by', 'cc-by-sa', 'cc0'] as const;
export type Licence = (typeof LICENCES)[number];
