import { describe, expect, test } from 'vitest';
import { lastChangeOf, readChanges, readStamp } from '#src/changes/event-log.ts';
import type { Change } from '#src/changes/change.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { TANDEM } from '../fixtures/event-values.ts';
import { confirmed, done, published, valuesOf } from '../fixtures/submissions.ts';

describe('the stamp of an event', () => {
  test('stays while nothing happens to it, whatever happens to others', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await confirmed(app, TANDEM, 1);
    const stamp = await readStamp(app.database.read, slug);
    await confirmed(app, TANDEM, 2);
    expect(await readStamp(app.database.read, slug)).toBe(stamp);
    expect(await readStamp(app.database.read, 'nothing-there')).toBeNull();
  });

  test('is another one after what coordinators and organisers do', async () => {
    const app = await temporaryCatalogue();
    const { id, slug } = await published(app, TANDEM, 3);
    const stamps = [await readStamp(app.database.read, slug)];
    const values = { ...(await valuesOf(app, slug)), capacity: 3 };
    const changes: Change[] = [
      { kind: 'correct', submission: id, formKey: 'c', values },
      { kind: 'accept-revision', event: slug },
      { kind: 'ask', event: slug, message: 'Wann?' },
      { kind: 'answer', submission: id, answer: 'Um sieben.' },
      { kind: 'renew-link', event: slug },
      { kind: 'cancel-own', submission: id },
      { kind: 'take-note', event: slug },
    ];
    for (const change of changes) {
      await done(app, change);
      stamps.push(await readStamp(app.database.read, slug));
    }
    expect(new Set(stamps).size).toBe(stamps.length);
  });

  test('that somebody saw must be the present one, or nothing is done', async () => {
    const app = await temporaryCatalogue();
    const { slug } = await published(app, TANDEM, 4);
    const seen = (await readStamp(app.database.read, slug))!;
    await done(app, { kind: 'ask', event: slug, message: 'Wann?' });
    const stale: Change[] = [
      { kind: 'cancel', event: slug, seen },
      { kind: 'move', event: slug, seen, start: '2024-09-25T17:00' },
      { kind: 'withdraw', event: slug, seen },
      { kind: 'ask', event: slug, seen, message: 'Wo?' },
      { kind: 'decline-revision', event: slug, seen, message: 'Nein.' },
      { kind: 'renew-link', event: slug, seen },
    ];
    const before = await readChanges(app.database.read, slug);
    for (const change of stale) {
      expect(await app.apply('test', change)).toMatchObject({ ok: false, code: 'changed-meanwhile' });
    }
    expect(await readChanges(app.database.read, slug)).toEqual(before);
    expect(await lastChangeOf(app.database.read, slug)).toMatchObject({ kind: 'ask' });
    const fresh = (await readStamp(app.database.read, slug))!;
    await done(app, { kind: 'cancel', event: slug, seen: fresh });
    expect((await valuesOf(app, slug)).dates).toEqual([]);
  });
});
