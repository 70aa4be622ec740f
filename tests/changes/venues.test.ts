import { describe, expect, test } from 'vitest';
import { digestOf } from '#src/changes/base-digest.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { PRESSENWERK_AGAIN } from '../fixtures/duplicates.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { everything, logOf } from '../fixtures/rows.ts';
import { confirmed, done, published } from '../fixtures/submissions.ts';

const HOUSE = { ...PRESSENWERK_AGAIN, name: 'Haus am Anger' };
const BARN = { name: 'Alte Remise', street: null, postcode: '36404', place: 'vacha' };
const AT_BARN = { ...TANDEM, dates: [date('2024-09-24T17:00', null, { venue: BARN })] };

describe('adding a venue', () => {
  test('makes it known with all its facts, under an address of its own', async () => {
    const app = await temporaryCatalogue();
    const { id } = await done(app, { kind: 'add-venue', values: HOUSE });
    expect(id).toBe('haus-am-anger-bad-salzungen');
    const { place, ...facts } = HOUSE;
    expect((await app.catalogue.snapshot()).venues.get(id!)).toMatchObject({ ...facts, place: { slug: place } });
    expect((await logOf(app))[0]).toMatchObject({ kind: 'add-venue', subject: `venue ${id}`, before: null });
  });

  test('that is called as another in the same town is refused; in another town it is not', async () => {
    const app = await temporaryCatalogue();
    const values = { ...HOUSE, name: 'pressenwerk' };
    expect(await app.apply('test', { kind: 'add-venue', values })).toMatchObject({ code: 'name-taken', field: 'name' });
    await done(app, { kind: 'add-venue', values: { ...values, place: 'vacha' } });
  });

  test('in a place that is not there is refused', async () => {
    const app = await temporaryCatalogue();
    const values = { ...HOUSE, place: 'atlantis' };
    expect(await app.apply('test', { kind: 'add-venue', values })).toMatchObject({ code: 'unknown-place' });
  });
});

describe('editing a venue', () => {
  test('takes every fact, and null where nobody knows any more', async () => {
    const app = await temporaryCatalogue();
    const { name: _, place, ...facts } = HOUSE;
    await done(app, { kind: 'edit-venue', venue: 'pressenwerk', values: { ...facts, place, nearestStop: null } });
    const venue = (await app.catalogue.snapshot()).venues.get('pressenwerk');
    expect(venue).toMatchObject({ ...facts, name: 'Pressenwerk', nearestStop: null, place: { slug: place } });
    await done(app, { kind: 'edit-venue', venue: 'pressenwerk', values: { point: null, stepFree: null } });
    expect((await app.catalogue.snapshot()).venues.get('pressenwerk')).toMatchObject({ point: null, stepFree: null });
  });

  test('from a form that is older than the last change is refused, and nothing is overwritten', async () => {
    const app = await temporaryCatalogue();
    const { id: venue } = await done(app, { kind: 'add-venue', values: HOUSE });
    const base = digestOf(HOUSE);
    await done(app, { kind: 'edit-venue', venue: venue!, values: { street: 'Anger 2' }, base });
    const before = await everything(app);
    const late = { kind: 'edit-venue', venue: venue!, values: { nearestStop: 'Markt' }, base } as const;
    expect(await app.apply('test', late)).toMatchObject({ code: 'changed-meanwhile', field: 'base' });
    expect(await everything(app)).toBe(before);
  });

  test('logs only what it changes, and refuses what changes nothing or takes another’s name', async () => {
    const app = await temporaryCatalogue();
    const { id } = await done(app, { kind: 'add-venue', values: HOUSE });
    await done(app, { kind: 'edit-venue', venue: id!, values: { ...HOUSE, hearingLoop: false } });
    expect((await logOf(app))[0]).toMatchObject({ before: '{"hearingLoop":true}', after: '{"hearingLoop":false}' });
    const edit = { kind: 'edit-venue', venue: id! } as const;
    expect(await app.apply('test', { ...edit, values: { hearingLoop: false } })).toMatchObject({
      code: 'nothing-to-change',
    });
    expect(await app.apply('test', { ...edit, values: { name: 'PRESSENWERK' } })).toMatchObject({ code: 'name-taken' });
  });

  test('that is only proposed changes no public page', async () => {
    const app = await temporaryCatalogue();
    await confirmed(app, AT_BARN);
    const { version } = app.catalogue.version();
    const edit = { kind: 'edit-venue', venue: 'alte-remise-vacha', values: { street: 'Am Gut 1' } } as const;
    expect(await done(app, edit)).toMatchObject({ version });
  });
});

describe('approving a proposed venue', () => {
  test('shows it before its event is published; approving twice is refused', async () => {
    const app = await temporaryCatalogue();
    await confirmed(app, AT_BARN);
    const approve = { kind: 'approve-venue', venue: 'alte-remise-vacha' } as const;
    expect((await app.catalogue.snapshot()).venues.has('alte-remise-vacha')).toBe(false);
    await done(app, approve);
    expect((await app.catalogue.snapshot()).venues.has('alte-remise-vacha')).toBe(true);
    expect(await app.apply('test', approve)).toMatchObject({ code: 'not-proposed' });
  });
});

describe('deleting a venue', () => {
  test('is possible while nothing names it', async () => {
    const app = await temporaryCatalogue();
    const { id } = await done(app, { kind: 'add-venue', values: HOUSE });
    await done(app, { kind: 'delete-venue', venue: id!, base: digestOf(HOUSE) });
    expect((await app.catalogue.snapshot()).venues.has(id!)).toBe(false);
    expect(await app.apply('test', { kind: 'delete-venue', venue: id! })).toMatchObject({ code: 'unknown-venue' });
  });

  test('is refused where a date is there, was announced there, or a waiting correction names it', async () => {
    const app = await temporaryCatalogue();
    const { id } = await done(app, { kind: 'add-venue', values: HOUSE });
    const organised = await published(app, TANDEM);
    const dates = [date('2024-09-24T17:00', null, { venue: { slug: id! } })];
    const values = { ...TANDEM, dates };
    await done(app, { kind: 'correct', submission: organised.id, formKey: 'x', values });
    for (const venue of ['pressenwerk', 'nachbarschaftszentrum-eisenach', id!]) {
      expect(await app.apply('test', { kind: 'delete-venue', venue }), venue).toMatchObject({ code: 'in-use' });
    }
  });
});
