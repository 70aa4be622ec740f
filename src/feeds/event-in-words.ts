import { textIn, venueInLine, type Occurrence, type ProgrammeEvent } from '#src/catalogue/types.ts';
import type { AccessFeature } from '#src/filter/vocabulary.ts';
import type { Translation } from '#src/i18n/translation.ts';

/**
 * An event as plain text, for readers that show no markup: what changed, what it is, for whom, how to take part, by
 * whom, and the address of its page last.
 */
export function eventInWords(event: ProgrammeEvent, occurrence: Occurrence, url: string, i18n: Translation): string {
  const text = textIn(event, i18n.code);
  const t = i18n.t.bind(i18n);
  const lines = [
    changeAndNotice(event, occurrence, i18n),
    text.summary,
    text.description,
    text.participation,
    text.language === i18n.code ? null : t('site.untranslated'),
    `${t('event.forWhom')}: ${i18n.list(event.audiences.map((audience) => t(`audience.${audience}`)))}`,
    t('calendar.languages', { languages: i18n.list(event.languages.map((code) => i18n.languageName(code))) }),
    registrationInWords(event, i18n),
    event.capacity === null ? null : `${t('event.capacity')}: ${i18n.number(event.capacity)}`,
    `${t('event.price')}: ${priceInWords(event, i18n)}`,
    accessInWords(occurrence, i18n),
    occurrence.onlineUrl && `${t('event.onlineAccess')}: ${occurrence.onlineUrl}`,
    `${t('event.organisers')}: ${i18n.list(event.organisers.map((organiser) => organiser.name))}`,
    url,
  ];
  return lines.filter((line) => line !== null && line !== '').join('\n\n');
}

/** `'5 €'`, `'Eintritt frei'` */
export function priceInWords({ price }: ProgrammeEvent, i18n: Translation): string {
  if (price.kind === 'free') return i18n.t('event.priceFree');
  if (price.kind === 'donation') return i18n.t('event.priceDonation');
  return price.cents === null ? i18n.t('event.priceFeeUnknown') : i18n.price(price.cents);
}

function changeAndNotice(event: ProgrammeEvent, occurrence: Occurrence, i18n: Translation): string | null {
  const change = changeInWords(event, occurrence, i18n);
  return change === null || occurrence.notice === null ? change : `${change}\n${occurrence.notice}`;
}

/** What became of a date since it was announced, or null if nothing did; without what coordinators say of it. */
export function changeInWords(event: ProgrammeEvent, occurrence: Occurrence, i18n: Translation): string | null {
  const { status, previousStart, previousVenue } = occurrence;
  if (event.withdrawn) return i18n.t('status.cancelledNotice');
  if (status === 'cancelled') {
    return i18n.t(event.occurrences.length > 1 ? 'status.cancelledDateNotice' : 'status.cancelledNotice');
  }
  const before = previousStart && previousStartInWords(occurrence, i18n);
  const changes = [
    before && i18n.t('status.postponedNotice', { before }),
    previousVenue && i18n.t('status.movedNotice', { before: venueInLine(previousVenue) }),
  ].filter((change) => change !== null);
  return changes.length > 0 ? changes.join(' ') : null;
}

/** When a date is, in a list of its day: `'18:00–19:30 Uhr'`, `'ganztägig'`, `'bis So., 29. Sept.'`. Festival time. */
export function timeInWords({ allDay, start, end, days }: Occurrence, i18n: Translation): string {
  if (!allDay) return i18n.dates.timeSpanOfDay(start, end, days.length);
  return days.length === 1
    ? i18n.t('events.allDay')
    : i18n.t('events.ongoingUntil', { day: i18n.dates.short(days.at(-1)!) });
}

/** The time that was announced before; of an all-day date, its day. */
export function previousStartInWords({ previousStart, allDay }: Occurrence, i18n: Translation): string | null {
  if (previousStart === null) return null;
  return allDay ? i18n.dates.long(previousStart.slice(0, 10)) : i18n.dates.dayAndTime(previousStart);
}

function accessInWords(occurrence: Occurrence, i18n: Translation): string | null {
  const features = accessFeatures(occurrence, i18n).map(({ words }) => words);
  return features.length > 0 ? `${i18n.t('event.access')}: ${i18n.list(features)}` : null;
}

/** What is offered and, as important to know before one sets out, where the way in has steps. */
export function accessFeatures(
  { access, venue }: Occurrence,
  i18n: Translation,
): { readonly feature: AccessFeature | 'steps'; readonly words: string }[] {
  // The text in plain language is on the event's page, neither in a feed nor on paper.
  const features = access
    .filter((feature) => feature !== 'easy-text')
    .map((feature) => ({ feature, words: i18n.t(`access.${feature}`) }));
  if (venue?.stepFree === 'partly') return [...features, { feature: 'steps', words: i18n.t('venue.stepFreePartly') }];
  if (venue?.stepFree === 'no') return [...features, { feature: 'steps', words: i18n.t('venue.stepFreeNo') }];
  return features;
}

function registrationInWords(event: ProgrammeEvent, i18n: Translation): string {
  return i18n.list(registrationParts(event, i18n));
}

/** Whether one must register, until when, and how: `['Bitte anmelden', 'bis Montag, 2. September 2024, 12:00 Uhr', …]` */
export function registrationParts({ registration }: ProgrammeEvent, i18n: Translation): string[] {
  if (registration.kind === 'none') return [i18n.t('event.registrationNone')];
  const kind = registration.kind === 'required' ? 'event.registrationRequired' : 'event.registrationOptional';
  const parts: (string | null)[] = [
    i18n.t(kind),
    registration.until && i18n.t('event.registrationUntil', { until: i18n.dates.dayAndTime(registration.until) }),
    registration.email,
    registration.phone,
    registration.url,
  ];
  return parts.filter((part) => part !== null);
}
