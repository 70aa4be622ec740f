import { describe, expect, test } from 'vitest';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { imported, prepared } from '../fixtures/exchange.ts';
import { everything, occurrencesOf } from '../fixtures/rows.ts';
import { valuesOf } from '../fixtures/submissions.ts';

const DEFAULTS = { defaults: { category: 'talk', organiser: 'Volkshochschule Wartburgkreis' } };

function calendar(...events: string[][]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', 'DTSTAMP:20240101T000000Z', ...event, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

const TALK = [
  'UID:vortrag-1@verein.example',
  'DTSTART;TZID=Europe/Berlin:20240924T180000',
  'DTEND;TZID=Europe/Berlin:20240924T193000',
  'SUMMARY:Ankommen\\, bleiben',
  'DESCRIPTION:Ein Abend mit Fragen.\\n\\nDanach gibt es Tee.',
  'LOCATION:Pressenwerk\\, Andreasstraße 11\\, 36433 Bad Salzungen',
];

describe('events of a calendar file', () => {
  test('become drafts with what the file says and the choices made for it; again, they are the same', async () => {
    const app = await temporaryCatalogue();
    const file = calendar(TALK, [
      'UID:2',
      'DTSTART;VALUE=DATE:20240925',
      'DTEND;VALUE=DATE:20240927',
      'SUMMARY:Zwei Tage',
      'LOCATION:Pressenwerk',
    ]);
    expect((await prepared(app, file, DEFAULTS)).problems).toEqual([]);
    await imported(app, file, DEFAULTS);
    expect(await valuesOf(app, 'ankommen-bleiben')).toMatchObject({
      texts: { de: { title: 'Ankommen, bleiben', summary: 'Ein Abend mit Fragen.' } },
      dates: [{ start: '2024-09-24T18:00', end: '2024-09-24T19:30', venue: { slug: 'pressenwerk' } }],
      category: 'talk',
      organisers: [{ slug: 'volkshochschule' }],
    });
    expect((await valuesOf(app, 'zwei-tage')).dates).toMatchObject([
      { start: '2024-09-25T00:00', end: '2024-09-27T00:00', allDay: true },
    ]);
    const before = await everything(app);
    expect((await prepared(app, file, DEFAULTS)).counts).toEqual({ new: 0, changed: 0, unchanged: 2 });
    await imported(app, file, DEFAULTS);
    expect(await everything(app)).toBe(before);
    // Put off, it is the same event and the same date.
    const later = file.replaceAll('20240924T', '20240925T');
    const [date] = await occurrencesOf(app, 'ankommen-bleiben');
    await imported(app, later, DEFAULTS);
    expect(await occurrencesOf(app, 'ankommen-bleiben')).toMatchObject([
      { uid: date!.uid, start_local: '2024-09-25T18:00' },
    ]);
  });

  test('are at the festival’s time, whatever zone the file is in', async () => {
    const app = await temporaryCatalogue();
    const utc = TALK.map((line) =>
      line
        .replace('DTSTART;TZID=Europe/Berlin:20240924T180000', 'DTSTART:20240924T160000Z')
        .replace('DTEND;TZID=Europe/Berlin:20240924T193000', 'DURATION:PT1H30M'),
    );
    await imported(app, calendar(utc), DEFAULTS);
    expect((await valuesOf(app, 'ankommen-bleiben')).dates).toMatchObject([
      { start: '2024-09-24T18:00', end: '2024-09-24T19:30' },
    ]);
  });

  test('that repeat, have no name of their own or a venue that nobody knows are named', async () => {
    const app = await temporaryCatalogue();
    const { problems } = await prepared(
      app,
      calendar(
        [...TALK, 'RRULE:FREQ=WEEKLY;COUNT=3'],
        TALK.slice(1),
        [...TALK.slice(0, -1).map((line) => line.replace('vortrag-1', 'vortrag-2')), 'LOCATION:Presenwerk'],
        ['UID:4', 'SUMMARY:Ohne Zeit'],
        [...TALK.map((line) => line.replace('vortrag-1', 'vortrag-5')), 'STATUS:CANCELLED'],
      ),
      DEFAULTS,
    );
    expect(problems.map(({ sheet, row, field, code }) => [sheet, row, field, code])).toEqual([
      ['Kalender', 1, 'Tag', 'recurring'],
      ['Kalender', 2, 'Nr.', 'no-uid'],
      ['Kalender', 3, 'Ort', 'unknown-venue-like'],
      ['Kalender', 4, 'Tag', 'no-start'],
    ]);
  });

  test('name what the file does not say and nobody has chosen', async () => {
    const app = await temporaryCatalogue();
    const { problems } = await prepared(app, calendar(TALK));
    expect(problems.map(({ field }) => field)).toEqual(['Art', 'Veranstalter']);
  });

  test('from our own feeds bring their time and venue, and leave our texts alone', async () => {
    const app = await temporaryCatalogue();
    const [date] = await occurrencesOf(app, 'laenderreise');
    const own = (start: string) =>
      calendar([
        `UID:${date!.uid}`,
        `DTSTART;TZID=Europe/Berlin:${start}`,
        'DTEND;TZID=Europe/Berlin:20240928T180000',
        'SUMMARY:Abgesagt: etwas',
        'DESCRIPTION:anderes',
        'LOCATION:Nirgendwo',
      ]);
    const { plan, problems } = await prepared(app, own('20240928T150000'));
    expect(problems.map(({ field }) => field)).toEqual(['Ort']);
    expect(plan.events).toMatchObject([{ slug: 'laenderreise', kind: 'changed' }]);
    expect(plan.events[0]!.differences.map(({ field }) => field)).toEqual(['Beginn', 'Ort']);
  });
});
