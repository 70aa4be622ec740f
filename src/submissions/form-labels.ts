import type { StringKey } from '#src/i18n/dictionary.ts';

/** How the form asks for something. */
export interface FieldDescription {
  readonly label: StringKey;
  /** An example, or what it is good for. */
  readonly hint?: StringKey;
  readonly required?: true;
  /** Attributes of its input. */
  readonly input?: Readonly<Record<string, string>>;
  /** Lines of a text of several. */
  readonly rows?: number;
}

const WEB = { type: 'url', inputmode: 'url', autocomplete: 'off', dir: 'ltr' };
const VENUE = { list: 'venues', autocomplete: 'off' };

/** Everything that the form asks, by field; the numbers of rows are left out. */
export const FIELDS = {
  'texts.language': { label: 'form.textLanguage', hint: 'form.textLanguageHint' },
  'texts.title': { label: 'form.textTitle', hint: 'form.textTitleHint', required: true },
  'texts.summary': { label: 'form.summary', hint: 'form.summaryHint', required: true, rows: 2 },
  'texts.description': { label: 'form.description', hint: 'form.descriptionHint', required: true, rows: 6 },
  'texts.participation': { label: 'form.participation', hint: 'form.participationHint', rows: 2 },
  'texts.easy': { label: 'form.easy', hint: 'form.easyHint', rows: 3 },
  category: { label: 'form.category', required: true },
  'dates.day': { label: 'form.day', required: true, input: { type: 'date' } },
  'dates.startTime': { label: 'form.startTime', required: true, input: { type: 'time' } },
  'dates.endTime': { label: 'form.endTime', input: { type: 'time' } },
  'dates.endDay': { label: 'form.endDay', hint: 'form.endDayHint', input: { type: 'date' } },
  'dates.allDay': { label: 'form.allDay' },
  'dates.venue': { label: 'form.dateVenue', hint: 'form.dateVenueHint', input: VENUE },
  venue: { label: 'form.venue', hint: 'form.venueHint', required: true, input: VENUE },
  'newVenue.name': { label: 'form.newVenueName', input: { autocomplete: 'off' } },
  'newVenue.street': { label: 'form.street', hint: 'form.streetHint', input: { autocomplete: 'off' } },
  'newVenue.postcode': { label: 'form.postcode', input: { inputmode: 'numeric', autocomplete: 'off', dir: 'ltr' } },
  'newVenue.place': { label: 'form.place' },
  onlineUrl: { label: 'form.onlineUrl', hint: 'form.onlineUrlHint', input: WEB },
  audiences: { label: 'form.audiences', required: true },
  languages: { label: 'form.languages', required: true },
  access: { label: 'form.access', hint: 'form.accessHint' },
  'price.kind': { label: 'form.price', required: true },
  'price.amount': { label: 'form.amount', hint: 'form.amountHint', input: { inputmode: 'decimal', dir: 'ltr' } },
  'registration.kind': { label: 'form.registration', required: true },
  'registration.day': { label: 'form.registrationDay', input: { type: 'date' } },
  'registration.time': { label: 'form.registrationTime', input: { type: 'time' } },
  'registration.email': {
    label: 'form.registrationEmail',
    hint: 'form.publicHint',
    input: { type: 'email', autocomplete: 'off', dir: 'ltr' },
  },
  'registration.phone': {
    label: 'form.registrationPhone',
    hint: 'form.publicHint',
    input: { type: 'tel', autocomplete: 'off', dir: 'ltr' },
  },
  'registration.url': { label: 'form.registrationUrl', input: WEB },
  capacity: { label: 'form.capacity', hint: 'form.capacityHint', input: { inputmode: 'numeric', dir: 'ltr' } },
  organisers: {
    label: 'form.organiserName',
    hint: 'form.organiserNameHint',
    required: true,
    input: { list: 'organisers', autocomplete: 'organization' },
  },
  funding: { label: 'form.funding', hint: 'form.fundingHint' },
  'contact.name': { label: 'form.contactName', required: true, input: { autocomplete: 'name' } },
  'contact.email': {
    label: 'form.contactEmail',
    hint: 'form.contactEmailHint',
    required: true,
    input: { type: 'email', autocomplete: 'email', dir: 'ltr' },
  },
  'contact.phone': { label: 'form.contactPhone', input: { type: 'tel', autocomplete: 'tel', dir: 'ltr' } },
  note: { label: 'form.note', hint: 'form.noteHint', rows: 3 },
  'picture.file': { label: 'form.pictureFile', hint: 'form.pictureFileHint' },
  'picture.alt': { label: 'form.pictureAlt', hint: 'form.pictureAltHint' },
  'picture.credit': { label: 'form.pictureCredit', hint: 'form.pictureCreditHint' },
  'picture.licence': { label: 'form.pictureLicence' },
  'picture.consent': { label: 'form.pictureConsent' },
  consent: { label: 'form.consent', required: true },
} satisfies Record<string, FieldDescription>;

/** `describedField('dates.2.day')` → what is said of `dates.day`; null if the form has no such field. */
export function describedField(name: string): FieldDescription | null {
  const fields: Readonly<Record<string, FieldDescription>> = FIELDS;
  return fields[name.replace(/\.\d+(?=\.|$)/, '')] ?? null;
}
