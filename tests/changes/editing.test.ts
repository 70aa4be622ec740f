import { describe, expect, test } from 'vitest';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';

const EVENT = 'volkstanzabend-marksuhl';

describe('editing a text', () => {
  test('changes what is given and keeps the rest, without raising SEQUENCE', async () => {
    const app = await temporaryCatalogue();
    const before = (await (await app.catalogue.snapshot()).event(EVENT))!.event;
    const change = { kind: 'edit-text', event: EVENT, language: 'de', text: { title: 'Tanz für alle' } } as const;
    expect(await app.apply('test', change)).toMatchObject({ ok: true });
    const after = (await (await app.catalogue.snapshot()).event(EVENT))!.event;
    expect(after.texts['de']).toEqual({ ...before.texts['de'], title: 'Tanz für alle' });
    expect(after.occurrences[0]!.sequence).toBe(before.occurrences[0]!.sequence);
    expect(after.occurrences[0]!.changedAt > before.occurrences[0]!.changedAt).toBe(true);
  });

  test('adds a language if it is complete', async () => {
    const app = await temporaryCatalogue();
    const text = { title: 'Wieczór tańca', summary: 'Tańczymy razem.', description: 'Zapraszamy.' };
    const change = { kind: 'edit-text', event: EVENT, language: 'pl' } as const;
    expect(await app.apply('test', { ...change, text: { title: text.title } })).toMatchObject({
      ok: false,
      code: 'incomplete-text',
      field: 'text',
    });
    expect(await app.apply('test', { ...change, text })).toMatchObject({ ok: true });
    expect((await (await app.catalogue.snapshot()).event(EVENT))!.event.texts['pl']).toMatchObject(text);
  });

  test('of an event that is not there is refused', async () => {
    const app = await temporaryCatalogue();
    const change = { kind: 'edit-text', event: 'nowhere', language: 'de', text: { title: 'x' } } as const;
    expect(await app.apply('test', change)).toMatchObject({ ok: false, code: 'unknown-event' });
  });
});

describe('editing a venue', () => {
  test('is seen on every date there, and nothing else of it changes', async () => {
    const app = await temporaryCatalogue();
    const change = { kind: 'edit-venue', venue: 'pressenwerk', values: { name: 'Neues Pressenwerk' } } as const;
    expect(await app.apply('test', change)).toMatchObject({ ok: true });
    const snapshot = await app.catalogue.snapshot();
    const { dates } = (await snapshot.programme('2024'))!;
    const there = dates.filter(({ occurrence }) => occurrence.venue?.slug === 'pressenwerk');
    expect(there.length).toBeGreaterThan(0);
    for (const { occurrence } of there) expect(occurrence.venue!.name).toBe('Neues Pressenwerk');
    expect(snapshot.venues.get('pressenwerk')).toMatchObject({ name: 'Neues Pressenwerk', postcode: '36433' });
  });

  test('that is not there, or without anything to change, is refused', async () => {
    const app = await temporaryCatalogue();
    expect(await app.apply('test', { kind: 'edit-venue', venue: 'nowhere', values: { name: 'x' } })).toMatchObject({
      code: 'unknown-venue',
    });
    expect(await app.apply('test', { kind: 'edit-venue', venue: 'pressenwerk', values: {} })).toMatchObject({
      code: 'nothing-to-change',
    });
  });
});
