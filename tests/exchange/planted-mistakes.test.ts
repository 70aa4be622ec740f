import { expect, test } from 'vitest';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { exported, prepared, rowsIn, workbook, NEW_ROW } from '../fixtures/exchange.ts';
import { everything } from '../fixtures/rows.ts';

const ROWS = 64;

/** What somebody does to a table in a hurry, in which field, and what they read of it. */
const MISTAKES: readonly (readonly [field: string, typed: string, told: RegExp])[] = [
  ['Titel (de)', '', /ausfüllen/],
  ['Tag', '31.09.2024', /kein Tag/],
  ['Tag', '22.09.2042', /Das Programm umfasst nur/],
  ['Beginn', '25 Uhr', /keine Uhrzeit/],
  ['Ende', '16:00', /vor dem Beginn/],
  ['Ort', 'Presenwerk', /Meinen Sie „Pressenwerk, Bad Salzungen“/],
  ['Art', 'Begegnug & Café', /Meinen Sie „Begegnung & Café“/],
  ['Veranstalter', 'Volkshochschul Wartburgkreis', /Meinen Sie „Volkshochschule Wartburgkreis“/],
  ['Zielgruppen', 'Alle; Familjen', /„Familjen“.*Meinen Sie „Familien“/],
  ['Anmeldung: E-Mail', 'vhs(at)example', /keine E-Mail-Adresse/],
  ['Plätze', 'ca. 20', /eine Zahl/],
  ['Betrag (€)', 'fünf', /kein Betrag/],
];

test('a sheet of 64 rows with 12 planted mistakes names all of them with sheet, row and field', async () => {
  const app = await temporaryCatalogue();
  const before = await everything(app);
  const rows = (await rowsIn(await exported(app, 'xlsx'))).slice(0, ROWS - MISTAKES.length);
  const planted = MISTAKES.map(([field, typed], at) => ({
    ...NEW_ROW,
    'Nr.': `neu-${at}`,
    ...(field === 'Betrag (€)' ? { Eintritt: 'kostenpflichtig' } : {}),
    ...(field === 'Anmeldung: E-Mail' ? { Anmeldung: 'erwünscht' } : {}),
    [field]: typed,
  }));
  // Every fifth row is one of them.
  const all = rows.flatMap((row, at) =>
    at % 4 === 3 && planted[(at - 3) / 4] ? [row, planted[(at - 3) / 4]!] : [row],
  );
  expect(all).toHaveLength(ROWS);

  const { problems, plan, counts } = await prepared(app, await workbook(all, 'Programm 2024'), {
    name: 'programm.xlsx',
  });
  expect(problems.map(({ sheet, row, field }) => ({ sheet, row, field }))).toEqual(
    MISTAKES.map(([field], at) => ({ sheet: 'Programm 2024', row: 6 + at * 5, field })),
  );
  MISTAKES.forEach(([, , told], at) => expect(problems[at]!.message).toMatch(told));
  expect(counts).toMatchObject({ new: MISTAKES.length, changed: 0 });
  expect(plan.changes, 'nothing is written while there is a problem').toEqual([]);
  expect(await everything(app)).toBe(before);
});
