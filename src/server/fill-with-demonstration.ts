import { join } from 'node:path';
import { readDemonstration } from '#db/demonstration/read-demonstration.ts';
import type { App } from './app.ts';

/** Where the data files of the demonstration week are. */
export const DEMONSTRATION_FOLDER = join(import.meta.dirname, '../../db/demonstration');

/**
 * Fills a catalogue without editions with the demonstration week, so that a newcomer sees a living site.
 *
 * @returns whether there was anything to fill
 * @throws DemonstrationDataError if the data files hold mistakes
 */
export async function fillWithDemonstration(app: App): Promise<boolean> {
  const { isEmpty } = await app.catalogue.snapshot();
  if (!isEmpty) return false;
  const data = readDemonstration(DEMONSTRATION_FOLDER);
  const result = await app.apply('demonstration', { kind: 'load-demonstration', data, replace: false });
  return result.ok;
}
