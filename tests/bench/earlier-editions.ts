import { sql, type Kysely } from 'kysely';
import type { Tables } from '#db/schema.ts';
import type { App } from '#src/server/app.ts';

/** Unique in the catalogue, or naming what is: they get the year behind them. */
const NAMES = ['id', 'slug', 'uid', 'event_id', 'edition_id', 'occurrence_id'];
const DAYS_AND_TIMES = /_(?:start|end)_day$|_local$|^(?:start|end|deadline)_at$/;

/** What belongs to an edition, in the order of their references, with the rows of one edition. */
const COPIED = {
  edition: sql`id = (select id from edition where shown = 1)`,
  edition_text: sql`edition_id = (select id from edition where shown = 1)`,
  event: sql`edition_id = (select id from edition where shown = 1)`,
  event_text: ofShownEvents(),
  event_organiser: ofShownEvents(),
  event_audience: ofShownEvents(),
  event_language: ofShownEvents(),
  event_access: ofShownEvents(),
  occurrence: ofShownEvents(),
  occurrence_access: sql`occurrence_id in (select id from occurrence where ${ofShownEvents()})`,
} satisfies Partial<Record<keyof Tables, unknown>>;

/** Copies the shown edition into earlier years, with all its events, at the same places and by the same organisers. */
export async function addEarlierEditions(app: App, years: readonly number[]): Promise<void> {
  const tables = await app.database.read.introspection.getTables();
  const columnsOf = (name: string) => tables.find((table) => table.name === name)!.columns.map((column) => column.name);
  await app.database.write.transaction().execute(async (db) => {
    for (const year of years) {
      for (const [table, condition] of Object.entries(COPIED)) {
        const columns = columnsOf(table);
        const values = columns.map((column) => sql.raw<unknown>(inYear(table, column, year)));
        await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
          select ${sql.join(values)} from ${sql.table(table)} where ${condition}`.execute(db);
      }
    }
    await raiseVersion(db);
  });
}

/** What stands in a column of the copy, as SQL. */
function inYear(table: string, column: string, year: number): string {
  if (table === 'edition' && column === 'slug') return `'${year}'`;
  if (table === 'edition' && ['shown', 'accepting'].includes(column)) return '0';
  if (NAMES.includes(column)) return `"${column}" || '-${year}'`;
  if (DAYS_AND_TIMES.test(column)) return `'${year}' || substr("${column}", 5)`;
  return `"${column}"`;
}

function ofShownEvents() {
  return sql`event_id in (select event.id from event join edition on edition.id = edition_id where shown = 1)`;
}

async function raiseVersion(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable('catalogue')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute();
}
