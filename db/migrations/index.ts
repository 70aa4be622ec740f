import type { Migration } from 'kysely/migration';
import * as catalogue from './2026-11-22-catalogue.ts';
import * as outline from './2026-11-23-outline.ts';
import * as mail from './2026-11-24-mail.ts';
import * as submissions from './2026-11-25-submissions.ts';
import * as coordinators from './2026-11-26-coordinators.ts';
import * as corrections from './2026-11-26-corrections.ts';
import * as redirects from './2026-11-27-redirects.ts';
import * as importKey from './2026-11-28-import-key.ts';
import * as notices from './2026-11-30-notices.ts';

/** Every migration, oldest first, by the name under which a catalogue file remembers it. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '2026-11-22-catalogue': catalogue,
  '2026-11-23-outline': outline,
  '2026-11-24-mail': mail,
  '2026-11-25-submissions': submissions,
  '2026-11-26-coordinators': coordinators,
  '2026-11-26-corrections': corrections,
  '2026-11-27-redirects': redirects,
  '2026-11-28-import-key': importKey,
  '2026-11-30-notices': notices,
};
