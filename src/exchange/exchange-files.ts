import { venueInLine } from '#src/catalogue/types.ts';
import type { ExchangedEdition, Known } from './catalogue-reading.ts';
import { COLUMNS, columnOf } from './columns.ts';
import { writeCsv } from './csv-table.ts';
import { eventRows, type Cells } from './event-rows.ts';
import { CHOICE_COLUMNS, type ExchangeWords } from './exchange-words.ts';
import { jsonExport } from './json-export.ts';
import { writeXlsx, type ChoiceList } from './xlsx-table.ts';

export const EXPORT_FORMATS = ['xlsx', 'csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

export function isExportFormat(text: string): text is ExportFormat {
  return (EXPORT_FORMATS as readonly string[]).includes(text);
}

/** All events of an edition as a file. */
export async function exportFile(
  format: ExportFormat,
  exchanged: ExchangedEdition,
  words: ExchangeWords,
): Promise<Buffer> {
  if (format === 'json') return Buffer.from(jsonExport(exchanged));
  const rows = exchanged.events.flatMap((event) => eventRows(event, exchanged.known, words));
  return table(format, rows, exchanged.known, words);
}

/** An empty table with one example, to be filled in. */
export function templateFile(
  format: 'xlsx' | 'csv',
  exchanged: ExchangedEdition,
  words: ExchangeWords,
): Promise<Buffer> {
  const [venue] = venueLines(exchanged.known);
  const example: Cells = {
    number: 'beispiel-1',
    'title.de': 'Beispiel: Sprachcafé im Park',
    day: exchanged.edition.officialDays[0],
    startTime: '17:00',
    endTime: '19:00',
    venue: venue ?? '',
    category: [...words.choices('category').values()][0] ?? '',
    organisers: [...exchanged.known.organisers.values()][0]?.name ?? '',
    'summary.de': 'Zu zweit spazieren und dabei eine Sprache lernen.',
    'description.de': 'Wir treffen uns am Eingang.\n\nAlle bringen ihre Sprache mit.',
    audiences: words.nameOf('audiences', 'everyone'),
    languages: ['de', 'uk'].map((code) => words.nameOf('languages', code)).join('; '),
    price: words.nameOf('price', 'free'),
    registration: words.nameOf('registration', 'none'),
  };
  return table(format, [example], exchanged.known, words);
}

async function table(
  format: 'xlsx' | 'csv',
  rows: readonly Cells[],
  known: Known,
  words: ExchangeWords,
): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(writeCsv(COLUMNS, rows));
  const { desk } = words;
  return writeXlsx(COLUMNS, rows, {
    sheet: desk.t('exchange.sheetEvents'),
    listsSheet: desk.t('exchange.sheetChoices'),
    lists: choiceLists(known, words),
  });
}

/** What may stand in the columns that choose. */
function choiceLists(known: Known, words: ExchangeWords): ChoiceList[] {
  return [
    ...CHOICE_COLUMNS.map((column) => ({
      heading: columnOf(column).heading,
      values: [...words.choices(column).values()],
    })),
    { heading: words.desk.t('exchange.venues'), values: venueLines(known) },
    { heading: words.desk.t('exchange.organisers'), values: [...known.organisers.values()].map(({ name }) => name) },
    { heading: words.desk.t('exchange.places'), values: [...known.places.values()].map(({ name }) => name) },
  ];
}

function venueLines({ venues }: Known): string[] {
  return [...venues.values()].map((venue) => venueInLine(venue));
}
