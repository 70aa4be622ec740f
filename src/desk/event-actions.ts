import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { Change } from '#src/changes/change.ts';
import { fieldValue, type FormFields } from '#src/submissions/form-fields.ts';
import { knownVenue } from '#src/submissions/known-names.ts';
import { addDays, isDay } from '#src/time/day.ts';
import { isLocalTime } from '#src/time/festival-time.ts';

/** What the buttons beside an event's form do; their words: `event.done.*`. */
export const EVENT_ACTIONS = [
  ...(['ask', 'reject', 'accept', 'decline', 'cancel', 'move', 'withdraw', 'note', 'undo', 'renew-link'] as const),
] as const;
export type EventAction = (typeof EVENT_ACTIONS)[number];

/** What is wrong; words: `event.problem.*`. */
export interface ActionProblem {
  readonly field: string;
  readonly code: string;
}

export type ReadAction =
  | { readonly ok: true; readonly action: EventAction; readonly change: Change }
  | { readonly ok: false; readonly action: EventAction | null; readonly problem: ActionProblem };

/** As long as a mail or a page has room for. */
export const MAX_MESSAGE_LENGTH = 2000;

/**
 * Reads what one of those buttons sent. Each form carries `seen`, the stamp of the event that it was shown with.
 *
 * @param event its slug
 */
export function readEventAction(fields: FormFields, event: string, snapshot: Pick<Snapshot, 'venues'>): ReadAction {
  const value = (name: string) => fieldValue(fields, name).trim();
  const action = EVENT_ACTIONS.find((one) => one === value('action')) ?? null;
  const refused = (field: string, code: string) => ({ ok: false, action, problem: { field, code } }) as const;
  if (action === null) return refused('', 'not-possible');
  const of = { event, seen: value('seen') };
  const message = value('message');
  if (message.length > MAX_MESSAGE_LENGTH) return refused('message', 'too-long');
  const told = message === '' ? {} : { message };
  const date = value('date');
  const done = (change: Change) => ({ ok: true, action, change }) as const;
  switch (action) {
    case 'ask':
    case 'reject':
      return message === '' ? refused('message', `${action}-needed`) : done({ kind: action, ...of, message });
    case 'decline':
      return message === '' ? refused('message', 'decline-needed') : done({ kind: 'decline-revision', ...of, message });
    case 'accept': {
      const chosen = fields['field'] ?? [];
      if (chosen.length === 0) return refused('field', 'field-needed');
      return done({ kind: 'accept-revision', ...of, fields: chosen });
    }
    case 'cancel':
      return done({ kind: 'cancel', ...of, ...(date === '' ? {} : { date }), ...told });
    case 'move': {
      const target = targetFrom(value, snapshot);
      return 'code' in target
        ? refused(target.field, target.code)
        : done({ kind: 'move', ...of, date, ...target, ...told });
    }
    case 'withdraw':
      return value('sure') === '' ? refused('sure', 'not-sure') : done({ kind: 'withdraw', ...of, ...told });
    case 'note':
      return done({ kind: 'take-note', ...of });
    case 'undo':
      return done({ kind: 'undo', event, change: Number(value('change')) });
    case 'renew-link':
      return done({ kind: 'renew-link', ...of });
  }
}

type Target = { readonly start: string; readonly end?: string; readonly venue?: string };

/** Where and when a date is moved to: without an end it lasts as long as before, without a venue it stays there. */
function targetFrom(value: (name: string) => string, snapshot: Pick<Snapshot, 'venues'>): Target | ActionProblem {
  const isAllDay = value('allDay') !== '';
  const [day, endDay, endTime] = [value('day'), value('endDay'), value('endTime')];
  if (!isDay(day)) return { field: 'day', code: 'not-a-day' };
  if (endDay !== '' && !isDay(endDay)) return { field: 'endDay', code: 'not-a-day' };
  const start = isAllDay ? `${day}T00:00` : `${day}T${value('startTime')}`;
  if (!isLocalTime(start)) return { field: 'startTime', code: 'not-a-time' };
  const isEndSaid = endDay !== '' || endTime !== '';
  const lastDay = endDay === '' ? day : endDay;
  const end = isAllDay ? `${addDays(lastDay, 1)}T00:00` : `${lastDay}T${endTime}`;
  if (isEndSaid && !isLocalTime(end)) return { field: 'endTime', code: 'not-a-time' };
  const typed = value('venue');
  const venue = typed === '' ? null : knownVenue(snapshot, typed);
  if (venue === undefined) return { field: 'venue', code: 'unknown-venue' };
  return { start, ...(isEndSaid ? { end } : {}), ...(venue === null ? {} : { venue: venue.slug }) };
}

/** The id of a field of such a form on the page: that of its second date has `cancel-1-message`. */
export function actionFieldId(
  { action, field, date }: { readonly action: EventAction; readonly field: string; readonly date: string },
  uids: readonly string[],
): string {
  if (action === 'accept') return 'accept';
  if (action === 'cancel' && date === '') return `cancel-all-${field}`;
  return date === '' ? `${action}-${field}` : `${action}-${uids.indexOf(date)}-${field}`;
}
