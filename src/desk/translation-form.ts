import type { TextValues } from '#src/changes/change.ts';
import { LANGUAGES, isLanguageCode, type LanguageCode } from '#src/languages/languages.ts';
import type { TranslatedEvent } from '#src/catalogue/translations.ts';

/** Filling in an event's text in one language, and finding what is missing. Pure. */

export const TEXT_FIELDS = ['title', 'summary', 'description', 'easy', 'participation'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export type TextFields = Readonly<Record<TextField, string>>;
const NEEDED: readonly TextField[] = ['title', 'summary', 'description'];
/** As in the form for organisers. */
const MOST: Readonly<Record<TextField, number>> = {
  title: 160,
  summary: 400,
  description: 6000,
  easy: 3000,
  participation: 1000,
};

export function textToFields(text: TextValues | null): TextFields {
  return Object.fromEntries(TEXT_FIELDS.map((field) => [field, text?.[field] ?? ''])) as TextFields;
}

/** @returns the text, null where everything was emptied, or what is wrong in which field */
export function readTextForm(
  fields: Readonly<Record<string, string>>,
): { readonly text: Required<TextValues> | null } | { readonly problems: { field: TextField; code: string }[] } {
  const said = Object.fromEntries(TEXT_FIELDS.map((field) => [field, (fields[field] ?? '').trim()])) as TextFields;
  if (TEXT_FIELDS.every((field) => said[field] === '')) return { text: null };
  const problems = TEXT_FIELDS.flatMap((field) => {
    if (NEEDED.includes(field) && said[field] === '') return [{ field, code: 'needed' }];
    if (said[field].length > MOST[field]) return [{ field, code: 'too-long' }];
    return field === 'title' && said[field].includes('\n') ? [{ field, code: 'one-line' }] : [];
  });
  if (problems.length > 0) return { problems };
  return { text: { ...said, easy: said.easy || null, participation: said.participation || null } };
}

/** What the overview shows, from its address: `?edition=2024&missing=uk&drafts=1`. */
export interface TranslationQuery {
  readonly edition: string | null;
  readonly missing: LanguageCode | null;
  readonly drafts: boolean;
}

export function readTranslationQuery(query: URLSearchParams): TranslationQuery {
  const missing = query.get('missing') ?? '';
  return {
    edition: query.get('edition') || null,
    missing: isLanguageCode(missing) ? missing : null,
    drafts: query.get('drafts') === '1',
  };
}

/** `'?edition=2024&drafts=1'`; `''` for what is shown unasked. */
export function translationSearch({ edition, missing, drafts }: TranslationQuery): string {
  const query = new URLSearchParams({
    ...(edition === null ? {} : { edition }),
    ...(missing === null ? {} : { missing }),
    ...(drafts ? { drafts: '1' } : {}),
  });
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** How many events have a whole text in each language. */
export function completeCounts(events: readonly TranslatedEvent[]): Readonly<Record<LanguageCode, number>> {
  return Object.fromEntries(
    LANGUAGES.map(({ code }) => [code, events.filter(({ states }) => states[code] === 'complete').length]),
  ) as Record<LanguageCode, number>;
}

/** The events before and after one that lack a whole text in a language. */
export function missingBeside(
  events: readonly TranslatedEvent[],
  slug: string,
  language: LanguageCode,
): { readonly previous: TranslatedEvent | null; readonly next: TranslatedEvent | null } {
  const at = events.findIndex((event) => event.slug === slug);
  const isMissing = ({ states }: TranslatedEvent) => states[language] !== 'complete';
  return {
    previous: events.slice(0, Math.max(at, 0)).findLast(isMissing) ?? null,
    next: events.slice(at + 1).find(isMissing) ?? null,
  };
}
