import { csvTable } from '#src/feeds/csv-feed.ts';
import type { DeskWords } from '#src/i18n/desk-words.ts';
import type { NumbersPage } from './numbers-page.ts';

/** All numbers of the page as one table, a row for each count; formulas are defused as in every CSV. */
export function numbersCsv({ edition, earlier, totals, tables }: NumbersPage, words: DeskWords): string {
  const header = [
    words.t('numbers.csvMeasure'),
    words.t('numbers.what'),
    `${words.t('numbers.events')} ${edition.slug}`,
    ...(earlier ? [words.t('numbers.eventsBefore', { edition: earlier.slug })] : []),
    `${words.t('numbers.dates')} ${edition.slug}`,
  ];
  return csvTable(header, [
    ...totals.map(({ label, now, before }) => [
      words.t('numbers.summary'),
      label,
      now,
      ...(earlier ? [before] : []),
      null,
    ]),
    ...tables.flatMap(({ title, rows }) =>
      rows.map(({ label, events, eventsBefore, dates }) => [
        title,
        label,
        events,
        ...(earlier ? [eventsBefore] : []),
        dates,
      ]),
    ),
  ]);
}
