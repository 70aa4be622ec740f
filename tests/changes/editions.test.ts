import { describe, expect, test } from 'vitest';
import { nameIn } from '#src/catalogue/types.ts';
import { digestOf } from '#src/changes/base-digest.ts';
import type { EditionValues } from '#src/changes/edition-values.ts';
import { emptyCatalogue, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { NEXT_EDITION } from '../fixtures/edition-values.ts';
import { everything, logOf } from '../fixtures/rows.ts';

const ADD = { kind: 'add-edition', edition: '2025', values: NEXT_EDITION } as const;

describe('adding an edition', () => {
  test('prepares it unseen, and never as a demonstration', async () => {
    const app = await temporaryCatalogue();
    const { version } = app.catalogue.version();
    expect(await app.apply('test', ADD)).toMatchObject({ ok: true, version });
    const row = await app.database.read
      .selectFrom('edition')
      .selectAll()
      .where('slug', '=', '2025')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ shown: 0, accepting: 0, demonstration: 0, pinned_day: null });
    expect(row.deadline_at).toBe('2025-07-01T21:59:00Z');
    expect((await app.catalogue.snapshot()).editions.map(({ slug }) => slug)).toEqual(['2024']);
    expect((await logOf(app))[0]).toMatchObject({ kind: 'add-edition', subject: 'edition 2025' });
  });

  test('that takes submissions at once is known to the form', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { ...ADD, values: { ...NEXT_EDITION, accepting: true } });
    expect((await app.catalogue.snapshot()).accepting.map(({ slug }) => slug)).toEqual(['2025', '2024']);
  });

  test('shows the first one of an empty catalogue', async () => {
    const app = await emptyCatalogue();
    await app.apply('test', ADD);
    expect((await app.catalogue.snapshot()).shown).toMatchObject({ slug: '2025', motto: { de: 'dafür!' } });
  });

  test.each<[string, Partial<EditionValues>, string, string]>([
    ['without a German title', { texts: { de: { title: '', motto: '' } } }, 'incomplete-text', 'texts.de.title'],
    ['on a day that is none', { officialDays: ['2025-02-30', '2025-09-28'] }, 'not-a-day', 'officialDays.0'],
    ['ending first', { officialDays: ['2025-09-28', '2025-09-21'] }, 'end-before-start', 'officialDays.1'],
    ['beginning too late', { programmeDays: ['2025-09-22', '2025-10-05'] }, 'outside-programme', 'programmeDays.0'],
    ['ending too soon', { programmeDays: ['2025-09-01', '2025-09-27'] }, 'outside-programme', 'programmeDays.1'],
    ['with a deadline that is no time', { deadline: '2025-03-30T02:30' }, 'not-a-time', 'deadline'],
    [
      'during another one',
      { officialDays: ['2024-09-29', '2024-10-06'], programmeDays: ['2024-09-29', '2024-10-06'] },
      'overlaps-edition',
      'officialDays.0',
    ],
  ])('%s is refused, and nothing is written', async (_, wrong, code, field) => {
    const app = await temporaryCatalogue();
    const before = await everything(app);
    const change = { ...ADD, values: { ...NEXT_EDITION, ...wrong } };
    expect(await app.apply('test', change)).toMatchObject({ ok: false, code, field });
    expect(await everything(app)).toBe(before);
  });

  test('under a name that is taken, or that cannot stand in an address, is refused', async () => {
    const app = await temporaryCatalogue();
    expect(await app.apply('test', { ...ADD, edition: '2024' })).toMatchObject({ code: 'edition-exists' });
    expect(await app.apply('test', { ...ADD, edition: 'Herbst 25' })).toMatchObject({ code: 'not-a-name' });
  });

  test('with a motto that one language lacks is right: the German one is shown there', async () => {
    const app = await emptyCatalogue();
    const texts = { ...NEXT_EDITION.texts, en: { title: 'Week', motto: '' } };
    expect(await app.apply('test', { ...ADD, values: { ...NEXT_EDITION, texts } })).toMatchObject({ ok: true });
    const { shown } = await app.catalogue.snapshot();
    expect(nameIn(shown!.motto, 'en')).toBe('dafür!');
    expect(nameIn(shown!.title, 'en')).toBe('Week');
  });

  test('without a motto yet is right: it is found in November', async () => {
    const app = await temporaryCatalogue();
    const values = { ...NEXT_EDITION, texts: { de: { title: 'Woche', motto: '' } } };
    expect(await app.apply('test', { ...ADD, values })).toMatchObject({ ok: true });
  });
});

describe('editing an edition', () => {
  test('changes what pages say of it, and logs only what changed', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', ADD);
    await app.apply('test', { kind: 'show-edition', edition: '2025' });
    const values = { ...NEXT_EDITION, accepting: true };
    const base = digestOf(NEXT_EDITION);
    expect(await app.apply('test', { kind: 'edit-edition', edition: '2025', values, base })).toMatchObject({
      ok: true,
    });
    expect((await app.catalogue.snapshot()).shown).toMatchObject({ accepting: true });
    const [entry] = await logOf(app);
    expect(JSON.parse(entry!.before!)).toEqual({ accepting: false });
    expect(JSON.parse(entry!.after!)).toEqual({ accepting: true });
  });

  test('based on what is no longer so is refused', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', ADD);
    const base = digestOf(NEXT_EDITION);
    const change = (deadline: string) =>
      ({ kind: 'edit-edition', edition: '2025', values: { ...NEXT_EDITION, deadline }, base }) as const;
    expect(await app.apply('one', change('2025-07-02T12:00'))).toMatchObject({ ok: true });
    expect(await app.apply('two', change('2025-07-03T12:00'))).toMatchObject({ code: 'changed-meanwhile' });
  });

  test('of one that is not there, or without a change, is refused', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', ADD);
    const change = { kind: 'edit-edition', values: NEXT_EDITION } as const;
    expect(await app.apply('test', { ...change, edition: '2025' })).toMatchObject({ code: 'nothing-to-change' });
    expect(await app.apply('test', { ...change, edition: '1999' })).toMatchObject({ code: 'unknown-edition' });
  });
});

describe('showing an edition', () => {
  test('takes the place of the one shown, which stays among the earlier ones', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', ADD);
    expect(await app.apply('test', { kind: 'show-edition', edition: '2025' })).toMatchObject({ ok: true });
    const snapshot = await app.catalogue.snapshot();
    expect(snapshot.shown!.slug).toBe('2025');
    expect(snapshot.editions.map(({ slug }) => slug)).toEqual(['2025', '2024']);
    const shown = await app.database.read.selectFrom('edition').select('slug').where('shown', '=', 1).execute();
    expect(shown).toEqual([{ slug: '2025' }]);
    expect(await app.apply('test', { kind: 'show-edition', edition: '2025' })).toMatchObject({
      code: 'nothing-to-change',
    });
  });
});
