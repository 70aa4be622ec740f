import type { Transaction } from 'kysely';
import type { DemonstrationData } from '#db/demonstration/read-demonstration.ts';
import type { Tables } from '#db/schema.ts';
import type { OrganiserFacts, VenueFacts } from '#src/catalogue/record-facts.ts';
import type { LanguageCode } from '#src/languages/languages.ts';
import type { EditionValues } from './edition-values.ts';
import type { EventValues } from './event-values.ts';
import type { Effect, Refusal, Repeated } from './outcome.ts';

export { refuse, type Applied, type Effect, type Refusal, type Repeated } from './outcome.ts';

/**
 * Everything that changes the catalogue is one of these, applied by `applyChange`.
 * Times are local to the festival (`YYYY-MM-DDTHH:MM`).
 */
export type Change =
  /** Fills an empty catalogue with the demonstration week; with `replace`, puts it in the place of the present one. */
  | { readonly kind: 'load-demonstration'; readonly data: DemonstrationData; readonly replace: boolean }
  /** With `base`, only if it still is what the coordinator saw (`digestOf` its `EventBase`). */
  | { readonly kind: 'publish'; readonly event: string; readonly base?: string }
  /** Takes a published event from the pages; feeds tell it as cancelled. */
  | ({ readonly kind: 'withdraw'; readonly message?: string } & OfEvent)
  /**
   * Cancels one date or, without `date`, all of them. `date` is the day it starts on, or its uid. Here as in `move` and
   * `withdraw`, visitors and the organiser read the `message`.
   */
  | ({ readonly kind: 'cancel'; readonly date?: string; readonly message?: string } & OfEvent)
  /** Gives one date another time, venue or both. Without `end` it lasts as long as before. */
  | ({
      readonly kind: 'move';
      readonly date?: string;
      readonly start?: string;
      readonly end?: string;
      readonly venue?: string;
      readonly message?: string;
    } & OfEvent)
  /** With `text` null the language is taken away. `base`: the digest of the text that it was based on. */
  | {
      readonly kind: 'edit-text';
      readonly event: string;
      readonly language: string;
      readonly text: TextValues | null;
      readonly base?: string;
    }
  /** Adds an event as a draft, to the edition with that slug. */
  | { readonly kind: 'add-event'; readonly edition: string; readonly values: EventValues; readonly closed?: boolean }
  /** Makes an event what `values` say; `base` is `digestOf` the ones that they were written over (`EventBase`). */
  | {
      readonly kind: 'edit-event';
      readonly event: string;
      readonly base: string;
      readonly values: EventValues;
      readonly closed: boolean;
      /** Publishes it with that. */
      readonly publish?: boolean;
      /** When the correction was sent that waits and is in it, as it is or changed: with that, it is taken. */
      readonly settles?: string;
    }
  /** Takes back the last change of an event: `change` is its number in the log. */
  | { readonly kind: 'undo'; readonly event: string; readonly change: number }
  /** A coordinator has seen what its organiser did. */
  | ({ readonly kind: 'take-note' } & OfEvent)
  | { readonly kind: 'add-venue'; readonly values: VenueFacts }
  /**
   * What is left out stays as it is; so with an organiser. `base` is the digest of the facts that somebody saw
   * before (`digestOf`): where they are others by now, it is refused.
   */
  | {
      readonly kind: 'edit-venue';
      readonly venue: string;
      readonly values: Partial<VenueFacts>;
      readonly base?: string;
    }
  /** Makes one that was proposed with a submission the catalogue's own. */
  | { readonly kind: 'approve-venue'; readonly venue: string }
  /** Two records of one house become one: `from` leads to `into` from then on. `base`: of `{ from, into }`. */
  | { readonly kind: 'merge-venues'; readonly from: string; readonly into: string; readonly base?: string }
  /** Only one that no event names. */
  | { readonly kind: 'delete-venue'; readonly venue: string; readonly base?: string }
  | { readonly kind: 'add-organiser'; readonly values: OrganiserFacts }
  | {
      readonly kind: 'edit-organiser';
      readonly organiser: string;
      readonly values: Partial<OrganiserFacts>;
      readonly base?: string;
    }
  | { readonly kind: 'approve-organiser'; readonly organiser: string }
  | { readonly kind: 'merge-organisers'; readonly from: string; readonly into: string; readonly base?: string }
  | { readonly kind: 'delete-organiser'; readonly organiser: string; readonly base?: string }
  /** Says where the area of the catalogue ends: the text of a GeoJSON file; null takes the outline away. */
  | { readonly kind: 'set-outline'; readonly geojson: string | null; readonly attribution?: string }
  /** Takes events from a file, all or none: new ones as drafts. `file` is its name, for the log. */
  | {
      readonly kind: 'import-events';
      readonly edition: string;
      readonly file: string;
      readonly events: readonly ImportedEvent[];
    }
  /** Takes an event from an organiser; `formKey` names the form, so that a repeat is recognised. */
  | ({ readonly kind: 'submit'; readonly formKey: string } & SubmissionValues)
  /** By the submission's id; so are the next ones. */
  | { readonly kind: 'confirm-submission'; readonly submission: string }
  /** `base`: what `digestOf` said of the event when the form was opened; left out, whatever it said. */
  | {
      readonly kind: 'correct';
      readonly submission: string;
      readonly formKey: string;
      readonly base?: string;
      readonly values: EventValues;
    }
  | { readonly kind: 'answer'; readonly submission: string; readonly answer: string }
  | { readonly kind: 'withdraw-submission'; readonly submission: string }
  | { readonly kind: 'cancel-own'; readonly submission: string; readonly date?: string }
  /** Coordinators name the event by its slug. */
  | ({ readonly kind: 'ask'; readonly message: string } & OfEvent)
  | ({ readonly kind: 'reject'; readonly message: string } & OfEvent)
  /** Without `fields` all of them. */
  | ({ readonly kind: 'accept-revision'; readonly fields?: readonly string[] } & OfEvent)
  | ({ readonly kind: 'decline-revision'; readonly message: string } & OfEvent)
  /** Makes the secret link of a submission anew: the old one is worth nothing then. */
  | ({ readonly kind: 'renew-link' } & OfEvent)
  /** The same by the organiser, who names which of the links they have: asked twice, it is made once. */
  | { readonly kind: 'renew-own-link'; readonly submission: string; readonly generation: number }
  /**
   * Writes to another address, or once more to the same one, before it is confirmed. Links in mails to a wrong address
   * open nothing any more.
   */
  | { readonly kind: 'readdress'; readonly submission: string; readonly generation: number; readonly email: string }
  /** Tells the coordinators what keeps somebody from using the website; `formKey` names the form, so that a repeat is recognised. */
  | ({ readonly kind: 'report-barrier'; readonly formKey: string } & BarrierReport)
  /** Deletes what nobody confirmed in time. */
  | { readonly kind: 'delete-unconfirmed' }
  /** Deletes and forgets all personal data whose time is over (`src/privacy/retention.ts`). */
  | { readonly kind: 'privacy-clean' }
  | { readonly kind: 'add-edition'; readonly edition: string; readonly values: EditionValues }
  /** `base`: the digest of the values that it was based on. */
  | {
      readonly kind: 'edit-edition';
      readonly edition: string;
      readonly values: EditionValues;
      readonly base?: string;
    }
  | { readonly kind: 'show-edition'; readonly edition: string }
  /** Copies events of one edition, by their slugs, into another one as drafts. */
  | {
      readonly kind: 'copy-events';
      readonly from: string;
      readonly to: string;
      readonly events: readonly string[];
    }
  /** Lets somebody work at the desk; the first of all is an administrator. With `invite` they get a mail with a link. */
  | {
      readonly kind: 'add-coordinator';
      readonly email: string;
      readonly name: string;
      readonly isAdministrator: boolean;
      readonly invite: boolean;
    }
  /** By id or address; so is the next one. */
  | {
      readonly kind: 'change-coordinator';
      readonly coordinator: string;
      readonly name?: string;
      readonly isAdministrator?: boolean;
    }
  /** Ends all their sessions, too. */
  | { readonly kind: 'remove-coordinator'; readonly coordinator: string };

/** By its slug, as coordinators name it. */
interface OfEvent {
  readonly event: string;
  /** What `readStamp` said of it when they saw it: refused if anything has happened to it since. */
  readonly seen?: string;
}

/** What an organiser sends. */
export interface SubmissionValues {
  /** The interface language that mails to them are in. */
  readonly language: LanguageCode;
  /** Never published. */
  readonly contact: { readonly name: string; readonly email: string; readonly phone: string | null };
  /** For the coordinators. */
  readonly note: string | null;
  readonly values: EventValues;
}

/** What somebody says of a barrier. Kept in the mail alone, never in the log. */
export interface BarrierReport {
  /** Path and query of the page; null where none was given. */
  readonly page: string | null;
  readonly message: string;
  /** Where they want an answer; null where they want none. */
  readonly email: string | null;
  /** The language that they were reading in. */
  readonly language: LanguageCode;
}

/** One event of a file. */
export interface ImportedEvent {
  /** What it is called in the file; null where that is its slug. */
  readonly key: { readonly name: string; readonly digest: string } | null;
  /** The event that it changes, with the digest (`digestOf`) of the values that it was compared with; null for a new one. */
  readonly known: { readonly slug: string; readonly base: string } | null;
  readonly values: EventValues;
}

/** What a text change may hold; what is left out stays as it is. */
export interface TextValues {
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly easy?: string | null;
  readonly participation?: string | null;
}

export type ChangeKind = Change['kind'];

/** Applies one kind of change inside a transaction that is rolled back if it refuses. `at` is the present instant. */
export type ChangeHandler<Kind extends ChangeKind> = (
  db: Transaction<Tables>,
  change: Extract<Change, { kind: Kind }>,
  at: string,
) => Promise<Effect | Repeated | Refusal>;
