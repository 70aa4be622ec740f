import { expect, test } from 'vitest';
import { patchBetween } from '#src/changes/event-patch.ts';
import type { EventValues } from '#src/changes/event-values.ts';
import type { Snapshot } from '#src/catalogue/catalogue.ts';
import type { Edition } from '#src/catalogue/types.ts';
import { readForm } from '#src/submissions/read-form.ts';
import { valuesToFields } from '#src/submissions/values-to-fields.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { valuesOf } from '../fixtures/submissions.ts';

/** What the form makes of values when it is sent as it was opened. */
function sentAgain(values: EventValues, snapshot: Snapshot, edition: Edition) {
  const picture = values.picture;
  const context = { snapshot, edition, language: 'de' as const, isCorrection: true, isDesk: true, picture };
  return readForm(valuesToFields(values, snapshot), context);
}

test('saving any event of the demonstration as it is changes nothing', async () => {
  const app = await temporaryCatalogue();
  const snapshot = await app.catalogue.snapshot();
  const rows = await app.database.read.selectFrom('event').select('slug').execute();
  const changed: Record<string, unknown> = {};
  for (const { slug } of rows) {
    const values = await valuesOf(app, slug);
    if (values.dates.length === 0) continue;
    const read = sentAgain(values, snapshot, snapshot.shown!);
    if (!read.ok) changed[slug] = read.problems;
    else if (Object.keys(patchBetween(values, read.submission.values)).length > 0) {
      changed[slug] = patchBetween(values, read.submission.values);
    }
  }
  expect(rows.length).toBeGreaterThan(50);
  expect(changed).toEqual({});
});
