import type { EventDate } from '#src/catalogue/programme.ts';
import { textIn, venueInLine, type Occurrence, type ProgrammeEvent } from '#src/catalogue/types.ts';
import { accessFeatures, priceInWords, registrationParts } from '#src/feeds/event-in-words.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { eventPath } from '#src/paths/paths.ts';
import type { EntryBody, Fact } from './booklet.ts';
import { isolated, said } from './said.ts';

/** What is said of an event once, at the first of its dates in the booklet. */
export function bodyOf({ event, occurrence }: EventDate, i18n: Translation, siteUrl: string): EntryBody {
  const text = textIn(event, i18n.code);
  const paragraphs = [...text.description.split(/\n\s*\n/), ...(text.participation ? [text.participation] : [])];
  return {
    summary: said(text.summary, text.language),
    paragraphs: paragraphs
      .map((paragraph) => said(paragraph.trim(), text.language))
      .concat(text.language === i18n.code ? [] : [said(i18n.t('site.untranslated'), i18n.code)])
      .filter((paragraph) => paragraph.text !== ''),
    facts: factsOf(event, occurrence, i18n),
    otherDates: event.occurrences.filter((other) => other !== occurrence).map((other) => dateOf(other, i18n)),
    qr: `qr-${event.slug}`,
    url: siteUrl + eventPath(i18n.code, event.slug),
    qrLabel: i18n.t('booklet.qr', { title: text.title }),
  };
}

/** `'Mittwoch, 11. September, 18:00–19:30 Uhr'`, with what became of it. */
function dateOf({ days, allDay, start, end, status, venue }: Occurrence, i18n: Translation): string {
  const [first] = days as [string];
  const day = days.length > 1 ? i18n.dates.span(first, days.at(-1)!) : i18n.dates.medium(first);
  return i18n.list([
    ...(status === 'scheduled' ? [] : [i18n.t(`status.${status}`)]),
    day,
    allDay ? i18n.t('events.allDay') : i18n.dates.timeSpanOfDay(start, end, days.length),
    ...(venue ? [isolated(venueInLine(venue))] : []),
  ]);
}

function factsOf(event: ProgrammeEvent, occurrence: Occurrence, i18n: Translation): Fact[] {
  const t = i18n.t.bind(i18n);
  const { venue, onlineUrl } = occurrence;
  const contact = contactOf(event);
  const places = event.capacity === null ? [] : [`${t('event.capacity')}:\u00a0${i18n.number(event.capacity)}`];
  const registration = i18n.list([...registrationParts(event, i18n).map(isolated), ...places]);
  const languages = i18n.list(event.languages.map((code) => i18n.languageName(code)));
  const audiences = i18n.list(event.audiences.map((audience) => t(`audience.${audience}`)));
  const access = accessFeatures(occurrence, i18n).map(({ feature, words }) => ({
    symbol: feature === 'steps' ? 'warning' : feature,
    text: words,
  }));
  const organisers = i18n.list(event.organisers.map(({ name }) => isolated(name)));
  const one = (label: string, symbol: string, text: string | null | undefined): Fact => ({
    label,
    parts: text == null ? [] : [{ symbol, text }],
  });
  const name = (text: string | null | undefined) => (text == null ? null : isolated(text));
  // Nobody pays for what is not, nor registers for it; of one date among others that stays to be said.
  const isCancelled = event.occurrences.every(({ status }) => status === 'cancelled');
  const price = one(t('event.price'), PRICE_SYMBOLS[event.price.kind], priceInWords(event, i18n));
  const facts: Fact[] = [
    one(t('filter.organiser'), 'organiser', organisers),
    one(t('event.phone'), 'phone', name(contact.phone)),
    one(t('event.email'), 'mail', name(contact.email)),
    ...(isCancelled ? [] : [price, one(t('event.registration'), 'registration', registration)]),
    one(t('event.languages'), 'speech', languages),
    one(t('event.forWhom'), 'audience', audiences),
    { label: t('event.access'), parts: access },
    one(t('venue.stop'), 'stop', name(venue?.nearestStop)),
    one(t('event.onlineAccess'), 'online', name(onlineUrl)),
    one(t('event.funding'), 'funding', name(event.funding)),
  ];
  return facts.filter(({ parts }) => parts.length > 0);
}

const PRICE_SYMBOLS = { free: 'free', donation: 'donation', fee: 'ticket' } as const;

/** Whom to ask: the first organiser that can be asked, unless the registration says the same. */
function contactOf({ organisers, registration }: ProgrammeEvent): { phone: string | null; email: string | null } {
  const asked = organisers.find(({ phone, email }) => phone !== null || email !== null);
  const unless = (told: string | null, contact: string | null | undefined) =>
    contact === undefined || contact === told ? null : contact;
  return { phone: unless(registration.phone, asked?.phone), email: unless(registration.email, asked?.email) };
}
