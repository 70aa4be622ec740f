import { cleanPersonalData } from '#src/desk/clean-personal-data.ts';
import { backupsUntil, readPrivacyOverview, type PrivacyOverview } from '#src/privacy/overview.ts';
import type { RetentionRule } from '#src/privacy/retention.ts';
import type { Command } from './command.ts';
import { inColumns } from './printable.ts';

export const privacyClean: Command = {
  summary: 'Delete all personal data whose time is over, from the catalogue, its log, mails and files.',
  options: {
    'dry-run': { type: 'boolean', help: 'only show what is due' },
  },
  async run(app, input) {
    const now = app.clock.now();
    const { rules } = await readPrivacyOverview(app.database, app.settings.dataDir, now);
    if (input.flag('dry-run')) {
      const total = rules.reduce((sum, { due }) => sum + due, 0);
      return { ok: true, lines: total === 0 ? ['Nothing is due.'] : tableOf(rules), data: { rules } };
    }
    const { files, isOverwritten } = await cleanPersonalData(app, 'command line');
    const deleteBackupsUntil = backupsUntil(now);
    const lines = [
      ...tableOf(rules),
      `Deleted, and ${files} files of mails or copies beside the catalogue.`,
      `Backups made before ${now} still hold these data; delete them by ${deleteBackupsUntil}.`,
      ...(isOverwritten ? [] : ['The file is in use: run it again, so that the deleted bytes are overwritten, too.']),
    ];
    return { ok: isOverwritten, lines, data: { rules, files, isOverwritten, deleteBackupsUntil } };
  },
};

const NAMES: Record<RetentionRule, string> = {
  unconfirmed: 'submissions that nobody confirmed',
  rejected: 'submissions rejected or taken back',
  contacts: 'who submitted an event that is over',
  registrations: 'where to register for events that are over',
  organisers: 'contacts of organisers without events',
  editions: 'contacts of earlier editions',
  log: 'entries of the log',
  mails: 'settled mails',
  limits: 'limits that are over',
  copies: 'copies of the catalogue from updates',
};

/** `  3  settled mails  since 2026-10-24` */
function tableOf(rules: PrivacyOverview['rules']): string[] {
  return inColumns(
    rules
      .filter(({ due }) => due > 0)
      .map(({ rule, due, since }) => [String(due), NAMES[rule], since === null ? '' : `since ${since}`]),
  );
}
