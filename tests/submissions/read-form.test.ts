import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '#src/catalogue/catalogue.ts';
import { ACCESS_FEATURES, AUDIENCES, LICENCES, PRICE_KINDS, REGISTRATION_KINDS } from '#src/filter/vocabulary.ts';
import { LANGUAGES } from '#src/languages/languages.ts';
import { formFields } from '#src/submissions/form-fields.ts';
import { describedField } from '#src/submissions/form-labels.ts';
import { PROBLEM_WORDS } from '#src/submissions/form-problems.ts';
import { tidyRows } from '#src/submissions/form-rows.ts';
import { readForm, type FormContext } from '#src/submissions/read-form.ts';
import { valuesToFields } from '#src/submissions/values-to-fields.ts';
import { openApp, type App } from '#src/server/app.ts';
import { demonstrationFolder, FESTIVAL_CLOCK } from '../fixtures/catalogue.ts';
import { settingsWith } from '../fixtures/settings.ts';
import { FILLED_IN, formData } from '../fixtures/filled-form.ts';

const PICTURE = { hash: 'abcdefghijklmnopqrstuv', width: 800, height: 600 };

let app: App;
let snapshot: Snapshot;
let context: FormContext;
beforeAll(async () => {
  app = await openApp(settingsWith(await demonstrationFolder(afterAll)), { clock: FESTIVAL_CLOCK });
  snapshot = await app.catalogue.snapshot();
  context = { snapshot, edition: snapshot.shown!, language: 'de', picture: null, isCorrection: false };
});
afterAll(() => app.close());

const NAMES = [
  ...['texts.0.', 'texts.1.'].flatMap((row) =>
    ['language', 'title', 'summary', 'description', 'participation', 'easy'].map((name) => row + name),
  ),
  ...['dates.0.', 'dates.3.'].flatMap((row) =>
    ['uid', 'day', 'startTime', 'endTime', 'endDay', 'allDay', 'venue'].map((name) => row + name),
  ),
  ...['category', 'venue', 'newVenue.name', 'newVenue.street', 'newVenue.postcode', 'newVenue.place', 'onlineUrl'],
  ...['audiences', 'languages', 'access', 'price.kind', 'price.amount', 'registration.kind', 'registration.day'],
  ...['registration.time', 'registration.email', 'registration.phone', 'registration.url', 'capacity'],
  ...['organisers.0', 'organisers.4', 'funding', 'picture.alt', 'picture.credit', 'picture.licence', 'picture.consent'],
  ...['contact.name', 'contact.email', 'contact.phone', 'note', 'consent'],
];

/** Names that the form has not, but every object in JavaScript. */
const STRANGE = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'dates.0.constructor'];

/** What people type, and what nobody would. */
const typed = () =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('', ' ', '2024-09-25', '2024-02-31', '18:00', '24:00', '18.30', '2024-03-31', 'https://a.example'),
    fc.constantFrom('5', '7,50 €', '0', '-1', '03695 1234', 'a@b.example', 'de', 'xx', 'x'.repeat(7000), 'a\nb'),
    fc.constantFrom('music', 'Pressenwerk', 'eisenach', 'everyone', 'fee', 'required', 'own', 'step-free'),
  );

describe('whatever is sent', () => {
  it('is either taken or told with fields of the form and codes that have words', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...NAMES, ...STRANGE), fc.array(typed(), { maxLength: 3 }), { maxKeys: 40 }),
        fc.boolean(),
        fc.boolean(),
        (sent, isFilledIn, hasPicture) => {
          const fields = tidyRows(formFields(formData(sent, isFilledIn ? FILLED_IN : {})));
          const read = readForm(fields, { ...context, picture: hasPicture ? PICTURE : null });
          const problems = read.ok ? [] : read.problems;
          expect(read.ok || problems.length > 0).toBe(true);
          for (const { field, code } of problems) {
            expect(describedField(field), field).not.toBe(null);
            const words = PROBLEM_WORDS[code];
            expect(words, code).toBeDefined();
            for (const { code: language } of LANGUAGES) {
              expect(app.translations[language].t(words!)).not.toBe('');
            }
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('comes back as it was when what was read is put into the form again', () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((text) => /^[^\s\p{C}]+$/u.test(text));
    const day = fc.constantFrom('2024-09-20', '2024-09-22', '2024-09-25', '2024-09-29');
    const venue = fc.constantFrom('Pressenwerk, Bad Salzungen', 'Pressenwerk', '');
    const some = <Value extends string>(all: readonly Value[]) => fc.subarray([...all], { minLength: 1 });
    fc.assert(
      fc.property(
        fc.record({
          titles: fc.array(line, { minLength: 1, maxLength: 4 }),
          dates: fc.uniqueArray(day, { minLength: 1, maxLength: 4 }),
          end: fc.constantFrom('', '19:30'),
          allDay: fc.constantFrom('', 'yes'),
          venue,
          other: venue,
          audiences: some(AUDIENCES),
          languages: some(['de', 'uk', 'zxx', 'fa', 'el']),
          access: fc.subarray([...ACCESS_FEATURES]),
          price: fc.constantFrom(...PRICE_KINDS),
          amount: fc.constantFrom('', '5', '7,50'),
          registration: fc.constantFrom(...REGISTRATION_KINDS),
          until: fc.constantFrom('', '2024-09-10'),
          organisers: fc.uniqueArray(fc.constantFrom('Stadt Eisenach', 'Chor', 'Kreis'), {
            minLength: 1,
            maxLength: 3,
          }),
          licence: fc.constantFrom(...LICENCES),
        }),
        (said) => {
          const form = formData({
            ...Object.fromEntries(
              said.titles.flatMap((title, at): [string, string][] => [
                [`texts.${at}.language`, LANGUAGES[at]!.code],
                ...['title', 'summary', 'description', 'easy'].map((name): [string, string] => [
                  `texts.${at}.${name}`,
                  title,
                ]),
              ]),
            ),
            ...Object.fromEntries(
              said.dates.flatMap((one, at): [string, string][] => [
                [`dates.${at}.day`, one],
                [`dates.${at}.startTime`, '18:00'],
                [`dates.${at}.endTime`, said.end],
                [`dates.${at}.allDay`, said.allDay],
                [`dates.${at}.venue`, said.other],
              ]),
            ),
            ...Object.fromEntries(said.organisers.map((name, at) => [`organisers.${at}`, name])),
            ...{ venue: said.venue, onlineUrl: said.venue === '' && said.other === '' ? 'https://a.example' : '' },
            ...(said.venue === '' && said.other !== '' ? { venue: said.other } : {}),
            ...{ audiences: said.audiences, languages: said.languages, access: said.access },
            ...{ 'price.kind': said.price, 'price.amount': said.amount },
            ...{ 'registration.kind': said.registration, 'registration.day': said.until },
            ...{ 'registration.email': 'a@b.example', 'picture.alt': 'Bild', 'picture.credit': 'Wer' },
            ...{ 'picture.licence': said.licence, 'picture.consent': 'yes' },
          });
          const withPicture = { ...context, picture: PICTURE };
          const read = readForm(tidyRows(formFields(form)), withPicture);
          if (!read.ok) throw new Error(JSON.stringify(read.problems));
          const again = readForm(valuesToFields(read.submission.values, snapshot), {
            ...withPicture,
            isCorrection: true,
          });
          if (!again.ok) throw new Error(JSON.stringify(again.problems));
          // Compared as corrections are: what is in another order counts as changed.
          expect(JSON.stringify(again.submission.values)).toBe(JSON.stringify(read.submission.values));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the form', () => {
  const problemsOf = (changed: Parameters<typeof formData>[0]) => {
    const read = readForm(tidyRows(formFields(formData(changed))), context);
    return read.ok ? [] : read.problems.map(({ field, code }) => `${field} ${code}`);
  };

  it.each<[Parameters<typeof formData>[0], string]>([
    [{ 'texts.0.title': '' }, 'texts.0.title needed'],
    [{ 'dates.0.day': '2024-02-31' }, 'dates.0.day not-a-day'],
    [{ 'dates.0.day': '2025-09-25' }, 'dates.0.day outside-programme'],
    [{ 'dates.0.endTime': '17:00' }, 'dates.0.endTime before-start'],
    [{ 'dates.2.day': '2024-09-26' }, 'dates.1.startTime needed'],
    [{ venue: 'Atlantis' }, 'venue unknown-venue'],
    [{ 'newVenue.name': 'Neu', venue: '' }, 'newVenue.postcode needed'],
    [{ audiences: ['everyone', 'robots'] }, 'audiences choose'],
    [{ languages: null }, 'languages choose'],
    [{ 'price.kind': 'fee', 'price.amount': '0' }, 'price.amount not-an-amount'],
    [{ 'registration.kind': 'required' }, 'registration.email contact-needed'],
    [{ 'registration.kind': 'optional', 'registration.day': '2024-09-30' }, 'registration.day after-event'],
    [
      { 'texts.1.language': 'de', 'texts.1.title': 'a', 'texts.1.summary': 'a', 'texts.1.description': 'a' },
      'texts.1.language twice',
    ],
    [{ note: 'https://a.example '.repeat(6) }, 'texts.0.description too-many-links'],
    [{ 'contact.email': 'rana' }, 'contact.email not-an-email'],
    [{ consent: null }, 'consent consent'],
    [{ 'contact.phone': '03695\n12345' }, 'contact.phone not-a-phone'],
    [{ onlineUrl: 'https://a.exa\nmple/' }, 'onlineUrl not-an-address'],
  ])('with %j says %s', (changed, problem) => {
    expect(problemsOf(changed)).toContain(problem);
  });

  it('tells of everything at once, in the order in which it asks', () => {
    const problems = problemsOf({
      'dates.0.endTime': '17:00',
      'dates.1.startTime': '10:00',
      venue: 'Atlantis',
      'registration.kind': 'required',
      'registration.day': '2024-09-30',
      'contact.email': 'rana',
      consent: null,
    });
    expect(problems).toEqual([
      'dates.0.endTime before-start',
      'dates.1.day needed',
      'venue unknown-venue',
      'registration.email contact-needed',
      'contact.email not-an-email',
      'consent consent',
    ]);
  });

  it.each<[Parameters<typeof formData>[0], string[]]>([
    [{ 'dates.0.day': '' }, ['dates.0.day needed']],
    [{ 'dates.0.day': '', 'dates.0.startTime': '' }, ['dates.0.day needed', 'dates.0.startTime needed']],
    [{ 'dates.0.startTime': '26:00' }, ['dates.0.startTime not-a-time']],
    [{ venue: '', onlineUrl: 'x' }, ['onlineUrl not-an-address']],
    [{ 'registration.kind': 'required', 'registration.phone': 'ja' }, ['registration.phone not-a-phone']],
    [{ 'registration.day': 'bald' }, ['registration.day not-a-day']],
    [{ category: null }, ['category choose']],
  ])('with %j says nothing that follows from it', (changed, problems) => {
    expect(problemsOf(changed)).toEqual(problems);
  });

  it('needs no date and no venue of an event that is wholly cancelled, and takes a new one', () => {
    const none = { 'dates.0.day': '', 'dates.0.startTime': '', 'dates.0.endTime': '', venue: '' };
    const cancelled = { ...context, isCorrection: true, mayHaveNoDates: true };
    const readCancelled = (changed: Parameters<typeof formData>[0]) =>
      readForm(tidyRows(formFields(formData(changed))), cancelled);
    expect(readCancelled(none)).toMatchObject({ ok: true, submission: { values: { dates: [] } } });
    expect(readCancelled({})).toMatchObject({
      ok: true,
      submission: { values: { dates: [{ start: '2024-09-25T18:00' }] } },
    });
    expect(readCancelled({ venue: '' })).toMatchObject({ problems: [{ field: 'venue', code: 'needed' }] });
    expect(problemsOf(none)).toEqual(['dates.0.day needed', 'dates.0.startTime needed', 'venue needed']);
  });

  it('takes what people choose twice once', () => {
    expect(problemsOf({ languages: ['de', 'de'], audiences: ['everyone', 'everyone'] })).toEqual([]);
  });
});
