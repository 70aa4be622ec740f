import { venueInLine } from '#src/catalogue/types.ts';
import { addDays } from '#src/time/day.ts';
import type { ExchangedDate, ExchangedEvent, Known } from './catalogue-reading.ts';
import { cellText, cleanText } from './cell.ts';
import { COLUMNS, TEXT_PARTS } from './columns.ts';
import type { ChoiceColumn, ExchangeWords } from './exchange-words.ts';

/** Cells by the id of their column, each in the one way in which its kind is written; what is missing is empty. */
export type Cells = Readonly<Record<string, string>>;

/**
 * An event as rows of the table: one for each date, cancelled ones too. What is said of the event stands in the first
 * of them only, so that nobody has to change it twice; the number tells in all of them what belongs together.
 */
export function eventRows(event: ExchangedEvent, known: Known, words: ExchangeWords): Cells[] {
  const said = eventCells(event, known, words);
  const dates = event.dates.map((date) => ({
    ...dateCells(date, known),
    dateState: words.desk.t(`exchange.dateState.${date.status}`),
  }));
  if (dates.length === 0) return [said];
  return dates.map((date, at) => (at === 0 ? { ...said, ...date } : { number: event.slug, ...date }));
}

/** What is said of the event as a whole. */
export function eventCells({ slug, state, closed, values }: ExchangedEvent, known: Known, words: ExchangeWords): Cells {
  const { texts, registration, price } = values;
  const names = (column: ChoiceColumn, codes: readonly string[]) =>
    codes.map((code) => words.nameOf(column, code)).join('; ');
  const cells: Record<string, string | null> = {
    number: slug,
    state: words.desk.t(closed ? 'exchange.state.closed' : `exchange.state.${state}`),
    ...Object.fromEntries(
      Object.entries(texts).flatMap(([language, text]) =>
        TEXT_PARTS.map((part) => [`${part}.${language}`, text[part]] as const),
      ),
    ),
    onlineUrl: onlineUrlOf(values),
    category: words.nameOf('category', values.category),
    organisers: words.organisersText(
      values.organisers
        .map((one) => ('slug' in one ? (known.organisers.get(one.slug)?.name ?? one.slug) : one.name))
        .join('; '),
    ),
    audiences: names('audiences', values.audiences),
    languages: names('languages', values.languages),
    access: names('access', values.access),
    price: words.nameOf('price', price.kind),
    amount: price.cents === null ? null : (price.cents / 100).toFixed(2),
    registration: words.nameOf('registration', registration.kind),
    registrationDay: registration.until?.slice(0, 10) ?? null,
    registrationTime: registration.until?.slice(11) ?? null,
    registrationEmail: registration.email,
    registrationPhone: registration.phone,
    registrationUrl: registration.url,
    capacity: values.capacity === null ? null : String(values.capacity),
    funding: values.funding,
  };
  return written(cells);
}

/** What is said of one date. */
export function dateCells(date: Omit<ExchangedDate, 'status' | 'access'>, known: Known): Cells {
  const { uid, start, end, allDay, venue } = date;
  const day = start.slice(0, 10);
  // An all-day date ends at midnight after its last day.
  const lastDay = end === null ? day : allDay ? addDays(end.slice(0, 10), -1) : end.slice(0, 10);
  const place = venue === null ? undefined : known.venues.get(venue);
  return written({
    uid,
    day,
    startTime: allDay ? null : start.slice(11),
    endTime: allDay || end === null ? null : end.slice(11),
    endDay: lastDay === day ? null : lastDay,
    allDay: allDay ? 'ja' : null,
    venue: place ? venueInLine(place) : null,
  });
}

/** The one address that the form asks for. */
export function onlineUrlOf({ dates }: ExchangedEvent['values']): string | null {
  return dates.find(({ onlineUrl }) => onlineUrl !== null)?.onlineUrl ?? null;
}

function written(cells: Readonly<Record<string, string | null>>): Cells {
  return Object.fromEntries(
    COLUMNS.flatMap(({ id, kind }) => {
      const text = cells[id] ?? null;
      return text === null || text === '' ? [] : [[id, kind === 'text' ? cleanText(text) : cellText(text, kind)]];
    }),
  );
}
