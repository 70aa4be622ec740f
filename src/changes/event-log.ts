import type { ExpressionBuilder, Kysely } from 'kysely';
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

function isOf(slug: string) {
  return (eb: ExpressionBuilder<Tables, 'change'>) =>
    eb.or([eb('subject', '=', `event ${slug}`), eb('subject', 'like', `submission % (${slug})`)]);
}
