import type { DateValues, EventValues } from '#src/changes/event-values.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import { TEXT_PARTS } from './columns.ts';

/** Which parts of an event a column is about; texts and dates have rules of their own. */
const PARTS: Readonly<Record<string, keyof EventValues>> = {
  category: 'category',
  organisers: 'organisers',
  audiences: 'audiences',
  languages: 'languages',
  access: 'access',
  price: 'price',
  amount: 'price',
  registration: 'registration',
  registrationDay: 'registration',
  registrationTime: 'registration',
  registrationEmail: 'registration',
  registrationPhone: 'registration',
  registrationUrl: 'registration',
  capacity: 'capacity',
  funding: 'funding',
};

/**
 * What an event says now, with what a file changes in it. What the file says as the catalogue does stays to the letter,
 * also where the form has no room for it.
 *
 * @param changed the columns that say something else of the event
 * @param changedOfDates the same for each date, by uid
 */
export function mergedValues(
  current: EventValues,
  read: EventValues,
  changed: ReadonlySet<string>,
  changedOfDates: ReadonlyMap<string, ReadonlySet<string>>,
): EventValues {
  const parts = new Set([...changed].flatMap((id) => PARTS[id] ?? []));
  return {
    ...current,
    ...Object.fromEntries([...parts].map((part) => [part, read[part]])),
    texts: mergedTexts(current.texts, read.texts, changed),
    dates: mergedDates(current.dates, read.dates, changed.has('onlineUrl'), changedOfDates),
  };
}

function mergedTexts(current: EventValues['texts'], read: EventValues['texts'], changed: ReadonlySet<string>) {
  const languages = LANGUAGES.map(({ code }) => code as string).filter((code) =>
    TEXT_PARTS.some((part) => changed.has(`${part}.${code}`)),
  );
  const texts = { ...current };
  for (const language of languages) {
    const text = read[language];
    if (text) texts[language] = text;
    else delete texts[language];
  }
  return texts;
}

function mergedDates(
  current: readonly DateValues[],
  read: readonly DateValues[],
  isUrlChanged: boolean,
  changedOfDates: ReadonlyMap<string, ReadonlySet<string>>,
): DateValues[] {
  // What is cancelled is no date of the event's values any more.
  const left = read.filter(({ uid }) => uid === null || current.some((date) => date.uid === uid));
  return left.map((date) => {
    const before = current.find(({ uid }) => uid === date.uid);
    if (!before) return date;
    const changed = changedOfDates.get(before.uid!) ?? new Set();
    const isTimeChanged = [...changed].some((id) => id !== 'venue');
    return {
      ...before,
      ...(isTimeChanged ? { start: date.start, end: date.end, allDay: date.allDay } : {}),
      ...(changed.has('venue') ? { venue: date.venue } : {}),
      ...(isUrlChanged ? { onlineUrl: date.onlineUrl } : {}),
    };
  });
}
