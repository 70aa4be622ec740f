import type { Kysely } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { toLocal } from '#src/time/festival-time.ts';

/** Everything that coordinators say of an edition. Days are `YYYY-MM-DD`, both ends of a span included. */
export interface EditionValues {
  /** By language code; German is needed. Where a motto is empty, the German one is shown. */
  readonly texts: Readonly<Record<string, { readonly title: string; readonly motto: string }>>;
  readonly officialDays: readonly [first: string, last: string];
  readonly programmeDays: readonly [first: string, last: string];
  /** Local time until which organisers may submit: `2027-07-01T23:59`. */
  readonly deadline: string;
  readonly accepting: boolean;
  /** Whom organisers may ask, and who hears of what they send. */
  readonly contact: { readonly name: string; readonly email: string | null; readonly phone: string | null } | null;
}

/** What is said of an edition now, as it would be said in a form. */
export async function readEditionValues(db: Kysely<Tables>, edition: Row<'edition'>): Promise<EditionValues> {
  const texts = await db
    .selectFrom('edition_text')
    .select(['language', 'title', 'motto'])
    .where('edition_id', '=', edition.id)
    .orderBy('language')
    .execute();
  return {
    texts: Object.fromEntries(texts.map(({ language, title, motto }) => [language, { title, motto }])),
    officialDays: [edition.official_start_day, edition.official_end_day],
    programmeDays: [edition.programme_start_day, edition.programme_end_day],
    deadline: toLocal(edition.deadline_at),
    accepting: edition.accepting === 1,
    contact:
      edition.contact_name === null
        ? null
        : { name: edition.contact_name, email: edition.contact_email, phone: edition.contact_phone },
  };
}

export function findEdition(db: Kysely<Tables>, slug: string): Promise<Row<'edition'> | undefined> {
  return db.selectFrom('edition').selectAll().where('slug', '=', slug).executeTakeFirst();
}
