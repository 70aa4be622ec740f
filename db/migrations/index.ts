import type { Migration } from 'kysely/migration';
import * as catalogue from './2026-11-22-catalogue.ts';

/** Every migration, oldest first, by the name under which a catalogue file remembers it. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '2026-11-22-catalogue': catalogue,
};
