import { describe, expect, test } from 'vitest';
import type { PendingCorrection } from '#src/catalogue/submissions.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { catalogue, catalogueJson } from '../fixtures/command-line.ts';
import { CONTACT, date, NOTE, submitted, TANDEM } from '../fixtures/event-values.ts';
import { eventOf } from '../fixtures/rows.ts';
import { confirmed, done, published, submissionRow, valuesOf } from '../fixtures/submissions.ts';

const MAIL_WAITS =
  'Mail waits in the outbox: a running server sends it within 30 seconds, else the next that starts.\n';

const ODD: EventValues = {
  ...TANDEM,
  texts: { uk: { ...TANDEM.texts['de']!, title: 'Länderreise! Eine – an einem Nachmittag' } },
  organisers: [{ name: 'Tanzverein Vacha' }],
  dates: [
    date('2024-12-24T17:00', null, { venue: { name: 'Alte Remise', street: null, postcode: '36404', place: 'vacha' } }),
  ],
};

describe('pending', () => {
  test('lists what waits, by what is due, with what is missing or odd', async () => {
    const app = await temporaryCatalogue();
    const folder = app.settings.dataDir;
    expect(await catalogue(folder, 'pending')).toMatchObject({ code: 0, stdout: 'Nothing waits.\n' });
    await done(app, submitted(TANDEM, 1));
    const odd = await confirmed(app, ODD, 2);
    const asked = await confirmed(app, { ...TANDEM, dates: [date('2024-09-25T10:00', null)] }, 3);
    await confirmed(app, TANDEM, 4);
    await done(app, { kind: 'ask', event: asked.slug, message: 'Wo?' });
    const rejected = await confirmed(app, TANDEM, 5);
    await done(app, { kind: 'reject', event: rejected.slug, message: 'Nein.' });
    const other = { ...TANDEM.texts['de']!, title: 'Lesung' };
    await published(app, { ...TANDEM, texts: { de: other }, dates: [date('2024-09-23T10:00', null)] }, 6);

    const pending = await catalogueJson<{ number: number; kind: string; remarks: object[] }[]>(folder, 'pending');
    expect(pending.map(({ number, kind }) => [number, kind])).toEqual([
      [4, 'new'],
      [2, 'new'],
      [3, 'asked'],
    ]);
    expect(pending[1]).toMatchObject({
      event: odd.slug,
      language: 'uk',
      organisers: ['Tanzverein Vacha'],
      start: '2024-12-24T17:00',
      town: 'Vacha',
    });
    expect(pending[1]!.remarks).toEqual([
      { code: 'no-german-text' },
      { code: 'outside-programme' },
      { code: 'likely-duplicate', event: expect.objectContaining({ slug: 'laenderreise' }) as object },
      { code: 'new-venue', name: 'Alte Remise' },
      { code: 'venue-without-coordinates', name: 'Alte Remise' },
      { code: 'new-organiser', name: 'Tanzverein Vacha' },
      { code: 'missing-translations', languages: ['ar', 'en'] },
    ]);
    const named = { slug: asked.slug, title: 'Sprachtandem im Park', language: 'de' };
    expect(pending[0]!.remarks).toContainEqual({ code: 'likely-duplicate', event: named });
    const { stdout } = await catalogue(folder, 'pending');
    expect(stdout).toMatch(/^2 {2}new, \d+ days? +2024-12-24T17:00 +Vacha /m);
    expect(stdout).toContain('\n      Not on the map, for want of coordinates: Alte Remise\n');
    for (const secret of [...Object.values(CONTACT), 'olena.privat', NOTE]) expect(stdout).not.toContain(secret);
  });
});

describe('show', () => {
  test('has the submission of a draft and what it says; who sent it only if that is asked for', async () => {
    const app = await temporaryCatalogue();
    const folder = app.settings.dataDir;
    const { id, slug } = await confirmed(app, TANDEM);
    await done(app, { kind: 'ask', event: slug, message: 'Wie viele?' });
    await done(app, { kind: 'answer', submission: id, answer: 'Zwölf.' });
    const { stdout } = await catalogue(folder, 'show', slug);
    for (const said of [NOTE, 'Wie viele?', 'Zwölf.', 'Bequeme Schuhe.', 'answered']) expect(stdout).toContain(said);
    expect(stdout).not.toContain(CONTACT.email);
    expect((await catalogue(folder, 'show', slug, '--contact')).stdout).toContain(CONTACT.email);
    const json = await catalogueJson<object>(folder, 'show', slug);
    expect(json).toMatchObject({ submission: { number: 1, state: 'answered' }, values: { category: 'encounter' } });
    expect(json).not.toHaveProperty('contact');
    expect(await catalogueJson(folder, 'show', slug, '--contact')).toMatchObject({ contact: CONTACT });
    expect(await catalogueJson(folder, 'show', 'laenderreise')).toMatchObject({ submission: null });
  });
});

describe('what coordinators do', () => {
  test('asking, rejecting and publishing are changes like any other, and say that mail waits', async () => {
    const app = await temporaryCatalogue();
    const folder = app.settings.dataDir;
    const { id, slug } = await confirmed(app, TANDEM);
    const asked = await catalogue(folder, 'ask', slug, '--message', 'Wie viele?');
    expect(asked).toMatchObject({ code: 0, stdout: `${slug}: asked. The catalogue is at version 1.\n${MAIL_WAITS}` });
    expect(await submissionRow(app, id)).toMatchObject({ state: 'asked', message: 'Wie viele?' });
    await catalogue(folder, 'reject', slug, '--message', 'Nein.');
    expect((await submissionRow(app, id)).state).toBe('rejected');
    const public_ = await catalogue(folder, 'publish', slug);
    expect(public_.stdout).toBe(`${slug} is published. The catalogue is at version 2.\n${MAIL_WAITS}`);
    expect((await eventOf(app, slug)).state).toBe('published');
    await catalogue(folder, 'renew-link', slug);
    expect((await submissionRow(app, id)).generation).toBe(2);
    expect((await catalogue(folder, 'cancel', 'laenderreise')).stdout).not.toContain('Mail');
  });

  test('publish tells the address that an event has got', async () => {
    const app = await temporaryCatalogue();
    const texts = { uk: { ...TANDEM.texts['de']!, title: 'Танці' } };
    const { id, slug } = await confirmed(app, { ...TANDEM, texts });
    const values = { ...TANDEM, texts: { ...texts, ...TANDEM.texts } };
    await done(app, { kind: 'correct', submission: id, formKey: 'b', values });
    const { stdout } = await catalogue(app.settings.dataDir, 'publish', slug);
    expect(stdout).toContain('sprachtandem-im-park is published.');
  });

  test('corrections are shown before → after, and accepted by field or declined', async () => {
    const app = await temporaryCatalogue();
    const folder = app.settings.dataDir;
    const { id, slug } = await published(app, TANDEM);
    expect(await catalogue(folder, 'revisions')).toMatchObject({ code: 0, stdout: 'No correction waits.\n' });
    const correct = async (formKey: string) => {
      const { dates, ...values } = await valuesOf(app, slug);
      const moved = [{ ...dates[0]!, start: '2024-09-24T17:30' }];
      await done(app, { kind: 'correct', submission: id, formKey, values: { ...values, capacity: 12, dates: moved } });
    };
    await correct('one');
    const { stdout } = await catalogue(folder, 'revisions');
    expect(stdout).toMatch(/^sprachtandem-im-park {2}Sprachtandem im Park {2}\(sent /);
    expect(stdout).toContain('\n  dates\n    dates.1.start  2024-09-24T17:00 → 2024-09-24T17:30\n');
    expect(stdout).toContain('\n  capacity\n    capacity  (nothing) → 12\n');
    const [correction] = await catalogueJson<PendingCorrection[]>(folder, 'revisions', slug);
    expect(correction!.fields).toContainEqual({ field: 'capacity', before: null, after: 12 });
    expect((await catalogue(folder, 'show', slug)).stdout).toContain('A correction waits.');

    const accepted = await catalogue(folder, 'accept', slug, '--field', 'capacity');
    expect(accepted).toMatchObject({ code: 0, stdout: expect.stringContaining(`${slug} is corrected. `) });
    expect(await valuesOf(app, slug)).toMatchObject({ capacity: 12, dates: [{ start: '2024-09-24T17:00' }] });
    await correct('two');
    await catalogue(folder, 'decline', slug, '--message', 'Der Raum ist belegt.');
    expect(await catalogue(folder, 'accept', slug)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No correction'),
    });
  });

  test('is refused with 1 and the reason', async () => {
    const app = await temporaryCatalogue();
    const refusals = [
      [['ask', 'laenderreise', '--message', 'x'], 'unknown-submission'],
      [['reject', 'nothing', '--message', 'x'], 'unknown-submission'],
      [['accept', 'nothing'], 'unknown-event'],
      [['accept', 'laenderreise'], 'no-revision'],
      [['decline', 'laenderreise', '--message', 'x'], 'no-revision'],
      [['renew-link', 'laenderreise'], 'unknown-submission'],
    ] as const;
    for (const [args, code] of refusals) {
      const refused = await catalogue(app.settings.dataDir, ...args, '--json');
      expect(refused.code).toBe(1);
      expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, code });
    }
  });
});
