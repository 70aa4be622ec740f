import { describe, expect, test } from 'vitest';
import { digestOf } from '#src/changes/base-digest.ts';
import { filterOf } from '#src/filter/filter.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { duplicateVenue, PRESSENWERK_AGAIN } from '../fixtures/duplicates.ts';
import { date, TANDEM } from '../fixtures/event-values.ts';
import { eventOf, everything, logOf, occurrenceOf, occurrencesOf } from '../fixtures/rows.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { confirmed, done, published, valuesOf } from '../fixtures/submissions.ts';

const INTO = 'pressenwerk';

describe('merging a venue into another', () => {
  test('takes all its events along, as the same place: no move, no SEQUENCE, another LAST-MODIFIED', async () => {
    const clock = settableClock();
    const app = await temporaryCatalogue(clock);
    const { slug: from, event } = await duplicateVenue(app);
    clock.forward(60);
    const [before, others] = [await occurrenceOf(app, event), await occurrenceOf(app, 'volkstanzabend-marksuhl')];
    const there = (await (await app.catalogue.snapshot()).programme('2024'))!;
    const count = there.select(filterOf({ venue: [INTO] })).eventCount;
    await done(app, { kind: 'merge-venues', from, into: INTO });
    const after = await occurrenceOf(app, event);
    expect(after).toMatchObject({ status: 'scheduled', previous_venue_id: null, sequence: before.sequence });
    expect(after.changed_at > before.changed_at).toBe(true);
    expect((await eventOf(app, event)).changed_at).toBe(after.changed_at);
    expect(await occurrenceOf(app, 'volkstanzabend-marksuhl')).toEqual(others);
    const snapshot = await app.catalogue.snapshot();
    expect(snapshot.venues.has(from)).toBe(false);
    expect(snapshot.formerSlugs.venue.get(from)).toBe(INTO);
    const programme = (await snapshot.programme('2024'))!;
    expect(programme.select(filterOf({ venue: [INTO] })).eventCount).toBe(count + 1);
  });

  test('lets it take over what it did not know, and keeps what it knew', async () => {
    const app = await temporaryCatalogue();
    await done(app, { kind: 'edit-venue', venue: INTO, values: { stepFree: 'yes', hearingLoop: null, point: null } });
    const { slug: from } = await duplicateVenue(app);
    const own = (await occurrencesOf(app, 'mietvertrag-verstehen')).length;
    expect(own).toBeGreaterThan(0);
    await done(app, { kind: 'merge-venues', from, into: INTO });
    const { point } = PRESSENWERK_AGAIN;
    expect((await app.catalogue.snapshot()).venues.get(INTO)).toMatchObject({
      ...{ name: 'Pressenwerk', stepFree: 'yes', hearingLoop: true, point },
    });
  });

  test('forgets a move from one to the other, which calendars learn as a change of status', async () => {
    const app = await temporaryCatalogue();
    const { slug: from, event } = await duplicateVenue(app);
    await done(app, { kind: 'move', event, venue: INTO });
    const moved = await occurrenceOf(app, event);
    expect(moved.status).toBe('moved');
    await done(app, { kind: 'merge-venues', from, into: INTO });
    const told = await occurrenceOf(app, event);
    expect(told).toMatchObject({ status: 'scheduled', previous_venue_id: null, sequence: moved.sequence + 1 });
  });

  test('takes former venues along: what was moved away is still told as moved', async () => {
    const app = await temporaryCatalogue();
    const before = await occurrenceOf(app, 'laenderreise');
    await done(app, { kind: 'merge-venues', from: 'nachbarschaftszentrum-eisenach', into: INTO });
    const after = await occurrenceOf(app, 'laenderreise');
    expect(after).toMatchObject({ status: 'moved', venue_id: before.venue_id, sequence: before.sequence });
    const { event } = (await (await app.catalogue.snapshot()).event('laenderreise'))!;
    expect(event.occurrences[0]!.previousVenue!.slug).toBe(INTO);
  });

  test('lets waiting corrections name it, by slug and by the name that is no more: they can be accepted', async () => {
    const app = await temporaryCatalogue();
    const { slug: from } = await duplicateVenue(app);
    const { point: _, nearestStop: __, ...facts } = PRESSENWERK_AGAIN;
    const typed = { name: facts.name, street: null, postcode: '36433', place: facts.place };
    for (const [number, venue] of [{ slug: from }, typed].entries()) {
      const { id, slug } = await published(app, TANDEM, number + 1);
      const { uid } = await occurrenceOf(app, slug);
      const elsewhere = [date('2024-09-25T17:00', null, { uid, venue })];
      await done(app, {
        kind: 'correct',
        submission: id,
        formKey: `form-${number}`,
        values: { ...TANDEM, dates: elsewhere },
      });
    }
    await done(app, { kind: 'merge-venues', from, into: INTO });
    for (const event of ['sprachtandem-im-park-2', 'sprachtandem-im-park-3']) {
      await done(app, { kind: 'accept-revision', event });
      expect((await valuesOf(app, event)).dates[0]!.venue).toEqual({ slug: INTO });
    }
    expect((await app.catalogue.snapshot()).venues.has(from)).toBe(false);
  });

  test('keeps a correction acceptable whose event was at the venue that is no more', async () => {
    const app = await temporaryCatalogue();
    const { slug: from } = await duplicateVenue(app);
    const dates = [date('2024-09-26T17:00', null, { venue: { slug: from } })];
    const { id, slug } = await published(app, { ...TANDEM, dates });
    const { uid } = await occurrenceOf(app, slug);
    const later = [date('2024-09-26T18:00', null, { uid, venue: { slug: from } })];
    await done(app, { kind: 'correct', submission: id, formKey: 'later', values: { ...TANDEM, dates: later } });
    await done(app, { kind: 'merge-venues', from, into: INTO });
    await done(app, { kind: 'accept-revision', event: slug });
    expect((await valuesOf(app, slug)).dates).toMatchObject([{ start: '2024-09-26T18:00', venue: { slug: INTO } }]);
  });

  test('into one that is only proposed makes it the catalogue’s; two proposed ones stay so, unseen', async () => {
    const app = await temporaryCatalogue();
    const barn = (name: string) => ({ name, street: null, postcode: '36404', place: 'vacha' });
    const at = (name: string) => ({ ...TANDEM, dates: [date('2024-09-24T17:00', null, { venue: barn(name) })] });
    await confirmed(app, at('Remise'));
    await confirmed(app, at('Alte Remise'), 2);
    const { version } = app.catalogue.version();
    expect(await done(app, { kind: 'merge-venues', from: 'remise-vacha', into: 'alte-remise-vacha' })).toMatchObject({
      version,
    });
    expect((await app.catalogue.snapshot()).venues.has('alte-remise-vacha')).toBe(false);
    await done(app, { kind: 'merge-venues', from: 'pressenwerk', into: 'alte-remise-vacha' });
    const snapshot = await app.catalogue.snapshot();
    expect(snapshot.venues.has('alte-remise-vacha')).toBe(true);
    expect(Object.fromEntries(snapshot.formerSlugs.venue)).toEqual({
      ...{ 'remise-vacha': 'alte-remise-vacha', pressenwerk: 'alte-remise-vacha' },
    });
  });

  test('leads to the end at once however often it is merged; no way leads back, and no new one takes an old address', async () => {
    const app = await temporaryCatalogue();
    const { slug: first } = await duplicateVenue(app);
    await done(app, { kind: 'merge-venues', from: first, into: INTO });
    await done(app, { kind: 'merge-venues', from: INTO, into: 'landratsamt' });
    expect(Object.fromEntries((await app.catalogue.snapshot()).formerSlugs.venue)).toEqual({
      ...{ [first]: 'landratsamt', [INTO]: 'landratsamt' },
    });
    for (const [from, into] of [
      [INTO, 'landratsamt'],
      ['landratsamt', INTO],
      ['landratsamt', 'landratsamt'],
    ] as const) {
      expect(await app.apply('test', { kind: 'merge-venues', from, into })).toMatchObject({ ok: false });
    }
    const { id } = await done(app, { kind: 'add-venue', values: PRESSENWERK_AGAIN });
    expect(id).toBe(`${first}-2`);
  });

  test('on the strength of what is not so any more is refused, and nothing is written', async () => {
    const app = await temporaryCatalogue();
    const { slug: from } = await duplicateVenue(app);
    const before = await everything(app);
    const base = digestOf({ from: PRESSENWERK_AGAIN, into: PRESSENWERK_AGAIN });
    expect(await app.apply('test', { kind: 'merge-venues', from, into: INTO, base })).toMatchObject({
      code: 'changed-meanwhile',
    });
    expect(await everything(app)).toBe(before);
  });

  test('is no end to a form that names the old one: it is taken for what it is now', async () => {
    const app = await temporaryCatalogue();
    const { slug: from } = await duplicateVenue(app);
    await done(app, { kind: 'merge-venues', from, into: INTO });
    const dates = [date('2024-09-26T17:00', null, { venue: { slug: from } })];
    const { slug } = await published(app, { ...TANDEM, dates }, 3);
    expect((await valuesOf(app, slug)).dates[0]!.venue).toEqual({ slug: INTO });
  });

  test('is forgotten with the venue that it led to', async () => {
    const app = await temporaryCatalogue();
    const [one, two] = [PRESSENWERK_AGAIN, { ...PRESSENWERK_AGAIN, name: 'Druckerei' }];
    const { id: from } = await done(app, { kind: 'add-venue', values: one });
    const { id: into } = await done(app, { kind: 'add-venue', values: two });
    await done(app, { kind: 'merge-venues', from: from!, into: into! });
    await done(app, { kind: 'delete-venue', venue: into! });
    expect((await app.catalogue.snapshot()).formerSlugs.venue.size).toBe(0);
  });

  test('leaves what was done before to be undone: at the venue that is left', async () => {
    const app = await temporaryCatalogue();
    const { slug: from, event } = await duplicateVenue(app);
    const before = await occurrenceOf(app, event);
    await done(app, { kind: 'move', event, venue: 'landratsamt' });
    const moving = (await logOf(app))[0]!.id;
    await done(app, { kind: 'merge-venues', from, into: INTO });
    await done(app, { kind: 'undo', event, change: moving });
    expect(await valuesOf(app, event)).toMatchObject({ dates: [{ venue: { slug: INTO } }] });
    expect(await occurrenceOf(app, event)).toMatchObject({ status: 'scheduled', previous_venue_id: null });
    expect((await occurrenceOf(app, event)).sequence).toBe(before.sequence + 2);
  });

  test('and a cancelled move from one to the other is no move when it is undone', async () => {
    const app = await temporaryCatalogue();
    const { slug: from, event } = await duplicateVenue(app);
    await done(app, { kind: 'move', event, venue: INTO });
    await done(app, { kind: 'cancel', event });
    const cancelling = (await logOf(app))[0]!.id;
    await done(app, { kind: 'merge-venues', from, into: INTO });
    await done(app, { kind: 'undo', event, change: cancelling });
    expect(await occurrenceOf(app, event)).toMatchObject({ status: 'scheduled', previous_venue_id: null });
  });
});
