import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EventFacts } from '#src/catalogue/event-facts.ts';
import { Company, remarksOf, type Remark } from '#src/desk/event-remarks.ts';
import { remarkInWords } from '#src/desk/remark-words.ts';
import { DeskWords, readDeskDictionary } from '#src/i18n/desk-words.ts';
import { readDictionaries } from '#src/i18n/dictionary.ts';
import { translationsFrom } from '#src/i18n/translation.ts';
import { facts, takesPlace, titled } from '../fixtures/event-facts.ts';
import { ROOT } from '../fixtures/modules.ts';

const TODAY = '2024-09-22';

/** What is said of an event beside others. */
function remarks(event: EventFacts, others: readonly EventFacts[] = [], today = TODAY): Remark[] {
  return remarksOf(event, new Company([event, ...others]), today);
}

const named = (slug: string) => ({ slug, title: slug, language: 'de' });

test('an event in which nothing is missing or odd has no remarks', () => {
  expect(remarks(facts('tanz'), [facts('Vortrag über Bienen', { occurrences: [] })])).toEqual([]);
});

describe('texts:', () => {
  test('the German one is missing', () => {
    const { de: _, ...texts } = titled('tanz');
    expect(remarks(facts('tanz', { texts }))).toEqual([{ code: 'no-german-text' }]);
  });

  test('translations are missing, by language', () => {
    const { de, uk } = titled('tanz');
    expect(remarks(facts('tanz', { texts: { de: de!, uk: uk! } }))).toEqual([
      { code: 'missing-translations', languages: ['ar', 'en'] },
    ]);
  });

  test('a title may have 80 characters, however many bytes those are, and no more', () => {
    const long = (length: number) => facts('x', { texts: { ...titled('x'), de: titled('😀'.repeat(length))['de']! } });
    expect(remarks(long(80))).toEqual([]);
    expect(remarks(long(81))).toEqual([{ code: 'long-title', language: 'de', length: 81 }]);
  });

  test('a picture lacks what must be said of it', () => {
    const picture = { alt: ' ', credit: '', licence: 'own' };
    expect(remarks(facts('tanz', { picture }))).toEqual([{ code: 'picture-incomplete', missing: ['alt', 'credit'] }]);
    expect(remarks(facts('tanz', { picture: { alt: 'a', credit: 'b', licence: '' } }))).toEqual([
      { code: 'picture-incomplete', missing: ['licence'] },
    ]);
    expect(remarks(facts('tanz', { picture: { alt: 'a', credit: 'b', licence: 'cc0' } }))).toEqual([]);
  });
});

describe('names:', () => {
  test('a new organiser, a new venue, a venue without coordinates, each once', () => {
    const venue = { name: 'Remise', isPlaced: false, isNew: true };
    const occurrences = [
      takesPlace('2024-09-24T17:00', null, { venue }),
      takesPlace('2024-09-25T17:00', null, { venue }),
    ];
    const organisers = [{ slug: 'neu', name: 'Neuer Chor', isNew: true }];
    expect(remarks(facts('tanz', { occurrences, organisers }))).toEqual([
      { code: 'new-venue', name: 'Remise' },
      { code: 'venue-without-coordinates', name: 'Remise' },
      { code: 'new-organiser', name: 'Neuer Chor' },
    ]);
  });
});

describe('dates:', () => {
  test('none any more, where all are cancelled', () => {
    const occurrences = [takesPlace('2024-09-24T17:00', null, { status: 'cancelled' })];
    expect(remarks(facts('tanz', { occurrences }))).toEqual([{ code: 'no-date' }]);
  });

  test('all past; not while an exhibition goes on', () => {
    expect(remarks(facts('tanz'), [], '2024-09-24')).toEqual([]);
    expect(remarks(facts('tanz'), [], '2024-09-25')).toEqual([{ code: 'all-past' }]);
    const occurrences = [takesPlace('2024-09-20T00:00', '2024-09-26T00:00', { allDay: true })];
    expect(remarks(facts('schau', { occurrences }), [], '2024-09-25')).toEqual([]);
  });

  test('outside the programme’s span, which an exhibition may begin before', () => {
    const on = (start: string, end: string | null, allDay = false) =>
      remarks(facts('tanz', { occurrences: [takesPlace(start, end, { allDay })] }), [], '2024-09-01');
    expect(on('2024-10-07T10:00', null)).toEqual([{ code: 'outside-programme' }]);
    expect(on('2024-09-15T10:00', null)).toEqual([{ code: 'outside-programme' }]);
    expect(on('2024-10-06T22:00', '2024-10-07T01:00')).toEqual([]);
    expect(on('2024-09-01T00:00', '2024-10-01T00:00', true)).toEqual([]);
  });
});

describe('what the German text says of its day', () => {
  const said = (description: string, others: Partial<EventFacts> = {}) =>
    remarks(facts('tanz', { texts: titled('tanz', { description }), ...others }));

  test.each([
    'Am Dienstag, 24.09., ab 17 Uhr.',
    'Dienstag, den 24. September 2024',
    'Di., 24.9.24, im Park',
    'Di 24. Sept. um 17:00 Uhr',
    'Dienstag (24.09.) im Park',
    'Der Verein besteht seit 24.09.1990 und trifft sich dienstags.',
    'Am Dienstag treffen wir uns 24.',
    'Dienstag, 31.02., gibt es nicht',
  ])('fits: %s', (text) => expect(said(text)).toEqual([]));

  test.each([
    ['Am Freitag, 24.09., ab 17 Uhr.', 'Freitag, 24.09.', '2024-09-24'],
    ['Freitag, den 24. September', 'Freitag, den 24. September', '2024-09-24'],
    ['Fr., 27.9.2023', 'Fr., 27.9.2023', '2023-09-27'],
    ['Anmeldung bis Montag, 20.09.', 'Montag, 20.09.', '2024-09-20'],
    ['Mo 24.09. 18-20 Uhr', 'Mo 24.09.', '2024-09-24'],
  ])('is another day of the week: %s', (text, words, day) => {
    expect(said(text)).toEqual([{ code: 'weekday-differs', said: words, day }]);
  });

  test('is none of its dates', () => {
    expect(said('Am Freitag, 27.09.')).toEqual([{ code: 'other-day', said: 'Freitag, 27.09.', day: '2024-09-27' }]);
    const title = titled('Tanz am Freitag, 27. September');
    expect(remarks(facts('tanz', { texts: title }))[0]).toMatchObject({ code: 'other-day', day: '2024-09-27' });
  });

  test('may be the last day to register', () => {
    expect(said('Anmeldung bis Freitag, 20.09.')).toEqual([]);
    expect(said('Anmeldung bis zum Freitag, 20. September')).toEqual([]);
    expect(said('Anmeldeschluss: Freitag, 20.09.', { registrationUntil: '2024-09-20T12:00' })).toEqual([]);
  });

  test('is meant in the year that is closest', () => {
    const occurrences = [takesPlace('2024-12-31T20:00')];
    const programmeDays = ['2024-12-28', '2025-01-05'] as const;
    expect(said('Mittwoch, 1. Januar', { occurrences, programmeDays })).toMatchObject([{ day: '2025-01-01' }]);
  });

  test('is said once, however often it is written', () => {
    expect(said('Freitag, 24.09. – Freitag, 24.09.')).toHaveLength(1);
  });
});

describe('another event at the same venue', () => {
  const at = (start: string, end: string | null, others = {}) => [takesPlace(start, end, others)];
  const clashes = (own: EventFacts['occurrences'], other: EventFacts['occurrences']) =>
    remarks(facts('tanz', { occurrences: own }), [facts('Vortrag', { occurrences: other })]).filter(
      ({ code }) => code === 'clash',
    );

  test('overlaps', () => {
    expect(clashes(at('2024-09-24T17:00', '2024-09-24T19:00'), at('2024-09-24T18:30', '2024-09-24T20:00'))).toEqual([
      { code: 'clash', event: named('Vortrag'), venue: 'Park', start: '2024-09-24T18:30' },
    ]);
  });

  test('lasts two hours where nobody said how long, and may follow at once', () => {
    expect(clashes(at('2024-09-24T17:00', null), at('2024-09-24T18:59', null))).toHaveLength(1);
    expect(clashes(at('2024-09-24T17:00', null), at('2024-09-24T19:00', null))).toEqual([]);
    expect(clashes(at('2024-09-24T22:00', '2024-09-25T01:00'), at('2024-09-25T00:30', null))).toHaveLength(1);
  });

  test('does not clash elsewhere, online, when cancelled, or with an exhibition', () => {
    const own = at('2024-09-24T17:00', '2024-09-24T19:00');
    const end = '2024-09-24T19:00';
    expect(clashes(own, at('2024-09-24T17:00', end, { venue: { slug: 'saal' } }))).toEqual([]);
    expect(clashes(own, at('2024-09-24T17:00', end, { venue: null }))).toEqual([]);
    expect(clashes(own, at('2024-09-24T17:00', end, { status: 'cancelled' }))).toEqual([]);
    expect(clashes(own, at('2024-09-20T00:00', '2024-09-28T00:00', { allDay: true }))).toEqual([]);
    expect(clashes(own, at('2024-09-20T10:00', '2024-09-28T18:00'))).toEqual([]);
  });

  test('is told once, and never as itself', () => {
    const twice = [takesPlace('2024-09-24T17:00'), takesPlace('2024-09-25T17:00')];
    expect(clashes(twice, twice)).toHaveLength(1);
    expect(remarks(facts('tanz', { occurrences: [twice[0]!, twice[0]!] }))).toEqual([]);
  });
});

describe('a likely duplicate', () => {
  const elsewhere = [takesPlace('2024-09-28T10:00', null, { venue: { slug: 'saal' } })];
  const found = (title: string, others: Partial<EventFacts> = {}) =>
    remarks(facts('Fest der Vielfalt im Hof'), [
      facts('other', { texts: titled(title), occurrences: elsewhere, ...others }),
    ]).filter(({ code }) => code === 'likely-duplicate');

  test('has the same title, spelled as it may be', () => {
    const event = { slug: 'other', title: 'FEST der Vielfalt – im Hof!', language: 'de' };
    expect(found('FEST der Vielfalt – im Hof!')).toEqual([{ code: 'likely-duplicate', event }]);
  });

  test('has a similar one on the same day', () => {
    const occurrences = [takesPlace('2024-09-24T10:00', null, { venue: { slug: 'saal' } })];
    expect(found('Fest der Vielfalt')).toEqual([]);
    expect(found('Fest der Vielfalt', { occurrences })).toHaveLength(1);
  });

  test('is of the same edition', () => {
    expect(found('Fest der Vielfalt im Hof', { edition: '2023' })).toEqual([]);
  });
});

test('each remark is told in words', () => {
  const translations = translationsFrom(readDictionaries(join(ROOT, 'content/strings')));
  const words = new DeskWords(readDeskDictionary(join(ROOT, 'content/desk')), translations.de);
  const event = named('Vortrag');
  const all: Remark[] = [
    { code: 'weekday-differs', said: 'Freitag, 24.09.', day: '2024-09-24' },
    { code: 'clash', event, venue: 'Park', start: '2024-09-24T18:30' },
    { code: 'long-title', language: 'uk', length: 81 },
    { code: 'picture-incomplete', missing: ['alt', 'licence'] },
    { code: 'missing-translations', languages: ['ar', 'en'] },
  ];
  const told = all.map((remark) => remarkInWords(remark, words, translations.de));
  expect(told.map(({ text }) => text)).toEqual([
    'Im Text steht „Freitag, 24.09.“. Der 24.09.2024 ist aber ein Dienstag.',
    'Zur selben Zeit am selben Ort (Park, Di., 24. Sept., 18:30 Uhr):',
    'Der Titel auf Ukrainisch ist mit 81 Zeichen zu lang (höchstens 80).',
    'Beim Bild fehlt: Bildbeschreibung, Lizenz',
    'Übersetzung fehlt: Arabisch, Englisch',
  ]);
  expect(told[1]!.event).toEqual(event);
});
