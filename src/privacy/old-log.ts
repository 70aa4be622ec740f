import type { Kysely } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { readEventYears } from './event-years.ts';
import { lastDueYear, yearOf } from './retention.ts';
import { scrubbedJson, withoutAddresses } from './scrubbing.ts';

/** An entry of the log as it is to be from now on. */
export interface CleanedEntry {
  readonly id: number;
  readonly year: number;
  /** Without the address of a coordinator who is not there any more. */
  readonly actor: string;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * The entries that hold personal data for too long: of events whose year is over, and of anything else if they are of
 * an earlier year themselves. What is told of an event to come stays whole, however long ago it was written.
 */
export async function readOldEntries(db: Kysely<Tables>, now: string): Promise<CleanedEntry[]> {
  const last = lastDueYear('log', now);
  const yearOfSlug = await yearsBySlug(db);
  const coordinators = await db.selectFrom('coordinator').select('email').execute();
  const present = new Set(coordinators.map(({ email }) => email));
  const entries = await db.selectFrom('change').select(['id', 'at', 'actor', 'subject', 'before', 'after']).execute();
  return entries.flatMap(({ id, at, actor, subject, before, after }) => {
    const slug = eventOf(subject);
    const year = (slug === null ? undefined : yearOfSlug.get(slug)) ?? yearOf(at);
    if (year > last) return [];
    const cleaned = {
      actor: withoutAddresses(actor, present),
      subject: withoutAddresses(subject, present),
      before: scrubbedJson(before),
      after: scrubbedJson(after),
    };
    const isClean = JSON.stringify(cleaned) === JSON.stringify({ actor, subject, before, after });
    return isClean ? [] : [{ id, year, ...cleaned }];
  });
}

/** The slug of the event that an entry is about: of `submission 12 (tanz-im-park)` and `event tanz-im-park`. */
export function eventOf(subject: Row<'change'>['subject']): string | null {
  return (
    /^(?:event (\S+)|submission \d+ \((\S+)\))$/
      .exec(subject)
      ?.slice(1)
      .find((slug) => slug !== undefined) ?? null
  );
}

async function yearsBySlug(db: Kysely<Tables>): Promise<ReadonlyMap<string, number>> {
  const years = await readEventYears(db);
  const rows = await db.selectFrom('event').select(['id', 'slug']).execute();
  // A demonstration's events are nobody's: what is said of them stays.
  return new Map(rows.map(({ id, slug }) => [slug, years.get(id) ?? Number.POSITIVE_INFINITY]));
}
