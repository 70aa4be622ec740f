import { sql, type ExpressionBuilder, type Kysely } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { digestOf } from './base-digest.ts';

/** All that was done to an event or its submission, newest first. */
export function readChanges(db: Kysely<Tables>, slug: string): Promise<Row<'change'>[]> {
  return db.selectFrom('change').selectAll().where(isOf(slug)).orderBy('id', 'desc').execute();
}

/** The last thing that was done to an event or its submission. */
export function lastChangeOf(db: Kysely<Tables>, slug: string): Promise<Row<'change'> | undefined> {
  return db.selectFrom('change').selectAll().where(isOf(slug)).orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/** Names what has happened to an event so far: it is another one as soon as anything else does. Null without an event. */
export async function readStamp(db: Kysely<Tables>, slug: string): Promise<string | null> {
  const event = await db.selectFrom('event').select('changed_at').where('slug', '=', slug).executeTakeFirst();
  if (!event) return null;
  const last = await lastChangeOf(db, slug);
  // Imports and merges change events, too, and are logged by other names.
  return digestOf([event.changed_at, last?.id ?? null]);
}

/**
 * The slug that an event has today whose submission was once told of by another: one that came without a name for its
 * address gets one when it is published. Null if there is none.
 */
export async function readPresentSlug(db: Kysely<Tables>, former: string): Promise<string | null> {
  const told = await db
    .selectFrom('change')
    .select('subject')
    .where('subject', 'like', `submission % (${former})`)
    .limit(1)
    .executeTakeFirst();
  const number = Number(/^submission (\d+) /.exec(told?.subject ?? '')?.[1]);
  if (!Number.isInteger(number)) return null;
  const event = await db
    .selectFrom('event')
    .innerJoin('submission', 'submission.event_id', 'event.id')
    .select('slug')
    .where('number', '=', number)
    .executeTakeFirst();
  return event?.slug ?? null;
}

/** Of its submission by the number: the slug beside it may have been another one then. */
function isOf(slug: string) {
  return (eb: ExpressionBuilder<Tables, 'change'>) =>
    eb.or([
      eb('subject', '=', `event ${slug}`),
      eb('subject', 'like', (of) =>
        of
          .selectFrom('submission')
          .innerJoin('event', 'event.id', 'submission.event_id')
          .where('event.slug', '=', slug)
          .select(sql<string>`'submission ' || number || ' (%'`.as('pattern')),
      ),
    ]);
}
