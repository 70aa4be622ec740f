import { describe, expect, test } from 'vitest';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { insertEdition } from '../fixtures/edition.ts';
import { eventOf, everything, logOf, occurrenceOf, occurrencesOf } from '../fixtures/rows.ts';

const NOW = '2024-09-22T06:00:00Z';
const EVENT = 'suppenduell-lutherplatz';

describe('publishing a draft', () => {
  test('makes it public from now on, without raising its SEQUENCE', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2025', event: 'entwurf', state: 'draft' });
    const { version } = app.catalogue.version();
    expect(await app.apply('test', { kind: 'publish', event: 'entwurf' })).toEqual({ ok: true, version: version + 1 });
    expect(await eventOf(app, 'entwurf')).toMatchObject({
      state: 'published',
      first_published_at: NOW,
      changed_at: NOW,
    });
    expect(await occurrenceOf(app, 'entwurf')).toMatchObject({ sequence: 0, changed_at: '2025-05-01T10:00:00Z' });
  });

  test('is refused while something is missing, which it names', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2025', event: 'entwurf', state: 'draft' });
    await app.database.write.deleteFrom('event_text').where('event_id', '=', 'event-entwurf').execute();
    await app.database.write.deleteFrom('occurrence').where('event_id', '=', 'event-entwurf').execute();
    const before = await everything(app);
    expect(await app.apply('test', { kind: 'publish', event: 'entwurf' })).toEqual({
      ok: false,
      code: 'not-publishable',
      field: 'event',
      message: 'entwurf cannot be published: it has no German text, no date.',
    });
    expect(await everything(app)).toBe(before);
  });

  test('is refused if it has texts, but no German one', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2025', event: 'entwurf', state: 'draft' });
    await app.database.write
      .updateTable('event_text')
      .set({ language: 'uk' })
      .where('event_id', '=', 'event-entwurf')
      .execute();
    expect(await app.apply('test', { kind: 'publish', event: 'entwurf' })).toMatchObject({
      code: 'not-publishable',
      message: 'entwurf cannot be published: it has no German text.',
    });
  });
});

describe('withdrawing an event', () => {
  test('takes it from the pages and tells calendars once per date', async () => {
    const app = await temporaryCatalogue();
    const before = await occurrencesOf(app, 'trommeln-an-drei-abenden');
    expect(await app.apply('test', { kind: 'withdraw', event: 'trommeln-an-drei-abenden' })).toMatchObject({
      ok: true,
    });
    expect((await eventOf(app, 'trommeln-an-drei-abenden')).state).toBe('withdrawn');
    const after = await occurrencesOf(app, 'trommeln-an-drei-abenden');
    expect(after.map(({ sequence }) => sequence)).toEqual(before.map(({ sequence }) => sequence + 1));
    expect(after.map(({ changed_at }) => changed_at)).toEqual([NOW, NOW, NOW]);
  });

  test('and publishing it again keeps the day of its first publication and raises SEQUENCE once more', async () => {
    const app = await temporaryCatalogue();
    const before = await eventOf(app, EVENT);
    await app.apply('test', { kind: 'withdraw', event: EVENT });
    await app.apply('test', { kind: 'publish', event: EVENT });
    expect(await eventOf(app, EVENT)).toMatchObject({
      state: 'published',
      first_published_at: before.first_published_at,
    });
    expect((await occurrenceOf(app, EVENT)).sequence).toBe(2);
  });

  test('leaves alone what calendars know as cancelled already', async () => {
    const app = await temporaryCatalogue();
    const before = await occurrenceOf(app, 'grillduell-an-der-werra');
    await app.apply('test', { kind: 'withdraw', event: 'grillduell-an-der-werra' });
    expect(await occurrenceOf(app, 'grillduell-an-der-werra')).toEqual(before);
  });
});

describe('publication is refused and nothing written', () => {
  test.each([
    ['publish', 'no-such-event', 'unknown-event'],
    ['withdraw', 'no-such-event', 'unknown-event'],
    ['withdraw', "x' or '1'='1", 'unknown-event'],
    ['publish', EVENT, 'already-published'],
  ] as const)('to %s %s: %s', async (kind, event, code) => {
    const app = await temporaryCatalogue();
    const before = await everything(app);
    const outcome = await app.apply('test', { kind, event });
    expect(outcome).toMatchObject({ ok: false, code, field: 'event' });
    expect(await everything(app)).toBe(before);
  });

  test('to withdraw what is withdrawn', async () => {
    const app = await temporaryCatalogue();
    await app.apply('test', { kind: 'withdraw', event: EVENT });
    const before = await everything(app);
    expect(await app.apply('test', { kind: 'withdraw', event: EVENT })).toMatchObject({ code: 'not-published' });
    expect(await everything(app)).toBe(before);
  });
});

test('the log has who, when, what, before and after, and the version', async () => {
  const app = await temporaryCatalogue();
  const outcome = await app.apply('command line', { kind: 'withdraw', event: EVENT });
  const [entry] = await logOf(app);
  expect(entry).toMatchObject({
    at: NOW,
    actor: 'command line',
    kind: 'withdraw',
    subject: `event ${EVENT}`,
    before: '{"state":"published"}',
    after: '{"state":"withdrawn"}',
  });
  expect(outcome).toEqual({ ok: true, version: entry!.version });
});
