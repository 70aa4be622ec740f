import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Row, Tables } from '#db/schema.ts';
import { DEFAULT_LANGUAGE } from '#src/languages/languages.ts';
import { isDay } from '#src/time/day.ts';
import { isLocalTime, toInstant } from '#src/time/festival-time.ts';
import { digestOf } from './base-digest.ts';
import { refuse, type ChangeHandler, type Refusal } from './change.ts';
import { findEdition, readEditionValues, type EditionValues } from './edition-values.ts';

/**
 * Adds an edition, which nobody sees before it is shown; the first of a catalogue is shown at once. It is never a
 * demonstration, whatever it was made from.
 */
export const addEdition: ChangeHandler<'add-edition'> = async (db, { edition: slug, values }) => {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(slug)) {
    return refuse('not-a-name', 'edition', `"${slug}" cannot stand in addresses: write it like 2027.`);
  }
  if (await findEdition(db, slug)) return refuse('edition-exists', 'edition', `There is an edition ${slug} already.`);
  const refusal = mistakeIn(values) ?? (await overlap(db, slug, values));
  if (refusal) return refusal;
  const shown = await shownEdition(db);
  const id = randomUUID();
  const isFirst = shown === undefined;
  await db
    .insertInto('edition')
    .values({ id, slug, shown: isFirst ? 1 : 0, demonstration: 0, pinned_day: null, version: 0, ...columnsOf(values) })
    .execute();
  await writeTexts(db, id, values);
  return {
    ok: true,
    subject: `edition ${slug}`,
    before: null,
    after: values,
    editions: [id],
    ...(isFirst || values.accepting ? {} : { isPublic: false }),
  };
};

/** Makes an edition what `values` say. Refused if it says something else by now than when `base` was taken. */
export const editEdition: ChangeHandler<'edit-edition'> = async (db, { edition: slug, values, base }) => {
  const edition = await findEdition(db, slug);
  if (!edition) return unknownEdition(slug);
  const before = await readEditionValues(db, edition);
  if (base !== undefined && base !== digestOf(before)) {
    return refuse('changed-meanwhile', 'edition', `${slug} was changed since you saw it.`);
  }
  if (digestOf(before) === digestOf(values)) return refuse('nothing-to-change', 'edition', `${slug} says so already.`);
  const refusal = mistakeIn(values) ?? (await overlap(db, slug, values));
  if (refusal) return refusal;
  await db.updateTable('edition').set(columnsOf(values)).where('id', '=', edition.id).execute();
  await db.deleteFrom('edition_text').where('edition_id', '=', edition.id).execute();
  await writeTexts(db, edition.id, values);
  const fields = (Object.keys(values) as (keyof EditionValues)[]).filter(
    (field) => digestOf({ of: before[field] }) !== digestOf({ of: values[field] }),
  );
  const pick = (of: EditionValues) => Object.fromEntries(fields.map((field) => [field, of[field]]));
  const isSeen = before.accepting || values.accepting || (await isBrowsable(db, edition));
  return {
    ok: true,
    subject: `edition ${slug}`,
    before: pick(before),
    after: pick(values),
    editions: [edition.id],
    ...(isSeen ? {} : { isPublic: false }),
  };
};

/** Shows an edition in place of the one shown until now, which stays browsable and in calendars if it is an earlier one. */
export const showEdition: ChangeHandler<'show-edition'> = async (db, { edition: slug }) => {
  const edition = await findEdition(db, slug);
  if (!edition) return unknownEdition(slug);
  if (edition.shown === 1) return refuse('nothing-to-change', 'edition', `${slug} is shown already.`);
  const before = await shownEdition(db);
  // One row at most may be shown at any moment.
  await db.updateTable('edition').set({ shown: 0 }).where('shown', '=', 1).execute();
  await db.updateTable('edition').set({ shown: 1 }).where('id', '=', edition.id).execute();
  return {
    ok: true,
    subject: `edition ${slug}`,
    before: { shown: before?.slug ?? null },
    after: { shown: slug },
    editions: before ? [before.id, edition.id] : [edition.id],
  };
};

export function unknownEdition(slug: string): Refusal {
  return refuse('unknown-edition', 'edition', `There is no edition "${slug}".`);
}

/** What is wrong whatever else the catalogue holds. */
function mistakeIn({ texts, officialDays, programmeDays, deadline }: EditionValues): Refusal | undefined {
  const german = texts[DEFAULT_LANGUAGE];
  if (!german?.title) return refuse('incomplete-text', `texts.${DEFAULT_LANGUAGE}.title`, 'A German title is needed.');
  for (const [language, { title }] of Object.entries(texts)) {
    if (title === '') return refuse('incomplete-text', `texts.${language}.title`, `${language} has no title.`);
  }
  const spans = { officialDays, programmeDays };
  for (const [field, days] of Object.entries(spans)) {
    for (const [at, day] of days.entries()) {
      if (!isDay(day)) return refuse('not-a-day', `${field}.${at}`, `"${day}" is not a day. Write YYYY-MM-DD.`);
    }
    if (days[0] > days[1]) return refuse('end-before-start', `${field}.1`, `${days[1]} is before ${days[0]}.`);
  }
  if (programmeDays[0] > officialDays[0]) {
    return refuse('outside-programme', 'programmeDays.0', 'The programme begins after the official week.');
  }
  if (programmeDays[1] < officialDays[1]) {
    return refuse('outside-programme', 'programmeDays.1', 'The programme ends before the official week.');
  }
  if (!isLocalTime(deadline)) return refuse('not-a-time', 'deadline', `"${deadline}" is not a local time.`);
  return undefined;
}

/** Editions follow each other: which is the newest, and which are earlier ones, must be plain. */
async function overlap(
  db: Transaction<Tables>,
  slug: string,
  { officialDays: [first, last] }: EditionValues,
): Promise<Refusal | undefined> {
  const other = await db
    .selectFrom('edition')
    .select('slug')
    .where('slug', '<>', slug)
    .where('official_start_day', '<=', last)
    .where('official_end_day', '>=', first)
    .executeTakeFirst();
  return other && refuse('overlaps-edition', 'officialDays.0', `The official week of ${other.slug} is then.`);
}

function columnsOf({ officialDays, programmeDays, deadline, accepting, contact }: EditionValues) {
  return {
    official_start_day: officialDays[0],
    official_end_day: officialDays[1],
    programme_start_day: programmeDays[0],
    programme_end_day: programmeDays[1],
    deadline_at: toInstant(deadline),
    accepting: accepting ? (1 as const) : (0 as const),
    contact_name: contact?.name ?? null,
    contact_email: contact?.email ?? null,
    contact_phone: contact?.phone ?? null,
  };
}

async function writeTexts(db: Transaction<Tables>, edition_id: string, { texts }: EditionValues): Promise<void> {
  for (const [language, { title, motto }] of Object.entries(texts)) {
    await db.insertInto('edition_text').values({ edition_id, language, title, motto }).execute();
  }
}

function shownEdition(db: Transaction<Tables>): Promise<Row<'edition'> | undefined> {
  return db.selectFrom('edition').selectAll().where('shown', '=', 1).executeTakeFirst();
}

/** Whether pages show an edition: the shown one and those before it. */
async function isBrowsable(db: Transaction<Tables>, { official_start_day }: Row<'edition'>): Promise<boolean> {
  const shown = await shownEdition(db);
  return shown !== undefined && official_start_day <= shown.official_start_day;
}
