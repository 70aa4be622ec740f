/** Why a change was not applied: nothing was written. `field` is the field of the change that must be mended. */
export interface Refusal {
  readonly ok: false;
  readonly code:
    | 'unknown-event'
    | 'unknown-edition'
    | 'unknown-organiser'
    | 'unknown-place'
    | 'unknown-category'
    | 'unknown-submission'
    | 'edition-exists'
    | 'overlaps-edition'
    | 'not-a-name'
    | 'not-a-day'
    | 'closed'
    | 'too-many'
    | 'not-open'
    | 'not-asked'
    | 'no-revision'
    | 'changed-meanwhile'
    | 'not-undoable'
    | 'unknown-venue'
    | 'name-taken'
    | 'in-use'
    | 'same-record'
    | 'not-proposed'
    | 'unknown-date'
    | 'date-needed'
    | 'not-publishable'
    | 'already-published'
    | 'not-published'
    | 'already-cancelled'
    | 'nothing-to-change'
    | 'not-a-time'
    | 'end-before-start'
    | 'too-long'
    | 'outside-programme'
    | 'incomplete-text'
    | 'not-geojson'
    | 'not-an-area'
    | 'not-wgs84'
    | 'too-large'
    | 'outline-elsewhere'
    | 'catalogue-not-empty'
    | 'not-a-demonstration'
    | 'unknown-coordinator'
    | 'already-coordinator'
    | 'last-administrator'
    | 'not-an-address'
    | 'name-needed';
  readonly field: string;
  /** English, for the command line and logs; pages have words of their own for each code. */
  readonly message: string;
}

export interface Applied {
  readonly ok: true;
  /** The catalogue's version with this change in it. */
  readonly version: number;
  /** The id of what was made or found, where a change says so. */
  readonly id?: string;
}

/** What a change did, as it goes into the log. */
export interface Effect {
  readonly ok: true;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  /** The editions whose pages it touches, by id. */
  readonly editions: readonly string[];
  /** False if no public page can show it: then the catalogue's version stays as it is. */
  readonly isPublic?: false;
  readonly id?: string;
}

/** It had happened before: nothing was written. */
export interface Repeated {
  readonly ok: true;
  readonly isRepeated: true;
  readonly id: string;
}

export function refuse(code: Refusal['code'], field: string, message: string): Refusal {
  return { ok: false, code, field, message };
}
