import { toLocal, type Clock } from '#src/time/festival-time.ts';
import type { Edition } from './types.ts';

/**
 * The day that pages call "today", `YYYY-MM-DD`: the present day in the festival's zone; a demonstration pins its own,
 * so that a newcomer sees a living week.
 */
export function programmeDay(edition: Edition | null, clock: Clock): string {
  return edition?.pinnedDay ?? toLocal(clock.now()).slice(0, 10);
}
