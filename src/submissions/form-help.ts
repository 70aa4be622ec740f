import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { Programme } from '#src/catalogue/programme.ts';
import type { Place, ProgrammeEvent, Venue } from '#src/catalogue/types.ts';
import { isDay } from '#src/time/day.ts';
import { fieldValue, type FormFields } from './form-fields.ts';
import { rowsOf } from './form-rows.ts';
import { knownVenue } from './known-names.ts';
import { likelyDuplicates } from './likely-duplicate.ts';
import { sameDay, type SameDay } from './same-day.ts';

type Known = Pick<Snapshot, 'venues' | 'places'>;

/** What else is on at a date of the form. */
export interface PlannedDay extends SameDay {
  /** The number of the date. */
  readonly row: number;
}

/** What organisers should know before they send: what else is on, and whether it is in the programme already. */
export interface FormHelp {
  readonly sameDays: readonly PlannedDay[];
  readonly duplicates: readonly ProgrammeEvent[];
}

export const NO_HELP: FormHelp = { sameDays: [], duplicates: [] };

/** From what is typed, as far as it makes sense already. */
export function formHelp(
  programme: Programme | undefined,
  snapshot: Known,
  fields: FormFields,
  except: string | null = null,
): FormHelp {
  if (!programme) return NO_HELP;
  const dates = rowsOf(fields, 'dates').map((at) => plannedAt(fields, `dates.${at}.`, snapshot));
  const planned = dates.filter((date) => date !== null);
  const candidate = {
    titles: rowsOf(fields, 'texts').map((at) => fieldValue(fields, `texts.${at}.title`)),
    days: rowsOf(fields, 'dates').map((at) => fieldValue(fields, `dates.${at}.day`)),
    venues: planned.flatMap(({ venue }) => (venue ? [venue.slug] : [])),
  };
  return {
    sameDays: dates.flatMap((date, row) => (date ? [{ ...sameDay(programme, date, except), row }] : [])),
    duplicates: likelyDuplicates(programme, candidate, except),
  };
}

function plannedAt(fields: FormFields, prefix: string, snapshot: Known) {
  const day = fieldValue(fields, `${prefix}day`);
  const where = whereOf(snapshot, {
    venue: fieldValue(fields, `${prefix}venue`) || fieldValue(fields, 'venue'),
    place: fieldValue(fields, 'newVenue.place'),
  });
  if (!isDay(day) || !where) return null;
  const time = (name: string) => timeOrNull(fieldValue(fields, prefix + name));
  return { day, startTime: time('startTime'), endTime: time('endTime'), ...where };
}

/** The venue that was typed or, where the catalogue has none such, the place of a new one. */
export function whereOf(
  snapshot: Known,
  typed: { venue: string; place: string },
): { venue: Venue | null; place: Place } | null {
  const venue = knownVenue(snapshot, typed.venue) ?? null;
  const place = venue?.place ?? snapshot.places.get(typed.place);
  return place ? { venue, place } : null;
}

export function timeOrNull(value: string): string | null {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value) ? value : null;
}
