import { toLocal, type Clock } from '#src/time/festival-time.ts';
import type { Edition } from './types.ts';

/**
 * The day that all pages call "today", `YYYY-MM-DD`: the present day in the festival's zone; a demonstration that is
 * shown pins its own, so that a newcomer sees a living week.
 */
export function programmeDay(shown: Edition | null, clock: Clock): string {
  return shown?.pinnedDay ?? toLocal(clock.now()).slice(0, 10);
}
