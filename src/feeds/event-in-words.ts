import { textIn, venueInLine, type Occurrence, type ProgrammeEvent } from '#src/catalogue/types.ts';
import type { Translation } from '#src/i18n/translation.ts';

/**
 * An event as plain text, for readers that show no markup: what changed, what it is, for whom, how to take part, by
 * whom, and the address of its page last.
 */
export function eventInWords(event: ProgrammeEvent, occurrence: Occurrence, url: string, i18n: Translation): string {
  const text = textIn(event, i18n.code);
  const t = i18n.t.bind(i18n);
  const lines = [
    changeInWords(event, occurrence, i18n),
    text.summary,
    text.description,
    text.participation,
    text.language === i18n.code ? null : t('site.untranslated'),
    `${t('event.forWhom')}: ${i18n.list(event.audiences.map((audience) => t(`audience.${audience}`)))}`,
    t('calendar.languages', { languages: i18n.list(event.languages.map((code) => i18n.languageName(code))) }),
    `${t('event.price')}: ${priceInWords(event, i18n)}`,
    registrationInWords(event, i18n),
    occurrence.access.length > 0
      ? `${t('event.access')}: ${i18n.list(occurrence.access.map((feature) => t(`access.${feature}`)))}`
      : null,
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

/** What became of a date since it was announced, or null if nothing did. */
export function changeInWords(event: ProgrammeEvent, occurrence: Occurrence, i18n: Translation): string | null {
  const { status, previousStart, previousVenue } = occurrence;
  if (event.withdrawn || status === 'cancelled') return i18n.t('status.cancelledNotice');
  const before = previousStart && i18n.dates.dayAndTime(previousStart);
  const changes = [
    before && i18n.t('status.postponedNotice', { before }),
    previousVenue && i18n.t('status.movedNotice', { before: venueInLine(previousVenue) }),
  ].filter((change) => change !== null);
  return changes.length > 0 ? changes.join(' ') : null;
}

function registrationInWords({ registration }: ProgrammeEvent, i18n: Translation): string | null {
  if (registration.kind === 'none') return null;
  const kind = registration.kind === 'required' ? 'event.registrationRequired' : 'event.registrationOptional';
  const parts: (string | null)[] = [
    i18n.t(kind),
    registration.until && i18n.t('event.registrationUntil', { until: i18n.dates.dayAndTime(registration.until) }),
    registration.email,
    registration.phone,
    registration.url,
  ];
  return i18n.list(parts.filter((part) => part !== null));
}
