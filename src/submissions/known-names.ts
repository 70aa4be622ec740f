import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { venueInLine, type Organiser, type Venue } from '#src/catalogue/types.ts';
import { lettersOf } from '#src/filter/words.ts';

/** The venue that somebody means who has typed its name, or chosen it as lists have it: `'pressenwerk'`. */
export function knownVenue({ venues }: Pick<Snapshot, 'venues'>, typed: string): Venue | undefined {
  const wanted = lettersOf(typed);
  if (wanted === '') return undefined;
  const all = [...venues.values()];
  // Of two with one name, the list's way tells which; of two that are written nearly the same, the exact one.
  return (
    all.find((venue) => venueInLine(venue) === typed.trim()) ??
    all.find((venue) => lettersOf(venueInLine(venue)) === wanted) ??
    all.find((venue) => lettersOf(venue.name) === wanted)
  );
}

export function knownOrganiser({ organisers }: Pick<Snapshot, 'organisers'>, typed: string): Organiser | undefined {
  const wanted = lettersOf(typed);
  if (wanted === '') return undefined;
  const all = [...organisers.values()];
  return all.find(({ name }) => name === typed.trim()) ?? all.find(({ name }) => lettersOf(name) === wanted);
}
