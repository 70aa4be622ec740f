export interface CheckedDate {
  readonly row: HTMLElement;
  /** What to ask for what else is on that day; empty while it is not known where or when. */
  readonly query: string;
}

/**
 * Tells at once what the server would tell: an end before the start, a day outside the programme, a deadline after the
 * event; and writes the weekday beside each day.
 */
export function checkDates(form: HTMLElement): CheckedDate[] {
  const { lang, except = '', first = '', last = '', beforeStart, outside, afterEvent } = form.dataset;
  const value = (name: string) => form.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? '';
  const weekdays = new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone: 'UTC', calendar: 'gregory' });
  const days: string[] = [];
  const dates = [...form.querySelectorAll<HTMLElement>('[data-row=dates]')].map((row, at): CheckedDate => {
    const typed = (name: string) => value(`dates.${at}.${name}`);
    const day = typed('day');
    const [start, end, endDay] = [typed('startTime'), typed('endTime'), typed('endDay') || day];
    row.querySelector('[data-weekday]')!.textContent = day === '' ? '' : weekdays.format(new Date(day));
    if (day !== '') days.push(day + (start && `T${start}`));
    const endsEarly = day !== '' && (endDay < day || (endDay === day && start !== '' && end !== '' && end <= start));
    const isOutside = day !== '' && (day < first || day > last);
    tell(row, isOutside ? outside : endsEarly ? beforeStart : '');
    const venue = typed('venue') || value('venue');
    const place = value('newVenue.place');
    const asked = { day, start, end, venue, place, except };
    return { row, query: day && (venue || place) ? String(new URLSearchParams(asked)) : '' };
  });
  const until = value('registration.day');
  const latest = days.sort().at(-1) ?? '';
  const isLate = until !== '' && latest !== '' && until > latest.slice(0, 10);
  const section = form.querySelector<HTMLElement>('[name="registration.day"]')?.closest<HTMLElement>('.form-section');
  if (section) tell(section, isLate ? afterEvent : '');
  return dates;
}

function tell(place: HTMLElement, words: string | undefined): void {
  const line = place.querySelector('[data-check]');
  if (line && line.textContent !== words) line.textContent = words ?? '';
}
