import writeExcelFile from 'write-excel-file/node';
import { expect, test } from 'vitest';
import { cellText, type Cell } from '#src/exchange/cell.ts';
import type { CellKind } from '#src/exchange/columns.ts';
import { editDistance, nearestName } from '#src/exchange/nearest-name.ts';
import { readXlsx } from '#src/exchange/xlsx-table.ts';

test.each<[CellKind, string, Cell[]]>([
  [
    'day',
    '2024-09-22',
    [
      '22.09.2024',
      '22.9.2024',
      '22.9.24',
      '22. 9. 2024',
      '2024-09-22',
      'So, 22.09.2024',
      'Sonntag 22.9.2024',
      45_557,
      new Date('2024-09-22'),
      '2024-09-22 00:00:00',
    ],
  ],
  [
    'time',
    '18:00',
    [
      '18:00',
      '18.00',
      '18 Uhr',
      '18.00 Uhr',
      '18h00',
      '18',
      '18:00:00',
      0.75,
      0.7499999,
      new Date('1899-12-30T18:00:00Z'),
      new Date('1899-12-30T17:59:59.999Z'),
    ],
  ],
  ['time', '09:30', ['9:30', '9.30 Uhr', '09:30 uhr']],
  ['yes-no', 'ja', ['ja', 'Ja', 'JA', 'x', 'yes', '1', 1, true, 'wahr']],
  ['yes-no', '', ['nein', 'no', '0', 0, false, '', null, '-']],
  ['amount', '7,50', ['7,5', '7.50', '7,50 €', 7.5, '7,50 Euro']],
  ['postcode', '01067', ['01067', 1067, '1067']],
  ['number', '20', [20, '20', ' 20 ']],
])('%s is read as %j, however it was typed', (kind, text, cells) => {
  expect(cells.map((cell) => cellText(cell, kind))).toEqual(cells.map(() => text));
});

test.each<[CellKind, string]>([
  ['day', '31.09.2024'],
  ['day', 'nächsten Montag'],
  ['time', '25 Uhr'],
  ['time', 'abends'],
  ['yes-no', 'vielleicht'],
  ['amount', 'fünf'],
])('%s %j stays as it was typed, for the checks to name', (kind, typed) => {
  expect(cellText(typed, kind)).toBe(typed);
});

test('days and times are read as a spreadsheet keeps them', async () => {
  const book = await writeExcelFile([
    {
      sheet: 'T',
      data: [
        ['Tag', 'Beginn', 'Zahl'],
        [
          { value: new Date('2024-09-22'), type: Date, format: 'dd.mm.yyyy' },
          { value: new Date('1899-12-30T18:20:00Z'), type: Date, format: 'hh:mm' },
          45_557,
        ],
      ],
    },
  ]).toBuffer();
  const [{ rows } = { rows: [] }] = await readXlsx(book, { maxRows: 10, maxColumns: 10 });
  const [day, time, number] = rows[1] as [Cell, Cell, Cell];
  expect([cellText(day, 'day'), cellText(time, 'time'), cellText(number, 'day')]).toEqual([
    '2024-09-22',
    '18:20',
    '2024-09-22',
  ]);
});

test('the nearest name is suggested, and none where none is near', () => {
  const names = ['Pressenwerk, Bad Salzungen', 'Rathaussaal, Eisenach', 'Rathaussaal, Ruhla'];
  expect(nearestName('Presenwerk', names)).toBe('Pressenwerk, Bad Salzungen');
  expect(nearestName('Ratsaal Eisenach', names)).toBe('Rathaussaal, Eisenach');
  expect(nearestName('Turnhalle Vacha', names)).toBeNull();
  expect(nearestName('x'.repeat(100_000), names)).toBeNull();
  expect(editDistance('Saal', 'Saale')).toBe(1);
});
