import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { venueInLine, type Organiser, type Venue } from '#src/catalogue/types.ts';

/** The venue that somebody means who has typed its name, or chosen it as lists have it: `'pressenwerk'`. */
export function knownVenue({ venues }: Pick<Snapshot, 'venues'>, typed: string): Venue | undefined {
  const wanted = folded(typed);
  if (wanted === '') return undefined;
  const all = [...venues.values()];
  // Of two with one name, the list's way tells which.
  return (
    all.find((venue) => folded(venueInLine(venue)) === wanted) ?? all.find((venue) => folded(venue.name) === wanted)
  );
}

export function knownOrganiser({ organisers }: Pick<Snapshot, 'organisers'>, typed: string): Organiser | undefined {
  const wanted = folded(typed);
  return [...organisers.values()].find(({ name }) => folded(name) === wanted);
}

/** For comparison: without case, spaces and punctuation. */
function folded(name: string): string {
  return name.toLowerCase().replace(/[\p{P}\p{Z}\s]+/gu, '');
}
