import type { Kysely } from 'kysely';
import type { EventState, SubmissionState, Tables } from '#db/schema.ts';
import { lettersOf } from '#src/filter/words.ts';
import { DEFAULT_LANGUAGE } from '#src/languages/languages.ts';

/** A submission that waits for the coordinators, or for the answer to what they asked. */
export interface PendingSubmission {
  readonly number: number;
  /** The slug of its event. */
  readonly event: string;
  readonly eventState: EventState;
  readonly state: SubmissionState;
  /** In German, if it has that; and the language that it is in. */
  readonly title: string;
  readonly language: string;
  readonly organisers: readonly string[];
  /** Local start of its first date; null if it has none. */
  readonly start: string | null;
  /** The town of its first venue; null if it is online. */
  readonly town: string | null;
  /** Since when it is as it is. */
  readonly since: string;
  readonly remarks: readonly Remark[];
}

/** What is missing, or worth a look before publishing. Facts only: what they mean is for people to say. */
export type Remark =
  | { readonly code: 'no-german-text' | 'outside-programme' }
  | { readonly code: 'new-organiser' | 'venue-without-coordinates'; readonly name: string }
  | { readonly code: 'same-title'; readonly event: string };

const PENDING: readonly SubmissionState[] = ['new', 'answered', 'asked'];

/** All that are confirmed and not settled, the longest waiting first. */
export async function readPending(db: Kysely<Tables>): Promise<PendingSubmission[]> {
  return db.transaction().execute(async (at) => {
    const rows = await at
      .selectFrom('submission')
      .innerJoin('event', 'event.id', 'submission.event_id')
      .innerJoin('edition', 'edition.id', 'event.edition_id')
      .select(['submission.number', 'submission.state', 'submission.confirmed_at', 'submission.changed_at'])
      .select(['event.id', 'event.slug', 'event.state as event_state', 'event.edition_id'])
      .select(['edition.programme_start_day as first_day', 'edition.programme_end_day as last_day'])
      .where('submission.state', 'in', PENDING)
      .execute();
    const ids = rows.map(({ id }) => id);
    const texts = byEvent(await textsOf(at, ids));
    const dates = byEvent(await datesOf(at, ids));
    const organisers = byEvent(await organisersOf(at, ids));
    const titles = await titlesBeside(at);
    const pending = rows.map((row): PendingSubmission => {
      const ofEvent = texts.get(row.id) ?? [];
      const text = ofEvent.find(({ language }) => language === DEFAULT_LANGUAGE) ?? ofEvent[0];
      const when = dates.get(row.id) ?? [];
      const by = organisers.get(row.id) ?? [];
      const isOutside = when.some(({ day }) => day < row.first_day || day > row.last_day);
      const like = titles.find(
        ({ id, edition_id, title }) =>
          id !== row.id && edition_id === row.edition_id && ofEvent.some((own) => isSameTitle(own.title, title)),
      );
      return {
        number: row.number,
        event: row.slug,
        eventState: row.event_state,
        state: row.state,
        title: text?.title ?? '',
        language: text?.language ?? DEFAULT_LANGUAGE,
        organisers: by.map(({ name }) => name),
        start: when[0]?.start ?? null,
        town: when.find(({ town }) => town !== null)?.town ?? null,
        since: row.state === 'new' ? (row.confirmed_at ?? row.changed_at) : row.changed_at,
        remarks: [
          ...(text?.language === DEFAULT_LANGUAGE ? [] : [{ code: 'no-german-text' } as const]),
          ...(isOutside ? [{ code: 'outside-programme' } as const] : []),
          ...namesOf(
            when.filter(({ latitude, venue }) => venue !== null && latitude === null).map((d) => d.venue!),
          ).map((name) => ({ code: 'venue-without-coordinates', name }) as const),
          ...by.filter(({ proposed }) => proposed === 1).map(({ name }) => ({ code: 'new-organiser', name }) as const),
          ...(like ? [{ code: 'same-title', event: like.slug } as const] : []),
        ],
      };
    });
    return pending.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.number - b.number));
  });
}

function textsOf(db: Kysely<Tables>, ids: readonly string[]) {
  return db
    .selectFrom('event_text')
    .select(['event_id', 'language', 'title'])
    .where('event_id', 'in', ids)
    .orderBy('language')
    .execute();
}

async function datesOf(db: Kysely<Tables>, ids: readonly string[]) {
  const rows = await db
    .selectFrom('occurrence')
    .leftJoin('venue', 'venue.id', 'occurrence.venue_id')
    .leftJoin('place', 'place.id', 'venue.place_id')
    .select(['event_id', 'start_local as start', 'venue.name as venue', 'venue.latitude', 'place.name as town'])
    .where('event_id', 'in', ids)
    .where('status', '<>', 'cancelled')
    .orderBy('start_at')
    .execute();
  return rows.map((row) => ({ ...row, day: row.start.slice(0, 10) }));
}

function organisersOf(db: Kysely<Tables>, ids: readonly string[]) {
  return db
    .selectFrom('event_organiser')
    .innerJoin('organiser', 'organiser.id', 'event_organiser.organiser_id')
    .select(['event_id', 'name', 'proposed'])
    .where('event_id', 'in', ids)
    .orderBy('position')
    .execute();
}

/** The titles of all that is or may become public: not of what was rejected or taken back. */
function titlesBeside(db: Kysely<Tables>) {
  return db
    .selectFrom('event')
    .innerJoin('event_text', 'event_text.event_id', 'event.id')
    .leftJoin('submission', 'submission.event_id', 'event.id')
    .select(['event.id', 'event.slug', 'event.edition_id', 'event_text.title'])
    .where((eb) =>
      eb.or([
        eb('submission.state', 'is', null),
        eb('submission.state', 'not in', ['unconfirmed', 'rejected', 'withdrawn']),
      ]),
    )
    .where('event.state', '<>', 'withdrawn')
    .orderBy('event.slug')
    .execute();
}

function isSameTitle(one: string, other: string): boolean {
  const letters = lettersOf(one);
  return letters !== '' && letters === lettersOf(other);
}

function namesOf(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function byEvent<Item extends { event_id: string }>(items: readonly Item[]): Map<string, Item[]> {
  return Map.groupBy(items, (item) => item.event_id);
}
