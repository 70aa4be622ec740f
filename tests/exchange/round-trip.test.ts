import { describe, expect, test } from 'vitest';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { exchangedOf, exported, imported, prepared, rowsIn } from '../fixtures/exchange.ts';
import { everything } from '../fixtures/rows.ts';

describe('what is exported and imported again', () => {
  test.each(['csv', 'xlsx'] as const)('changes nothing: %s', async (format) => {
    const app = await temporaryCatalogue();
    const file = await exported(app, format);
    const before = await everything(app);
    const { plan, problems, counts, ignored } = await prepared(app, file);
    expect(problems).toEqual([]);
    expect(plan.events.filter(({ kind }) => kind !== 'unchanged')).toEqual([]);
    expect(counts).toMatchObject({ new: 0, changed: 0 });
    expect(counts.unchanged).toBe((await exchangedOf(app)).events.length);
    expect(ignored).toEqual(format === 'xlsx' ? [{ sheet: 'Auswahl', heading: null }] : []);
    expect(await imported(app, file)).toMatchObject({ ok: true, version: 1 });
    expect(await everything(app)).toBe(before);
  });

  test('holds all events, drafts and closed ones too, one row for each date', async () => {
    const app = await temporaryCatalogue();
    const { events } = await exchangedOf(app);
    const rows = await rowsIn(await exported(app, 'xlsx'));
    expect(rows).toHaveLength(events.reduce((sum, { dates }) => sum + dates.length, 0));
    expect(new Set(rows.map((row) => row['Nr.'])).size).toBe(events.length);
    expect(rows.find((row) => row['Nr.'] === 'schultheater-koffer-voller-fragen')).toMatchObject({
      Stand: 'nicht öffentlich',
    });
    expect(events.length).toBeGreaterThan(60);
  });
});
