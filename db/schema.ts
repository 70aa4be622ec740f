import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';
import type {
  AccessFeature,
  Audience,
  Licence,
  OccurrenceStatus,
  PriceKind,
  RegistrationKind,
  StepFreeDegree,
} from '#src/filter/vocabulary.ts';

/**
 * The tables, as Kysely sees them. Keys are UUIDs; flags 0 or 1; days `YYYY-MM-DD`; local times
 * `YYYY-MM-DDTHH:MM` in the festival's zone; instants UTC `YYYY-MM-DDTHH:MM:SSZ`, in columns ending in `_at`.
 */
export interface Tables {
  catalogue: CatalogueTable;
  edition: EditionTable;
  edition_text: EditionTextTable;
  place: PlaceTable;
  venue: VenueTable;
  organiser: OrganiserTable;
  venue_redirect: RedirectTable;
  organiser_redirect: RedirectTable;
  category: CategoryTable;
  category_text: CategoryTextTable;
  event: EventTable;
  event_text: EventTextTable;
  event_organiser: EventOrganiserTable;
  event_audience: { event_id: string; audience: Audience };
  event_language: EventLanguageTable;
  event_access: { event_id: string; feature: AccessFeature };
  occurrence: OccurrenceTable;
  occurrence_access: { occurrence_id: string; feature: AccessFeature };
  outline: OutlineTable;
  picture: PictureTable;
  submission: SubmissionTable;
  revision: RevisionTable;
  rate_limit: { key: string; hits: number; ends_at: string };
  import_key: ImportKeyTable;
  change: ChangeTable;
  mail: MailTable;
  coordinator: CoordinatorTable;
  coordinator_session: CoordinatorSessionTable;
  coordinator_account: CoordinatorAccountTable;
  coordinator_link: CoordinatorLinkTable;
}

type Flag = 0 | 1;

/** One row: the version of everything that a public page can show, and when it was raised last. */
interface CatalogueTable {
  id: ColumnType<1, 1, never>;
  version: number;
  changed_at: string;
}

interface EditionTable {
  id: string;
  slug: string;
  official_start_day: string;
  official_end_day: string;
  programme_start_day: string;
  programme_end_day: string;
  deadline_at: string;
  /** The one edition that pages show when none is named. */
  shown: Flag;
  accepting: Flag;
  demonstration: Flag;
  /** The day that a demonstration calls "today". */
  pinned_day: string | null;
  /** The catalogue's version when anything that this edition's pages show changed last. */
  version: number;
  /** Whom organisers may ask, and who hears of what they send. */
  contact_name: string | null;
  contact_email: string | null;
  contact_phone: string | null;
}

interface EditionTextTable {
  edition_id: string;
  language: string;
  title: string;
  motto: string;
}

interface PlaceTable {
  id: string;
  slug: string;
  name: string;
  /** The town that this district belongs to. */
  part_of_id: string | null;
  latitude: number;
  longitude: number;
}

interface VenueTable {
  id: string;
  slug: string;
  name: string;
  place_id: string;
  street: string | null;
  postcode: string;
  latitude: number | null;
  longitude: number | null;
  step_free: StepFreeDegree | null;
  accessible_toilet: Flag | null;
  accessible_parking: Flag | null;
  hearing_loop: Flag | null;
  nearest_stop: string | null;
  /** Named with a submission, and shown nowhere before that is published. */
  proposed: ColumnType<Flag, Flag | undefined, Flag>;
}

interface OrganiserTable {
  id: string;
  slug: string;
  name: string;
  url: string | null;
  email: string | null;
  phone: string | null;
  proposed: ColumnType<Flag, Flag | undefined, Flag>;
}

/** A former address: of a record that was merged into another. Never leads to one that was itself merged. */
interface RedirectTable {
  slug: string;
  /** The id of the record that is no more, which the log may still name. */
  former_id: string;
  target_id: string;
}

interface CategoryTable {
  id: string;
  slug: string;
  position: number;
}

interface CategoryTextTable {
  category_id: string;
  language: string;
  name: string;
}

export type EventState = 'draft' | 'published' | 'withdrawn';

interface EventTable {
  id: string;
  slug: string;
  edition_id: string;
  category_id: string;
  state: EventState;
  /** 1: closed to the public, known to coordinators, never listed. */
  closed: Flag;
  registration_kind: RegistrationKind;
  registration_until: string | null;
  registration_email: string | null;
  registration_phone: string | null;
  registration_url: string | null;
  price_kind: PriceKind;
  price_cents: number | null;
  capacity: number | null;
  funding: string | null;
  created_at: string;
  first_published_at: string | null;
  changed_at: string;
}

interface EventTextTable {
  event_id: string;
  language: string;
  title: string;
  summary: string;
  description: string;
  easy: string | null;
  participation: string | null;
}

interface EventOrganiserTable {
  event_id: string;
  organiser_id: string;
  position: number;
}

interface EventLanguageTable {
  event_id: string;
  language: string;
  position: number;
}

interface OccurrenceTable {
  id: string;
  event_id: string;
  uid: string;
  start_local: string;
  start_at: string;
  end_local: string | null;
  end_at: string | null;
  all_day: Flag;
  venue_id: string | null;
  online_url: string | null;
  status: OccurrenceStatus;
  previous_start_local: string | null;
  previous_venue_id: string | null;
  sequence: number;
  changed_at: string;
  /** What visitors are told of the last change of time, place or status, in German. */
  notice: ColumnType<string | null, string | null | undefined, string | null>;
}

/** One row or none: where the area ends that the catalogue is for. */
interface OutlineTable {
  id: ColumnType<1, 1, never>;
  /** JSON of polygons of rings, each ring its longitudes and latitudes in turn: `[[[10.1,50.9,10.2,50.9,10.2,51]]]`. */
  geometry: string;
  /** Names `geometry`, so that who has read it need not read it again (SHA-256 in hexadecimal). */
  digest: string;
  attribution: string | null;
}

/** The picture of an event; its files are in the media store. */
interface PictureTable {
  event_id: string;
  hash: string;
  width: number;
  height: number;
  alt: string;
  credit: string;
  licence: Licence;
}

export type SubmissionState = 'unconfirmed' | 'new' | 'asked' | 'answered' | 'published' | 'rejected' | 'withdrawn';

/** What an organiser sent, beside the event that it became: their own contact, and how far it has come. */
interface SubmissionTable {
  number: Generated<number>;
  id: string;
  /** Of the form that was sent: sent again, it is the same submission. */
  form_key: string;
  /** Of the last form that corrected it as a draft: sent again, it changes nothing. */
  correction_key: string | null;
  event_id: string;
  state: SubmissionState;
  language: string;
  contact_name: string;
  contact_email: string;
  contact_phone: string | null;
  /** For the coordinators. */
  note: string | null;
  /** What coordinators asked, or why they said no. */
  message: string | null;
  answer: string | null;
  /** What its organiser did to the published event and no coordinator has taken note of yet. */
  attention: ColumnType<'cancelled' | null, 'cancelled' | null | undefined, 'cancelled' | null>;
  /** Raised to make the secret link anew: older ones are worth nothing then. */
  generation: number;
  created_at: string;
  confirmed_at: string | null;
  changed_at: string;
}

/** A correction of a published event that a coordinator has to look at. */
interface RevisionTable {
  id: string;
  event_id: string;
  form_key: string;
  /** The event's `changed_at` when it was written. */
  base_at: string;
  /** JSON of the fields that it changes, before and after. */
  base: string;
  patch: string;
  state: 'pending' | 'accepted' | 'declined' | 'superseded';
  message: string | null;
  created_at: string;
  decided_at: string | null;
  decided_by: string | null;
}

/** What an imported event is called in the file that it came from, so that the next import finds it again. */
interface ImportKeyTable {
  edition_id: string;
  /** `nr:17`, `uid:…` of a calendar file, `row:…` of a row without a number. */
  key: string;
  event_id: string;
  /** Of what the file said of it: said again, it is nothing new, whatever the desk has made of it since. */
  digest: string;
}

/** The log: who changed what, when, from what to what. */
interface ChangeTable {
  id: ColumnType<number, never, never>;
  at: string;
  actor: string;
  kind: string;
  /** What was changed, as a word and a slug: `event fest-der-vielfalt`. */
  subject: string;
  /** JSON of the changed fields before and after; null where there was or is nothing. */
  before: string | null;
  after: string | null;
  version: number;
}

export type MailState = 'queued' | 'sending' | 'sent' | 'dropped' | 'failed';

/** The outbox. `dropped`: found to be no longer needed when its turn came. */
interface MailTable {
  id: string;
  /** What stands between the angle brackets of its Message-ID; chosen at the first attempt and kept for all others. */
  message_id: string | null;
  recipient: string;
  language: string;
  /** The name of what it says. */
  template: string;
  /** The id of what it is about: a submission, an event. */
  subject_id: string | null;
  /** JSON of what the template needs besides. Never a secret link: those are made when the mail is written. */
  data: string;
  state: MailState;
  attempts: number;
  /** When it is due; of one that is being sent, when another process may take it over. Null: never again. */
  next_attempt_at: string | null;
  created_at: string;
  sent_at: string | null;
  /** Why the last attempt failed, in codes: `550 5.1.1 EENVELOPE`. */
  last_error: string | null;
}

/** Who works at the desk. Instants that better-auth writes, in these tables, have milliseconds: `…:00.000Z`. */
interface CoordinatorTable {
  id: string;
  name: string;
  /** In lower case. */
  email: string;
  /** Whether a link that went there has been used. */
  email_verified: Flag;
  is_administrator: Flag;
  created_at: string;
  updated_at: string;
}

interface CoordinatorSessionTable {
  id: string;
  coordinator_id: string;
  token: string;
  expires_at: string;
  created_at: string;
  updated_at: string;
  user_agent: string | null;
}

interface CoordinatorAccountTable {
  id: string;
  coordinator_id: string;
  /** The coordinator's id again. */
  account_id: string;
  provider_id: 'credential';
  /** Its hash. */
  password: string | null;
  created_at: string;
  updated_at: string;
}

/** A one-time link that has not been used. Its secret is made of the id when it is written, and kept nowhere. */
interface CoordinatorLinkTable {
  id: string;
  coordinator_id: string;
  expires_at: string;
  created_at: string;
}

export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;
export type NewRow<Table extends keyof Tables> = Insertable<Tables[Table]>;
