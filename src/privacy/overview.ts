import type { CatalogueDatabase } from '#db/connect.ts';
import { addDays } from '#src/time/day.ts';
import { toLocal } from '#src/time/festival-time.ts';
import { readDue } from './due.ts';
import { readEventYears } from './event-years.ts';
import { keptCopies } from './kept-copies.ts';
import { readOldEntries } from './old-log.ts';
import { dueBefore, dueSince, lastDueYear, RETENTION, type RetentionRule } from './retention.ts';

/** What is due, as people look at it. */
export interface PrivacyOverview {
  /** Every rule, in the order of the table, also where nothing is due. */
  readonly rules: readonly { readonly rule: RetentionRule; readonly due: number; readonly since: string | null }[];
  /** Events that are over whose texts hold an address: for people to look at. */
  readonly texts: readonly { readonly event: string; readonly language: string; readonly title: string }[];
  /** When something was cleaned last, and until which day backups made before have to be deleted; null for never. */
  readonly backups: { readonly cleanedAt: string; readonly deleteUntil: string } | null;
}

export async function readPrivacyOverview(
  { read }: CatalogueDatabase,
  dataDir: string,
  now: string,
): Promise<PrivacyOverview> {
  const copies = (await keptCopies(dataDir)).filter(({ writtenAt }) => writtenAt < dueBefore('copies', now));
  return read.transaction().execute(async (db) => {
    const due = await readDue(db, now);
    const entries = await readOldEntries(db, now);
    const mails = await db
      .selectFrom('mail')
      .select('created_at as at')
      .where('state', 'in', ['sent', 'dropped', 'failed'])
      .where('created_at', '<', dueBefore('mails', now))
      .orderBy('created_at')
      .execute();
    const limits = await db
      .selectFrom('rate_limit')
      .select('ends_at as at')
      .where('ends_at', '<=', dueBefore('limits', now))
      .orderBy('ends_at')
      .execute();
    const counted = (rule: RetentionRule, count: number, since: string | number | undefined) => ({
      rule,
      due: count,
      since: since === undefined ? null : dueSince(rule, since),
    });
    const years = entries.map(({ year }) => year);
    const beside = {
      log: counted('log', entries.length, years.length > 0 ? Math.min(...years) : undefined),
      mails: counted('mails', mails.length, mails[0]?.at),
      limits: counted('limits', limits.length, limits[0]?.at),
      copies: counted('copies', copies.length, copies[0]?.writtenAt),
    };
    const ofRecords = Object.fromEntries(
      Object.values(due).map(({ rule, ids, since }) => [rule, { rule, due: ids.length, since }]),
    );
    const all: Record<string, PrivacyOverview['rules'][number]> = { ...ofRecords, ...beside };
    const last = await db
      .selectFrom('change')
      .select('at')
      .where('kind', 'in', ['privacy-clean', 'delete-unconfirmed'])
      .orderBy('id', 'desc')
      .executeTakeFirst();
    const eventYears = await readEventYears(db);
    const texts = await db
      .selectFrom('event_text')
      .innerJoin('event', 'event.id', 'event_text.event_id')
      .select(['event.id', 'event.slug as event', 'event_text.language', 'event_text.title'])
      .where((eb) =>
        eb.or(
          (['summary', 'description', 'easy', 'participation'] as const).map((column) =>
            eb(column, 'like', '%_@_%._%'),
          ),
        ),
      )
      .orderBy('event.slug')
      .orderBy('event_text.language')
      .execute();
    const lastYear = lastDueYear('registrations', now);
    return {
      rules: (Object.keys(RETENTION) as RetentionRule[]).map((rule) => all[rule]!),
      texts: texts
        .filter(({ id }) => (eventYears.get(id) ?? Number.POSITIVE_INFINITY) <= lastYear)
        .map(({ event, language, title }) => ({ event, language, title })),
      backups: last ? { cleanedAt: last.at, deleteUntil: backupsUntil(last.at) } : null,
    };
  });
}

/** Until which day backups that were made before `instant` have to be deleted. */
export function backupsUntil(instant: string): string {
  return addDays(toLocal(instant).slice(0, 10), RETENTION.copies.days);
}
