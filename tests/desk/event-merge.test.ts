import { describe, expect, test } from 'vitest';
import type { EventValues } from '#src/changes/event-values.ts';
import { merge } from '#src/desk/event-merge.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';

const text = (title: string) => ({ ...TANDEM.texts['de']!, title });
const event = (values: Partial<EventValues>, closed = false) => ({ values: { ...TANDEM, ...values }, closed });
const BASE = event({});

describe('what two people made of the same event', () => {
  test('is put together where each changed something else', () => {
    const merged = merge(BASE, event({ capacity: 5 }), event({ funding: 'Kreis' }, true));
    expect(merged.values).toMatchObject({ capacity: 5, funding: 'Kreis' });
    expect(merged).toMatchObject({ closed: true, both: [], taken: ['funding'] });
  });

  test('is told where both changed the same to something else: the form says what was typed', () => {
    const merged = merge(BASE, event({ capacity: 5 }), event({ capacity: 7 }));
    expect(merged).toMatchObject({ both: ['capacity'], taken: [], values: { capacity: 5 } });
  });

  test('is nothing to be told where both changed the same to the same', () => {
    const merged = merge(BASE, event({ capacity: 5 }), event({ capacity: 5 }));
    expect(merged).toMatchObject({ both: [], taken: [], values: { capacity: 5 } });
  });

  test('keeps texts of different languages apart', () => {
    const mine = event({ texts: { de: text('Meins'), uk: text('Українською') } });
    const theirs = event({ texts: { de: TANDEM.texts['de']!, ar: text('بالعربية') } });
    const merged = merge(BASE, mine, theirs);
    expect(Object.entries(merged.values.texts).map(([code, { title }]) => [code, title])).toEqual([
      ['ar', 'بالعربية'],
      ['de', 'Meins'],
      ['uk', 'Українською'],
    ]);
    expect(merged).toMatchObject({ both: [], taken: ['texts'] });
  });

  test('tells of a text that both have written', () => {
    const merged = merge(BASE, event({ texts: { de: text('Meins') } }), event({ texts: { de: text('Ihres') } }));
    expect(merged.both).toEqual(['texts']);
    expect(merged.values.texts['de']!.title).toBe('Meins');
  });

  test('loses no text because the other one took its language away', () => {
    const both = event({ texts: { de: TANDEM.texts['de']!, uk: text('Раніше') } });
    const mine = event({ texts: { de: TANDEM.texts['de']! } });
    const theirs = event({ texts: { de: TANDEM.texts['de']!, uk: text('Тепер') } });
    const merged = merge(both, mine, theirs);
    expect(merged.values.texts['uk']!.title).toBe('Тепер');
    expect(merged.both).toEqual(['texts']);
  });

  test('does not mind in which order dates come', () => {
    const [one, other] = [date('2024-09-23T10:00', null, { uid: 'a' }), date('2024-09-24T10:00', null, { uid: 'b' })];
    const merged = merge(event({ dates: [one, other] }), event({ dates: [other, one] }), event({ dates: [one] }));
    expect(merged).toMatchObject({ both: [], taken: ['dates'], values: { dates: [one] } });
  });

  test('is all told where nobody knows any more what the form was opened with', () => {
    const merged = merge(null, event({ capacity: 5 }), event({ funding: 'Kreis' }));
    expect(merged.both).toEqual(['capacity', 'funding']);
    expect(merged.values).toMatchObject({ capacity: 5, funding: null });
  });
});
