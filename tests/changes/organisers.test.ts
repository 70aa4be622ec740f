import { describe, expect, test } from 'vitest';
import { digestOf } from '#src/changes/base-digest.ts';
import { temporaryCatalogue } from '../fixtures/catalogue.ts';
import { duplicateOrganiser, VHS_AGAIN } from '../fixtures/duplicates.ts';
import { TANDEM } from '../fixtures/event-values.ts';
import { occurrenceOf } from '../fixtures/rows.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { confirmed, done, published, valuesOf } from '../fixtures/submissions.ts';

const INTO = 'volkshochschule';

describe('an organiser', () => {
  test('is added with an address of its own, unless there is one of that name', async () => {
    const app = await temporaryCatalogue();
    const { id } = await done(app, { kind: 'add-organiser', values: VHS_AGAIN });
    expect((await app.catalogue.snapshot()).organisers.get(id!)).toEqual({ slug: id, ...VHS_AGAIN });
    expect(await app.apply('test', { kind: 'add-organiser', values: VHS_AGAIN })).toMatchObject({ code: 'name-taken' });
  });

  test('is corrected on each of its dates, without raising SEQUENCE', async () => {
    const clock = settableClock();
    const app = await temporaryCatalogue(clock);
    const { slug } = await published(app, TANDEM);
    clock.forward(60);
    const before = await occurrenceOf(app, slug);
    await done(app, { kind: 'edit-organiser', organiser: INTO, values: { phone: '03691 1', url: null } });
    const after = await occurrenceOf(app, slug);
    expect(after.sequence).toBe(before.sequence);
    expect(after.changed_at > before.changed_at).toBe(true);
    expect((await app.catalogue.snapshot()).organisers.get(INTO)).toMatchObject({ phone: '03691 1', url: null });
  });

  test('is not overwritten by a form that is older than the last change', async () => {
    const app = await temporaryCatalogue();
    const { id: organiser } = await done(app, { kind: 'add-organiser', values: VHS_AGAIN });
    const base = digestOf(VHS_AGAIN);
    await done(app, { kind: 'edit-organiser', organiser: organiser!, values: { phone: null }, base });
    const late = { kind: 'edit-organiser', organiser: organiser!, values: { url: null }, base } as const;
    expect(await app.apply('test', late)).toMatchObject({ code: 'changed-meanwhile' });
  });

  test('that was proposed is approved once, and deleted only while nothing names it', async () => {
    const app = await temporaryCatalogue();
    await confirmed(app, { ...TANDEM, organisers: [{ name: 'Neuer Verein' }] });
    const approve = { kind: 'approve-organiser', organiser: 'neuer-verein' } as const;
    await done(app, approve);
    expect((await app.catalogue.snapshot()).organisers.has('neuer-verein')).toBe(true);
    expect(await app.apply('test', approve)).toMatchObject({ code: 'not-proposed' });
    const remove = { kind: 'delete-organiser', organiser: 'neuer-verein' } as const;
    expect(await app.apply('test', remove)).toMatchObject({ code: 'in-use' });
    const { id } = await done(app, { kind: 'add-organiser', values: VHS_AGAIN });
    await done(app, { kind: 'delete-organiser', organiser: id! });
    expect((await app.catalogue.snapshot()).organisers.has(id!)).toBe(false);
  });
});

describe('merging an organiser into another', () => {
  test('names it once in each event, where the first of both stood', async () => {
    const clock = settableClock();
    const app = await temporaryCatalogue(clock);
    const { slug: from, event } = await duplicateOrganiser(app);
    clock.forward(60);
    const before = await occurrenceOf(app, event);
    await done(app, { kind: 'merge-organisers', from, into: INTO });
    expect((await valuesOf(app, event)).organisers).toEqual([{ slug: 'denk-bunt' }, { slug: INTO }]);
    const after = await occurrenceOf(app, event);
    expect(after.sequence).toBe(before.sequence);
    expect(after.changed_at > before.changed_at).toBe(true);
    const snapshot = await app.catalogue.snapshot();
    expect(snapshot.organisers.has(from)).toBe(false);
    expect(snapshot.formerSlugs.organiser.get(from)).toBe(INTO);
    expect(snapshot.organisers.get(INTO)).toMatchObject({ email: 'kontakt@vhs.example' });
  });

  test('lets it take over the contact that it did not have', async () => {
    const app = await temporaryCatalogue();
    await done(app, { kind: 'edit-organiser', organiser: INTO, values: { phone: null } });
    const { slug: from } = await duplicateOrganiser(app);
    await done(app, { kind: 'merge-organisers', from, into: INTO });
    expect((await app.catalogue.snapshot()).organisers.get(INTO)).toMatchObject({ phone: VHS_AGAIN.phone });
  });

  test('names it once in waiting corrections, by slug or by the name that is no more', async () => {
    const app = await temporaryCatalogue();
    const { slug: from } = await duplicateOrganiser(app);
    const { id, slug } = await published(app, TANDEM);
    const organisers = [{ slug: from }, { name: VHS_AGAIN.name }, { slug: 'denk-bunt' }, { slug: INTO }];
    await done(app, { kind: 'correct', submission: id, formKey: 'x', values: { ...TANDEM, organisers } });
    await done(app, { kind: 'merge-organisers', from, into: INTO });
    await done(app, { kind: 'accept-revision', event: slug });
    expect((await valuesOf(app, slug)).organisers).toEqual([{ slug: INTO }, { slug: 'denk-bunt' }]);
    expect((await app.catalogue.snapshot()).organisers.has(from)).toBe(false);
  });

  test('with itself, or with one that is not there, is refused', async () => {
    const app = await temporaryCatalogue();
    const merge = (from: string, into: string) => app.apply('test', { kind: 'merge-organisers', from, into });
    expect(await merge(INTO, INTO)).toMatchObject({ code: 'same-record' });
    expect(await merge('nobody', INTO)).toMatchObject({ code: 'unknown-organiser', field: 'from' });
    expect(await merge(INTO, 'nobody')).toMatchObject({ code: 'unknown-organiser', field: 'into' });
  });
});
