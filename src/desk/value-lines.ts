import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { nameIn, venueInLine } from '#src/catalogue/types.ts';
import type { EventPatch } from '#src/changes/event-patch.ts';
import type { DateValues, EventValues, NamedRecord, VenueValues } from '#src/changes/event-values.ts';
import type { StringKey } from '#src/i18n/dictionary.ts';
import type { Translation } from '#src/i18n/translation.ts';
import { whenInWords } from '#src/submissions/submission-in-words.ts';

/** Everything that is said of an event, in the order of the form. */
export const EVENT_FIELDS = [
  ...(['texts', 'category', 'dates', 'audiences', 'languages', 'access', 'price', 'registration', 'capacity'] as const),
  ...(['organisers', 'funding', 'picture'] as const),
] satisfies readonly (keyof EventValues)[];

/** What values are told with. */
export interface ValueNames {
  readonly i18n: Translation;
  /** With what was proposed with the event (`withProposals`). */
  readonly snapshot: Pick<Snapshot, 'venues' | 'organisers' | 'categories' | 'places'>;
}

/** One thing that a field of an event says. */
export interface ValueLine {
  /** Tells which line of other values is about the same. */
  readonly key: string;
  /** What it is about, where its field does not tell: `'Deutsch: Titel'`. */
  readonly label: string | null;
  readonly text: string;
  /** The language of the text, where it is one that people wrote. */
  readonly language: string | null;
}

type Lines<Value> = (value: Value, names: ValueNames) => readonly ValueLine[];

/** What a field says in German words, line by line; what says nothing has no line. */
export function linesOf(field: keyof EventValues, values: EventPatch, names: ValueNames): readonly ValueLine[] {
  const value = values[field];
  return value === undefined ? [] : (LINES[field] as Lines<unknown>)(value, names);
}

const PRICES = {
  free: 'event.priceFree',
  donation: 'event.priceDonation',
  fee: 'event.priceFeeUnknown',
} as const;
const REGISTRATIONS = {
  none: 'event.registrationNone',
  optional: 'event.registrationOptional',
  required: 'event.registrationRequired',
} as const;

const LINES: { readonly [Field in keyof EventValues]: Lines<EventValues[Field]> } = {
  texts: (texts, { i18n }) =>
    Object.entries(texts).flatMap(([language, text]) =>
      labelled(
        [
          ['title', 'form.textTitle', text.title],
          ['summary', 'form.summary', text.summary],
          ['description', 'form.description', text.description],
          ['participation', 'form.participation', text.participation],
          ['easy', 'form.easy', text.easy],
        ],
        i18n,
      ).map((line) => ({
        ...line,
        key: `${language}.${line.key}`,
        label: `${i18n.languageName(language)}: ${line.label}`,
        language,
      })),
    ),
  dates: (dates, names) =>
    dates.map((date, at) => {
      const text = names.i18n.list([whenInWords(date, names.i18n), ...whereInWords(date, names)]);
      return { key: date.uid ?? `new ${at}`, label: null, text, language: null };
    }),
  category: (category, { i18n, snapshot }) => {
    const known = snapshot.categories.get(category);
    return line(known ? nameIn(known.name, i18n.code) : category);
  },
  organisers: (organisers, { i18n, snapshot }) => line(i18n.list(organisers.map((one) => nameOf(one, snapshot)))),
  audiences: (audiences, { i18n }) => line(i18n.list(audiences.map((one) => i18n.t(`audience.${one}`)))),
  languages: (languages, { i18n }) => line(i18n.list(languages.map((one) => i18n.languageName(one)))),
  access: (access, { i18n }) => line(i18n.list(access.map((one) => i18n.t(`access.${one}`)))),
  registration: ({ kind, until, email, phone, url }, { i18n }) => [
    { key: 'kind', label: null, text: i18n.t(REGISTRATIONS[kind]), language: null },
    ...labelled(
      [
        ['until', 'form.registrationDay', until && whenInWords({ start: until, end: null, allDay: false }, i18n)],
        ['email', 'form.registrationEmail', email],
        ['phone', 'form.registrationPhone', phone],
        ['url', 'form.registrationUrl', url],
      ],
      i18n,
    ),
  ],
  price: ({ kind, cents }, { i18n }) =>
    line(
      i18n.list([i18n.t(PRICES[kind]), ...(cents === null ? [] : [`${(cents / 100).toFixed(2).replace('.', ',')} €`])]),
    ),
  capacity: (capacity) => line(capacity === null ? '' : String(capacity)),
  funding: (funding) => line(funding ?? ''),
  picture: (picture, { i18n }) =>
    picture === null
      ? []
      : [
          // Seen, not read: the components show it.
          { key: 'file', label: i18n.t('form.pictureFile'), text: picture.hash.slice(0, 8), language: null },
          ...labelled(
            [
              ['alt', 'form.pictureAlt', picture.alt],
              ['credit', 'form.pictureCredit', picture.credit],
              ['licence', 'form.pictureLicence', i18n.t(`form.licence.${picture.licence}`)],
            ],
            i18n,
          ),
        ],
};

function whereInWords({ venue, onlineUrl }: DateValues, { i18n, snapshot }: ValueNames): string[] {
  return [
    ...(venue ? [venueInWords(venue, snapshot)] : [i18n.t('events.online')]),
    ...(onlineUrl === null ? [] : [onlineUrl]),
  ];
}

function venueInWords(venue: VenueValues, { venues, places }: ValueNames['snapshot']): string {
  if ('slug' in venue) {
    const known = venues.get(venue.slug);
    return known ? venueInLine(known) : venue.slug;
  }
  const { name, street, postcode, place } = venue;
  const town = `${postcode} ${places.get(place)?.name ?? place}`.trim();
  return [name, street, town].filter((part) => part !== null).join(', ');
}

function nameOf(organiser: NamedRecord, { organisers }: ValueNames['snapshot']): string {
  return 'name' in organiser ? organiser.name : (organisers.get(organiser.slug)?.name ?? organiser.slug);
}

function line(text: string): ValueLine[] {
  return text === '' ? [] : [{ key: 'value', label: null, text, language: null }];
}

function labelled(
  parts: readonly (readonly [key: string, label: StringKey, text: string | null])[],
  i18n: Translation,
): (ValueLine & { readonly label: string })[] {
  return parts.flatMap(([key, label, text]) =>
    text === null || text === '' ? [] : [{ key, label: i18n.t(label), text, language: null }],
  );
}
