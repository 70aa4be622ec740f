import { stringify } from 'csv-stringify/sync';
import type { EventDate } from '#src/catalogue/programme.ts';
import { nameIn, textIn, venueInLine } from '#src/catalogue/types.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { eventPath } from '#src/paths/paths.ts';
import { addDays } from '#src/time/day.ts';
import { plainText } from './calendar-lines.ts';
import { statusToldOf, type DataFeed } from './data-feed.ts';
import { eurosOf } from './json-feed.ts';

type Cell = string | number | null;
type Column = readonly [name: string, cell: (date: EventDate, context: Context) => Cell];
interface Context {
  readonly siteUrl: string;
  readonly i18n: Translation;
}

/**
 * The columns, in their order. Days and times are apart, as spreadsheets like them; of whole days there are no times,
 * and `end_day` is the last one. What people read is in the language of the path, several values with semicolons
 * between; kinds and states are the words of the JSON feed.
 */
const COLUMNS: readonly Column[] = [
  ['uid', ({ occurrence }) => occurrence.uid],
  ['status', ({ event, occurrence }) => statusToldOf(event, occurrence)],
  ['start_day', ({ occurrence }) => occurrence.start.slice(0, 10)],
  ['start_time', ({ occurrence }) => (occurrence.allDay ? null : occurrence.start.slice(11))],
  ['end_day', ({ occurrence }) => lastDayOf(occurrence)],
  ['end_time', ({ occurrence }) => (occurrence.allDay || !occurrence.end ? null : occurrence.end.slice(11))],
  ['start_utc', ({ occurrence }) => occurrence.startAt],
  ['end_utc', ({ occurrence }) => occurrence.endAt],
  ['all_day', ({ occurrence }) => String(occurrence.allDay)],
  ['title', ({ event }, { i18n }) => textIn(event, i18n.code).title],
  ['summary', ({ event }, { i18n }) => textIn(event, i18n.code).summary],
  ['description', ({ event }, { i18n }) => textIn(event, i18n.code).description],
  ['participation', ({ event }, { i18n }) => textIn(event, i18n.code).participation],
  ['text_language', ({ event }, { i18n }) => textIn(event, i18n.code).language],
  ['category', ({ event }, { i18n }) => nameIn(event.category.name, i18n.code)],
  ['organisers', ({ event }) => several(event.organisers.map(({ name }) => name))],
  ['audiences', ({ event }, { i18n }) => several(event.audiences.map((audience) => i18n.t(`audience.${audience}`)))],
  ['languages', ({ event }, { i18n }) => several(event.languages.map((code) => i18n.languageName(code)))],
  ['access', ({ occurrence }, { i18n }) => several(occurrence.access.map((feature) => i18n.t(`access.${feature}`)))],
  ['venue', ({ occurrence }) => occurrence.venue?.name ?? null],
  ['street', ({ occurrence }) => occurrence.venue?.street ?? null],
  ['postcode', ({ occurrence }) => occurrence.venue?.postcode ?? null],
  ['town', ({ occurrence: { venue } }) => (venue?.place.partOf ?? venue?.place)?.name ?? null],
  ['district', ({ occurrence: { venue } }) => (venue?.place.partOf ? venue.place.name : null)],
  ['latitude', ({ occurrence }) => occurrence.venue?.point?.latitude ?? null],
  ['longitude', ({ occurrence }) => occurrence.venue?.point?.longitude ?? null],
  ['step_free', ({ occurrence }) => occurrence.venue?.stepFree ?? null],
  ['online_url', ({ occurrence }) => occurrence.onlineUrl],
  ['registration', ({ event }) => event.registration.kind],
  ['registration_until', ({ event }) => event.registration.until?.replace('T', ' ') ?? null],
  ['registration_email', ({ event }) => event.registration.email],
  ['registration_phone', ({ event }) => event.registration.phone],
  ['registration_url', ({ event }) => event.registration.url],
  ['price', ({ event }) => event.price.kind],
  ['price_euros', ({ event }) => eurosOf(event.price)],
  ['capacity', ({ event }) => event.capacity],
  ['funding', ({ event }) => event.funding],
  ['previous_start', ({ occurrence }) => occurrence.previousStart?.replace('T', ' ') ?? null],
  ['previous_venue', ({ occurrence: { previousVenue } }) => previousVenue && venueInLine(previousVenue)],
  ['event', ({ event }) => event.slug],
  ['edition', ({ event }) => event.edition],
  ['withdrawn', ({ event }) => String(event.withdrawn)],
  ['url', ({ event }, { i18n, siteUrl }) => siteUrl + eventPath(i18n.code, event.slug)],
  ['sequence', ({ occurrence }) => occurrence.sequence],
  ['changed_at', ({ occurrence }) => occurrence.changedAt],
];

/** Dates as a table, one row each, for spreadsheets and for programs. */
export function csvFeed({ dates, siteUrl }: DataFeed, i18n: Translation): string {
  const context = { siteUrl, i18n };
  return csvTable(
    COLUMNS.map(([name]) => name),
    dates.map((date) => COLUMNS.map(([, cell]) => cell(date, context))),
  );
}

/**
 * A table as RFC 4180 has it, with the mark that tells Excel that it is UTF-8. Text that a spreadsheet would take for a
 * formula has an apostrophe before it, phone numbers like `'+49 3695 …` too; columns keep what they mean.
 */
export function csvTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  // White space in front would hide what begins a formula from the check, but not from every spreadsheet.
  const clean = (cell: Cell) => (typeof cell === 'string' ? plainText(cell).trim() : cell);
  return stringify([header, ...rows.map((row) => row.map(clean))], {
    bom: true,
    record_delimiter: '\r\n',
    // Also where a field holds another line end than the table's: csv-stringify 6.9.0 would let it stand bare.
    quote_record_delimiter: true,
    escape_formulas: true,
  });
}

function lastDayOf({ end, allDay }: EventDate['occurrence']): string | null {
  if (end === null) return null;
  return allDay ? addDays(end.slice(0, 10), -1) : end.slice(0, 10);
}

function several(values: readonly string[]): string {
  return values.join('; ');
}
