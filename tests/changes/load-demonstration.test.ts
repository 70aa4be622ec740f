import { describe, expect, test } from 'vitest';
import { readDemonstration } from '#db/demonstration/read-demonstration.ts';
import { DEMONSTRATION_FOLDER } from '#src/server/fill-with-demonstration.ts';
import { emptyCatalogue, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { insertEdition } from '../fixtures/edition.ts';
import { everything, logOf, occurrenceOf } from '../fixtures/rows.ts';

const data = readDemonstration(DEMONSTRATION_FOLDER);

describe('loading the demonstration', () => {
  test('fills an empty catalogue, which then shows it and takes events', async () => {
    const app = await emptyCatalogue();
    expect(await app.apply('test', { kind: 'load-demonstration', data, replace: false })).toEqual({
      ok: true,
      version: 1,
    });
    const { shown, programme } = await app.catalogue.snapshot();
    expect(shown).toMatchObject({ slug: data.edition.slug, demonstration: true, accepting: true });
    expect((await programme(data.edition.slug))?.events).toHaveLength(
      data.events.filter(({ closed }) => !closed).length,
    );
    expect(await logOf(app)).toMatchObject([
      { actor: 'test', kind: 'load-demonstration', subject: 'edition 2024', before: null, version: 1 },
    ]);
  });

  test('is refused on a filled catalogue, which stays as it is', async () => {
    const app = await temporaryCatalogue();
    const before = await everything(app);
    expect(await app.apply('test', { kind: 'load-demonstration', data, replace: false })).toMatchObject({
      ok: false,
      code: 'catalogue-not-empty',
    });
    expect(await everything(app)).toBe(before);
  });

  test('replaces a demonstration, changes and all, when asked to; the log and the version go on', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'cancel', event: 'suppenduell-lutherplatz' });
    const { version } = app.catalogue.version();
    expect(await app.apply('test', { kind: 'load-demonstration', data, replace: true })).toEqual({
      ok: true,
      version: version + 1,
    });
    expect(await occurrenceOf(app, 'suppenduell-lutherplatz')).toMatchObject({ status: 'scheduled', sequence: 0 });
    expect((await logOf(app)).map(({ kind }) => kind)).toEqual(['load-demonstration', 'cancel', 'load-demonstration']);
    expect((await (await app.catalogue.snapshot()).programme('2024'))?.event('suppenduell-lutherplatz')).toBeDefined();
  });

  test('never replaces a real edition', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2025', event: 'echt', state: 'published', demonstration: false });
    const before = await everything(app);
    for (const replace of [false, true]) {
      expect(await app.apply('test', { kind: 'load-demonstration', data, replace })).toMatchObject({
        ok: false,
        code: 'not-a-demonstration',
      });
    }
    expect(await everything(app)).toBe(before);
  });
});
