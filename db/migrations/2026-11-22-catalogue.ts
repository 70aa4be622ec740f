import { sql, type Kysely } from 'kysely';

/** The catalogue's first tables. Frozen: later changes are migrations of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table catalogue (
    id integer primary key check (id = 1),
    version integer not null,
    changed_at text not null
  )`,
  `insert into catalogue (id, version, changed_at) values (1, 0, '1970-01-01T00:00:00Z')`,
  `create table edition (
    id text primary key,
    slug text not null unique,
    official_start_day text not null,
    official_end_day text not null,
    programme_start_day text not null,
    programme_end_day text not null,
    deadline_at text not null,
    shown integer not null check (shown in (0, 1)),
    accepting integer not null check (accepting in (0, 1)),
    demonstration integer not null check (demonstration in (0, 1)),
    pinned_day text,
    version integer not null,
    check (official_start_day <= official_end_day),
    check (programme_start_day <= official_start_day and official_end_day <= programme_end_day)
  )`,
  `create unique index edition_shown on edition (shown) where shown = 1`,
  `create table edition_text (
    edition_id text not null references edition (id) on delete cascade,
    language text not null,
    title text not null,
    motto text not null,
    primary key (edition_id, language)
  )`,
  `create table place (
    id text primary key,
    slug text not null unique,
    name text not null,
    part_of_id text references place (id),
    latitude real not null,
    longitude real not null
  )`,
  `create table venue (
    id text primary key,
    slug text not null unique,
    name text not null,
    place_id text not null references place (id),
    street text,
    postcode text not null,
    latitude real,
    longitude real,
    step_free text check (step_free in ('yes', 'partly', 'no')),
    accessible_toilet integer check (accessible_toilet in (0, 1)),
    accessible_parking integer check (accessible_parking in (0, 1)),
    hearing_loop integer check (hearing_loop in (0, 1)),
    nearest_stop text,
    check ((latitude is null) = (longitude is null))
  )`,
  `create table organiser (
    id text primary key,
    slug text not null unique,
    name text not null,
    url text,
    email text,
    phone text
  )`,
  `create table category (
    id text primary key,
    slug text not null unique,
    position integer not null
  )`,
  `create table category_text (
    category_id text not null references category (id) on delete cascade,
    language text not null,
    name text not null,
    primary key (category_id, language)
  )`,
  `create table event (
    id text primary key,
    slug text not null unique,
    edition_id text not null references edition (id),
    category_id text not null references category (id),
    state text not null check (state in ('draft', 'published', 'withdrawn')),
    closed integer not null check (closed in (0, 1)),
    registration_kind text not null check (registration_kind in ('none', 'optional', 'required')),
    registration_until text,
    registration_email text,
    registration_phone text,
    registration_url text,
    price_kind text not null check (price_kind in ('free', 'donation', 'fee')),
    price_cents integer check (price_cents > 0),
    capacity integer check (capacity > 0),
    funding text,
    created_at text not null,
    first_published_at text,
    changed_at text not null,
    check (state = 'draft' or first_published_at is not null)
  )`,
  `create index event_of_edition on event (edition_id, state)`,
  `create table event_text (
    event_id text not null references event (id) on delete cascade,
    language text not null,
    title text not null,
    summary text not null,
    description text not null,
    easy text,
    participation text,
    primary key (event_id, language)
  )`,
  `create table event_organiser (
    event_id text not null references event (id) on delete cascade,
    organiser_id text not null references organiser (id),
    position integer not null,
    primary key (event_id, organiser_id)
  )`,
  `create index event_of_organiser on event_organiser (organiser_id)`,
  `create table event_audience (
    event_id text not null references event (id) on delete cascade,
    audience text not null,
    primary key (event_id, audience)
  )`,
  `create table event_language (
    event_id text not null references event (id) on delete cascade,
    language text not null,
    position integer not null,
    primary key (event_id, language)
  )`,
  `create table event_access (
    event_id text not null references event (id) on delete cascade,
    feature text not null,
    primary key (event_id, feature)
  )`,
  `create table occurrence (
    id text primary key,
    event_id text not null references event (id) on delete cascade,
    uid text not null unique,
    start_local text not null,
    start_at text not null,
    end_local text,
    end_at text,
    all_day integer not null check (all_day in (0, 1)),
    venue_id text references venue (id),
    online_url text,
    status text not null check (status in ('scheduled', 'cancelled', 'postponed', 'moved')),
    previous_start_local text,
    previous_venue_id text references venue (id),
    sequence integer not null,
    changed_at text not null,
    check (end_at is null or start_at < end_at),
    check (venue_id is not null or online_url is not null)
  )`,
  `create index occurrence_of_event on occurrence (event_id)`,
  `create index occurrence_at_venue on occurrence (venue_id)`,
  `create table occurrence_access (
    occurrence_id text not null references occurrence (id) on delete cascade,
    feature text not null,
    primary key (occurrence_id, feature)
  )`,
  `create table change (
    id integer primary key autoincrement,
    at text not null,
    actor text not null,
    kind text not null,
    subject text not null,
    before text,
    after text,
    version integer not null
  )`,
  `create index change_of_subject on change (subject)`,
];
