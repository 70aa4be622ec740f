import { UsageError, type Command } from './command.ts';
import { inColumns } from './printable.ts';

const DEFAULT_LIMIT = 20;

export const log: Command = {
  summary: 'Show who changed what and when, newest first.',
  options: {
    limit: { type: 'string', value: 'N', help: `how many changes, ${DEFAULT_LIMIT} if not said` },
  },
  async run(app, input) {
    const limit = limitFrom(input.text('limit') ?? String(DEFAULT_LIMIT));
    const rows = await app.database.read.selectFrom('change').selectAll().orderBy('id', 'desc').limit(limit).execute();
    const changes = rows.map(({ at, actor, kind, subject, before, after, version }) => ({
      version,
      at,
      actor,
      kind,
      subject,
      before: before === null ? null : (JSON.parse(before) as unknown),
      after: after === null ? null : (JSON.parse(after) as unknown),
    }));
    const lines = inColumns(
      changes.map(({ version, at, actor, kind, subject }) => [String(version), at, actor, kind, subject]),
    );
    return { ok: true, lines: lines.length > 0 ? lines : ['Nothing was changed yet.'], data: changes };
  },
};

function limitFrom(text: string): number {
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw new UsageError(`--limit "${text}" is not a number from 1.`);
  return limit;
}
