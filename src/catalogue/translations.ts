import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema.ts';
import { DEFAULT_LANGUAGE, LANGUAGES, type LanguageCode } from '#src/languages/languages.ts';

/** How far the text of an event is in one language. Title, summary and description are there together or not at all. */
export type TranslationState = 'complete' | 'no-easy' | 'no-participation' | 'missing';

/** An event with the state of its text in each interface language. */
export interface TranslatedEvent {
  readonly slug: string;
  /** In German, if it has that. */
  readonly title: string;
  readonly titleLanguage: string;
  readonly isDraft: boolean;
  readonly states: Readonly<Record<LanguageCode, TranslationState>>;
}

/** What a text holds, or null where there is none. */
type Parts = { readonly easy: string | null; readonly participation: string | null } | null;

/**
 * The events of an edition by their first date; drafts only if they are asked for, and never what was rejected, taken
 * back or not confirmed.
 */
export async function readTranslations(
  db: Kysely<Tables>,
  edition: string,
  { drafts }: { drafts: boolean },
): Promise<TranslatedEvent[]> {
  const rows = await db
    .selectFrom('event')
    .innerJoin('edition', 'edition.id', 'event.edition_id')
    .leftJoin('submission', 'submission.event_id', 'event.id')
    .leftJoin('occurrence', 'occurrence.event_id', 'event.id')
    .select(['event.id', 'event.slug', 'event.state', 'submission.state as submission'])
    .select((eb) => eb.fn.min<string | null>('occurrence.start_at').as('first'))
    .where('edition.slug', '=', edition)
    .where('event.state', 'in', drafts ? ['published', 'draft'] : ['published'])
    .groupBy('event.id')
    .orderBy('first')
    .orderBy('event.slug')
    .execute();
  const wanted = rows.filter(
    ({ state, submission }) =>
      state !== 'draft' || submission === null || !['unconfirmed', 'rejected', 'withdrawn'].includes(submission),
  );
  const ids = wanted.map(({ id }) => id);
  const texts = await db
    .selectFrom('event_text')
    .select(['event_id', 'language', 'title', 'easy', 'participation'])
    .where('event_id', 'in', ids)
    .orderBy('language')
    .execute();
  const ofEvents = Map.groupBy(texts, ({ event_id }) => event_id);
  return wanted.map(({ id, slug, state }) => {
    const ofEvent = ofEvents.get(id) ?? [];
    const german = ofEvent.find(({ language }) => language === DEFAULT_LANGUAGE) ?? null;
    const named = german ?? ofEvent[0];
    return {
      slug,
      title: named?.title ?? slug,
      titleLanguage: named?.language ?? DEFAULT_LANGUAGE,
      isDraft: state === 'draft',
      states: Object.fromEntries(
        LANGUAGES.map(({ code }) => [code, stateOf(ofEvent.find(({ language }) => language === code) ?? null, german)]),
      ) as Record<LanguageCode, TranslationState>,
    };
  });
}

/** Where the texts of an event belong; null if there is no such event. */
export async function findTranslated(
  db: Kysely<Tables>,
  slug: string,
): Promise<{ readonly id: string; readonly edition: string; readonly isDemonstration: boolean } | null> {
  const row = await db
    .selectFrom('event')
    .innerJoin('edition', 'edition.id', 'event.edition_id')
    .select(['event.id', 'edition.slug as edition', 'edition.demonstration'])
    .where('event.slug', '=', slug)
    .executeTakeFirst();
  return row ? { id: row.id, edition: row.edition, isDemonstration: row.demonstration === 1 } : null;
}

/** A translation lacks what the German text has; the German one lacks plain language, which every event should have. */
function stateOf(text: Parts, german: Parts): TranslationState {
  if (!text) return 'missing';
  if (german && german.participation !== null && text.participation === null) return 'no-participation';
  const isWanted = text === german || (german !== null && german.easy !== null);
  return isWanted && text.easy === null ? 'no-easy' : 'complete';
}
