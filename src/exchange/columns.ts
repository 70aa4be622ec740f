import { LANGUAGES } from '#src/languages/languages.ts';

/** How a cell's text is read: each kind has one way in which it is written, and takes several. */
export type CellKind = 'text' | 'day' | 'time' | 'yes-no' | 'number' | 'amount' | 'postcode' | 'choice' | 'choices';

/** One column of the table of events: the same for CSV and XLSX, for export, import and the template. */
export interface Column {
  /** Stable: files may have it in the place of the heading. */
  readonly id: string;
  /** Part of the format, as the id: files that people have keep it. */
  readonly heading: string;
  readonly kind: CellKind;
  /**
   * Whether it is said of the event (then the first of its rows says it), of the date that the row is for, or `shown`:
   * written for people, and not read.
   */
  readonly of: 'event' | 'date' | 'shown';
  /** In characters. */
  readonly width: number;
  /** Where a row cannot do without it. */
  readonly needed?: true;
}

/** The parts of a text, in the form's order. */
export const TEXT_PARTS = ['title', 'summary', 'description', 'participation', 'easy'] as const;

const TEXT_HEADINGS: Readonly<Record<(typeof TEXT_PARTS)[number], readonly [heading: string, width: number]>> = {
  title: ['Titel', 34],
  summary: ['Kurz gesagt', 40],
  description: ['Beschreibung', 50],
  participation: ['Gut zu wissen', 30],
  easy: ['Einfache Sprache', 30],
};

const textColumns = (language: string): Column[] =>
  TEXT_PARTS.map((part) => {
    const [heading, width] = TEXT_HEADINGS[part];
    return { id: `${part}.${language}`, heading: `${heading} (${language})`, kind: 'text', of: 'event', width };
  });

const [germanTitle, ...germanTexts] = textColumns('de') as [Column, ...Column[]];

/** All of them, in their order: what people look for first stands first. */
export const COLUMNS: readonly Column[] = [
  { id: 'number', heading: 'Nr.', kind: 'text', of: 'event', width: 30 },
  { id: 'state', heading: 'Stand', kind: 'text', of: 'shown', width: 14 },
  { ...germanTitle, needed: true },
  { id: 'day', heading: 'Tag', kind: 'day', of: 'date', width: 12, needed: true },
  { id: 'startTime', heading: 'Beginn', kind: 'time', of: 'date', width: 9 },
  { id: 'endTime', heading: 'Ende', kind: 'time', of: 'date', width: 9 },
  { id: 'endDay', heading: 'Letzter Tag', kind: 'day', of: 'date', width: 12 },
  { id: 'allDay', heading: 'Ganztägig', kind: 'yes-no', of: 'date', width: 10 },
  { id: 'venue', heading: 'Ort', kind: 'text', of: 'date', width: 34 },
  { id: 'onlineUrl', heading: 'Online-Adresse', kind: 'text', of: 'event', width: 24 },
  { id: 'category', heading: 'Art', kind: 'choice', of: 'event', width: 18 },
  { id: 'organisers', heading: 'Veranstalter', kind: 'text', of: 'event', width: 34 },
  ...germanTexts,
  { id: 'audiences', heading: 'Zielgruppen', kind: 'choices', of: 'event', width: 24 },
  { id: 'languages', heading: 'Sprachen vor Ort', kind: 'choices', of: 'event', width: 24 },
  { id: 'access', heading: 'Barrierefreiheit', kind: 'choices', of: 'event', width: 30 },
  { id: 'price', heading: 'Eintritt', kind: 'choice', of: 'event', width: 16 },
  { id: 'amount', heading: 'Betrag (€)', kind: 'amount', of: 'event', width: 11 },
  { id: 'registration', heading: 'Anmeldung', kind: 'choice', of: 'event', width: 16 },
  { id: 'registrationDay', heading: 'Anmeldung bis (Tag)', kind: 'day', of: 'event', width: 18 },
  { id: 'registrationTime', heading: 'Anmeldung bis (Uhrzeit)', kind: 'time', of: 'event', width: 21 },
  { id: 'registrationEmail', heading: 'Anmeldung: E-Mail', kind: 'text', of: 'event', width: 28 },
  { id: 'registrationPhone', heading: 'Anmeldung: Telefon', kind: 'text', of: 'event', width: 20 },
  { id: 'registrationUrl', heading: 'Anmeldung: Website', kind: 'text', of: 'event', width: 28 },
  { id: 'capacity', heading: 'Plätze', kind: 'number', of: 'event', width: 8 },
  { id: 'funding', heading: 'Förderung', kind: 'text', of: 'event', width: 30 },
  ...LANGUAGES.filter(({ code }) => code !== 'de').flatMap(({ code }) => textColumns(code)),
  { id: 'isNew', heading: 'Neu anlegen', kind: 'yes-no', of: 'date', width: 12 },
  { id: 'newStreet', heading: 'Neuer Ort: Straße', kind: 'text', of: 'date', width: 20 },
  { id: 'newPostcode', heading: 'Neuer Ort: PLZ', kind: 'postcode', of: 'date', width: 15 },
  { id: 'newPlace', heading: 'Neuer Ort: Gemeinde', kind: 'text', of: 'date', width: 20 },
  { id: 'dateState', heading: 'Stand des Termins', kind: 'text', of: 'shown', width: 16 },
  { id: 'uid', heading: 'Termin-Nr.', kind: 'text', of: 'date', width: 38 },
];

const BY_ID = new Map(COLUMNS.map((column) => [column.id, column]));

export function columnOf(id: string): Column {
  return BY_ID.get(id)!;
}

/** The column that a heading means; without case, spaces and punctuation: `'titel (DE)'`, `'title.de'`. */
export function columnNamed(heading: string): Column | undefined {
  const wanted = folded(heading);
  return wanted === ''
    ? undefined
    : COLUMNS.find((column) => folded(column.heading) === wanted || folded(column.id) === wanted);
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}€]+/gu, '');
}
