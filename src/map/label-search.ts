import type { LabelRoom, Placed } from './label-room.ts';

/** How many names may have to move for another, how many more for these, and how long that is tried. */
const MOST_RIVALS = 2;
const DEPTH = 2;
const TRIES = 1000;

/**
 * Chooses a place for each name among those that are open to it, names that come first before later ones. Where a
 * later one finds none, earlier ones move to another of their places for it, but never give theirs up.
 *
 * @param open the places of each owner's name that touch no circle, the best first
 * @returns the chosen places by owner; some may have none
 */
export function choosePlaces<Place extends Placed>(
  room: LabelRoom,
  open: readonly (readonly Place[])[],
): Map<number, Place> {
  const chosen = new Map<number, Place>();
  const fixed = new Set<number>();
  let tries = TRIES;
  for (const owner of open.keys()) settle(owner, 0);
  for (const owner of open.keys()) if (!chosen.has(owner)) settle(owner, DEPTH);
  return chosen;

  function settle(owner: number, depth: number): boolean {
    const free = open[owner]!.find((place) => room.rivalsOf(place).length === 0);
    if (free) take(free);
    return free !== undefined || (depth > 0 && open[owner]!.some((place) => clears(place, depth)));
  }

  /** Takes a place that other names are in the way of, if each of them finds another. */
  function clears(place: Place, depth: number): boolean {
    const rivals = room.rivalsOf(place).map(({ owner }) => owner);
    if (tries-- <= 0 || rivals.length > MOST_RIVALS || rivals.some((rival) => fixed.has(rival))) return false;
    const before = new Map(chosen);
    rivals.forEach(leave);
    take(place);
    fixed.add(place.owner);
    const isDone = rivals.every((rival) => settle(rival, depth - 1));
    fixed.delete(place.owner);
    if (!isDone) restore(before);
    return isDone;
  }

  function take(place: Place): void {
    room.take(place);
    chosen.set(place.owner, place);
  }

  function leave(owner: number): void {
    const place = chosen.get(owner);
    if (place) room.leave(place);
    chosen.delete(owner);
  }

  function restore(before: ReadonlyMap<number, Place>): void {
    const changed = [...open.keys()].filter((owner) => chosen.get(owner) !== before.get(owner));
    changed.forEach(leave);
    changed.flatMap((owner) => before.get(owner) ?? []).forEach(take);
  }
}
