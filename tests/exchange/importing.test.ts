import { describe, expect, test } from 'vitest';
import { writeCsv } from '#src/exchange/csv-table.ts';
import { COLUMNS } from '#src/exchange/columns.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { exported, imported, NEW_ROW, prepared, rowsIn, workbook } from '../fixtures/exchange.ts';
import { eventOf, everything, logOf, occurrencesOf } from '../fixtures/rows.ts';
import { valuesOf } from '../fixtures/submissions.ts';

const LAENDERREISE = 'laenderreise';

/** A file with what was changed in the row of an event; nothing but its number and those columns. */
async function oneChange(slug: string, changed: Readonly<Record<string, string>>): Promise<Buffer> {
  return workbook([{ 'Nr.': slug, 'Titel (de)': '', ...changed }]);
}

describe('new events', () => {
  test('become drafts, and importing the file again leaves no trace', async () => {
    const app = await temporaryCatalogue();
    const file = await workbook([NEW_ROW, { ...NEW_ROW, 'Nr.': '17', 'Titel (de)': 'Suppe für alle' }]);
    expect((await prepared(app, file)).counts).toEqual({ new: 2, changed: 0, unchanged: 0 });
    expect(await imported(app, file)).toMatchObject({ ok: true, version: 1 });
    expect(await eventOf(app, 'sprachtandem-im-park')).toMatchObject({ state: 'draft', first_published_at: null });
    expect(await valuesOf(app, 'suppe-fuer-alle')).toMatchObject({
      category: 'encounter',
      organisers: [{ slug: 'volkshochschule' }],
      languages: ['de', 'uk'],
      dates: [{ start: '2024-09-24T17:00', end: '2024-09-24T19:00', venue: { slug: 'pressenwerk' } }],
    });
    expect((await logOf(app))[0]).toMatchObject({ kind: 'import-events', subject: 'import datei', version: 1 });

    const before = await everything(app);
    expect((await prepared(app, file)).counts).toEqual({ new: 0, changed: 0, unchanged: 2 });
    expect(await imported(app, file)).toMatchObject({ ok: true });
    expect(await everything(app)).toBe(before);
  });

  test('are found again by their own number, and a date that is put off stays the same date', async () => {
    const app = await temporaryCatalogue();
    const row = { ...NEW_ROW, 'Nr.': '17' };
    await imported(app, await workbook([row]));
    const [before] = await occurrencesOf(app, 'sprachtandem-im-park');
    const { plan } = await prepared(app, await workbook([{ ...row, Tag: '25.09.2024' }]));
    expect(plan.events).toMatchObject([
      {
        kind: 'changed',
        slug: 'sprachtandem-im-park',
        differences: [{ field: 'Tag', before: '2024-09-24', after: '2024-09-25' }],
      },
    ]);
    await imported(app, await workbook([{ ...row, Tag: '25.09.2024' }]));
    expect(await occurrencesOf(app, 'sprachtandem-im-park')).toMatchObject([
      { uid: before!.uid, start_local: '2024-09-25T17:00', sequence: 0 },
    ]);
  });

  test('have several dates: rows that only tell of a date belong to the event above', async () => {
    const app = await temporaryCatalogue();
    const file = await workbook([NEW_ROW, { Tag: '2024-09-26', Beginn: '18.30' }, { Tag: '27.9.24', Ganztägig: 'x' }]);
    await imported(app, file);
    expect((await valuesOf(app, 'sprachtandem-im-park')).dates).toMatchObject([
      { start: '2024-09-24T17:00', end: '2024-09-24T19:00' },
      { start: '2024-09-26T18:30', end: null, venue: { slug: 'pressenwerk' } },
      { start: '2024-09-27T00:00', end: '2024-09-28T00:00', allDay: true },
    ]);
  });

  test('bring new venues and organisers only where the file says so', async () => {
    const app = await temporaryCatalogue();
    const row = { ...NEW_ROW, Ort: 'Backhaus am Anger', Veranstalter: 'Backverein Werratal' };
    const { problems } = await prepared(app, await workbook([row]));
    expect(problems.map(({ field, code }) => [field, code])).toEqual([
      ['Veranstalter', 'unknown-organiser'],
      ['Ort', 'unknown-venue'],
    ]);
    const said = {
      ...row,
      'Neu anlegen': 'Ja',
      'Neuer Ort: Straße': 'Anger 1',
      'Neuer Ort: Gemeinde': 'Bad Salzungen',
    };
    expect((await prepared(app, await workbook([said]))).problems).toMatchObject([{ field: 'Neuer Ort: PLZ' }]);
    await imported(app, await workbook([{ ...said, 'Neuer Ort: PLZ': '36433' }]));
    const venues = await app.database.read
      .selectFrom('venue')
      .select(['name', 'proposed'])
      .where('slug', 'like', 'backhaus%')
      .execute();
    expect(venues).toEqual([{ name: 'Backhaus am Anger', proposed: 1 }]);
  });
});

describe('events that are there', () => {
  test('are changed only in what differs; calendars learn of another time, not of another wording', async () => {
    const app = await temporaryCatalogue();
    const [before] = await occurrencesOf(app, LAENDERREISE);
    const others = await valuesOf(app, LAENDERREISE);
    const reworded = await oneChange(LAENDERREISE, {
      'Kurz gesagt (de)': 'Ganz anders gesagt.',
      'Titel (de)': others.texts['de']!.title,
    });
    expect(await imported(app, reworded)).toMatchObject({ ok: true, version: 2 });
    expect(await occurrencesOf(app, LAENDERREISE)).toMatchObject([
      { sequence: before!.sequence, start_local: before!.start_local },
    ]);
    expect(await valuesOf(app, LAENDERREISE)).toEqual({
      ...others,
      texts: { ...others.texts, de: { ...others.texts['de'], summary: 'Ganz anders gesagt.' } },
    });
    const moved = await workbook([{ 'Nr.': LAENDERREISE, 'Termin-Nr.': before!.uid, Tag: '', Beginn: '15:15' }]);
    // An empty cell takes away what stands there, and a date needs its day.
    expect((await prepared(app, moved)).problems).toMatchObject([{ field: 'Tag', row: 2 }]);
    await imported(app, await workbook([{ 'Nr.': LAENDERREISE, 'Termin-Nr.': before!.uid, Beginn: '15:15' }]));
    expect(await occurrencesOf(app, LAENDERREISE)).toMatchObject([
      { sequence: before!.sequence + 1, status: 'postponed', uid: before!.uid },
    ]);
  });

  test('keep what has changed at the desk since a file was imported, when it comes again', async () => {
    const app = await temporaryCatalogue();
    const file = await workbook([{ ...NEW_ROW, 'Nr.': '17' }]);
    await imported(app, file);
    await app.apply('test', {
      kind: 'edit-text',
      event: 'sprachtandem-im-park',
      language: 'de',
      text: { title: 'Tandem' },
    });
    expect((await prepared(app, file)).counts).toEqual({ new: 0, changed: 0, unchanged: 1 });
  });

  test('are not overwritten where they changed after the preview', async () => {
    const app = await temporaryCatalogue();
    const { title } = (await valuesOf(app, LAENDERREISE)).texts['de']!;
    const { plan } = await prepared(app, await oneChange(LAENDERREISE, { 'Titel (de)': `${title}!` }));
    await app.apply('test', { kind: 'edit-text', event: LAENDERREISE, language: 'de', text: { summary: 'Neu.' } });
    const before = await everything(app);
    const change = { kind: 'import-events', edition: '2024', file: 'datei', events: plan.changes } as const;
    expect(await app.apply('test', change)).toMatchObject({ ok: false, code: 'changed-meanwhile' });
    expect(await everything(app)).toBe(before);
  });

  test('stay whole when one of several is refused', async () => {
    const app = await temporaryCatalogue();
    const { plan } = await prepared(app, await workbook([NEW_ROW]));
    const [fresh] = plan.changes;
    const before = await everything(app);
    const stale = { ...fresh!, known: { slug: LAENDERREISE, base: 'another' } };
    const change = { kind: 'import-events', edition: '2024', file: 'datei', events: [fresh!, stale] } as const;
    expect(await app.apply('test', change)).toMatchObject({ ok: false });
    expect(await app.apply('test', { ...change, edition: '1999' })).toMatchObject({
      ok: false,
      code: 'unknown-edition',
    });
    expect(await everything(app)).toBe(before);
  });

  test('are not doubled by a mistyped number, a second mention or another edition', async () => {
    const app = await temporaryCatalogue();
    const { problems } = await prepared(
      app,
      await workbook([{ ...NEW_ROW, 'Nr.': 'laenderreisse' }, NEW_ROW, NEW_ROW]),
    );
    expect(problems.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, 'Nr.', 'unknown-number-like'],
      [4, 'Titel (de)', 'twice'],
    ]);
    const twoTitles = ['A', 'B'].map((title) => ({ 'Nr.': LAENDERREISE, 'Titel (de)': title }));
    expect((await prepared(app, await workbook(twoTitles))).problems).toMatchObject([
      { row: 3, field: 'Titel (de)', code: 'contradiction' },
    ]);
  });

  test('keep a date that is cancelled, and name it where a file changes it', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'cancel', event: LAENDERREISE });
    const rows = await rowsIn(await exported(app, 'xlsx'));
    const row = rows.find((candidate) => candidate['Nr.'] === LAENDERREISE)!;
    expect(row).toMatchObject({ 'Stand des Termins': 'abgesagt' });
    expect((await prepared(app, await workbook([row]))).counts.unchanged).toBe(1);
    expect((await prepared(app, await workbook([{ ...row, Beginn: '11:00' }]))).problems).toMatchObject([
      { field: 'Beginn', code: 'cancelled-date' },
    ]);
    await imported(app, await workbook([{ ...row, Förderung: 'Land Thüringen' }]));
    expect(await occurrencesOf(app, LAENDERREISE)).toMatchObject([{ status: 'cancelled' }]);
    expect(await valuesOf(app, LAENDERREISE)).toMatchObject({ funding: 'Land Thüringen', dates: [] });
  });
});

describe('tables as people have them', () => {
  const csv = (delimiter: string, rows: readonly Readonly<Record<string, string>>[]) => {
    const headings = Object.keys(rows[0]!);
    return [headings, ...rows.map((row) => headings.map((heading) => row[heading]!))]
      .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
      .join('\r\n');
  };

  test.each([
    ['semicolons and the mark of UTF-8', `\ufeff${csv(';', [NEW_ROW])}`],
    ['commas without it', csv(',', [NEW_ROW])],
    ['Excel’s own hint', `sep=;\r\n${csv(';', [NEW_ROW])}`],
    ['columns in another order', csv(';', [Object.fromEntries(Object.entries(NEW_ROW).reverse())])],
    [
      'ids as headings',
      csv(';', [NEW_ROW]).replace('"Titel (de)"', '"title.de"').replace('"Kurz gesagt (de)"', 'summary.de'),
    ],
  ])('are read: %s', async (_, text) => {
    const app = await temporaryCatalogue();
    const { problems, counts } = await prepared(app, text);
    expect(problems).toEqual([]);
    expect(counts.new).toBe(1);
  });

  test('are read as Excel saves them in Germany', async () => {
    const app = await temporaryCatalogue();
    await imported(
      app,
      Buffer.from(
        csv(';', [{ ...NEW_ROW, 'Titel (de)': 'Größe zählt – für alle', Plätze: '20' }]).replace('–', '\u0096'),
        'latin1',
      ),
    );
    expect((await valuesOf(app, 'groesse-zaehlt-fuer-alle')).texts['de']!.title).toBe('Größe zählt – für alle');
  });

  test('tell what of them was not looked at', async () => {
    const app = await temporaryCatalogue();
    const { ignored } = await prepared(app, csv(';', [{ ...NEW_ROW, Notiz: 'anrufen' }]));
    expect(ignored).toEqual([{ sheet: 'datei', heading: 'Notiz' }]);
  });

  test('formulas are defused for spreadsheets and come back as they were', () => {
    const hostile = { 'title.de': '=1+1', 'summary.de': "'=1+1", 'description.de': '@SUM(A1)', funding: '-2' };
    const text = writeCsv(COLUMNS, [hostile]);
    expect(text).toContain("'=1+1");
    expect(text).not.toMatch(/(^|;)"?[=@+-]/m);
  });
});
