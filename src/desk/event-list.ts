import { z } from 'zod';
import type { RegisteredEvent } from '#src/catalogue/register.ts';
import { WordIndex } from '#src/filter/words.ts';

/** How far an event has come, as the list of all says it; words: `eventList.state.*`. */
export const LISTED_STATES = [
  ...(['draft', 'published', 'cancelled', 'withdrawn'] as const),
  ...(['unconfirmed', 'rejected', 'taken-back'] as const),
] as const;
export type ListedState = (typeof LISTED_STATES)[number];

/** What of the list is asked for. Empty is everything. */
export interface EventChoice {
  /** A slug; whether there is such an edition is for the page to see. */
  readonly edition: string;
  readonly state: ListedState | '';
  readonly words: string;
}

const STATE = z.enum(LISTED_STATES).or(z.literal('')).catch('');

/** `?edition=2024&state=draft&q=tanz` → `{ edition: '2024', state: 'draft', words: 'tanz' }`; what is no state is none. */
export function readEventChoice(query: URLSearchParams): EventChoice {
  return {
    edition: query.get('edition') ?? '',
    state: STATE.parse(query.get('state') ?? ''),
    words: (query.get('q') ?? '').trim().slice(0, 200),
  };
}

/** A draft that organisers or coordinators have said no to is one no more. */
export function listedStateOf({ state, submission, dates }: RegisteredEvent): ListedState {
  if (state === 'withdrawn') return state;
  if (state === 'published') {
    const isCancelled = dates.length > 0 && dates.every(({ status }) => status === 'cancelled');
    return isCancelled ? 'cancelled' : state;
  }
  if (submission === 'withdrawn') return 'taken-back';
  return submission === 'unconfirmed' || submission === 'rejected' ? submission : 'draft';
}

/** The events in that state whose titles, organisers, venues and towns hold all the words. */
export function chosenEvents(events: readonly RegisteredEvent[], { state, words }: EventChoice): RegisteredEvent[] {
  const inState = events.filter((event) => state === '' || listedStateOf(event) === state);
  const index = new WordIndex(inState.map(wordsIn));
  const found = index.find(words);
  return inState.filter((_, at) => found[at] === 1);
}

function wordsIn({ anyTitle, organiserNames, dates }: RegisteredEvent): string[] {
  const places = dates.flatMap(({ venueName, town }) => [venueName ?? '', town ?? '']);
  return [anyTitle.text, ...organiserNames, ...places];
}
