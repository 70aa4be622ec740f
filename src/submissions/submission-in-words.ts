import { venueInLine, type Edition } from '#src/catalogue/types.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import type { StringKey } from '#src/i18n/dictionary.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { addDays } from '#src/time/day.ts';
import type { SubmittedDate } from './submission.ts';

/** `'Sonntag, 22. September 2024, 17:30–20:00 Uhr'`; all-day: `'22.–25. September 2024'` */
export function whenInWords(
  { start, end, allDay }: Pick<SubmittedDate, 'start' | 'end' | 'allDay'>,
  i18n: Translation,
): string {
  const day = start.slice(0, 10);
  if (!allDay) return i18n.list([i18n.dates.long(day), i18n.dates.timeSpan(start, end)]);
  // Of an all-day date, the end is midnight after its last day.
  const last = end === null ? day : addDays(end.slice(0, 10), -1);
  return last > day ? i18n.dates.span(day, last) : i18n.dates.long(day);
}

/** `'Stadtbibliothek, Eisenach'` or `'Online'` */
export function venueInWords({ venue }: SubmittedDate, i18n: Translation): string {
  return venue ? venueInLine(venue) : i18n.t('events.online');
}

const FIELD_NAMES: Readonly<Record<keyof EventValues, StringKey>> = {
  texts: 'own.texts',
  dates: 'event.when',
  category: 'filter.category',
  organisers: 'event.organisers',
  audiences: 'event.forWhom',
  languages: 'event.languages',
  access: 'event.access',
  registration: 'event.registration',
  price: 'event.price',
  capacity: 'event.capacity',
  funding: 'event.funding',
  picture: 'own.picture',
};

/** What a correction changes: `'Wann, Kosten'` */
export function fieldsInWords(fields: readonly (keyof EventValues)[], i18n: Translation): string {
  return i18n.list(fields.map((field) => i18n.t(FIELD_NAMES[field])));
}

/** Whom to ask: `'Integrationsmanagement, ikw@example.org, 03695 000000'`; null where nobody has said. */
export function contactInWords({ contact }: Edition, i18n: Translation): string | null {
  if (!contact) return null;
  return i18n.list([contact.name, contact.email, contact.phone].filter((part) => part !== null));
}
