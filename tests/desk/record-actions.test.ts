import { describe, expect, test } from 'vitest';
import { CatalogueBusyError, CatalogueFullError } from '#db/connect.ts';
import type { Applied, Change, Refusal } from '#src/changes/change.ts';
import { NO_ORGANISER, organiserForm } from '#src/desk/organiser-form.ts';
import { readDone, takeMerge, takeNewRecord, takeRecordAction } from '#src/desk/record-actions.ts';

type Apply = (change: Change) => Promise<Applied | Refusal>;

function sent(fields: Record<string, string>): Request {
  return new Request('http://localhost/desk', { method: 'POST', body: new URLSearchParams(fields) });
}

const add = (fields: Record<string, string>, apply: Apply) =>
  takeNewRecord(
    sent({ ...NO_ORGANISER, ...fields }),
    organiserForm,
    (values) => ({ kind: 'add-organiser', values }),
    apply,
  );

describe('what was sent from a record’s form', () => {
  test('is read into values, spaces and all', async () => {
    const changes: Change[] = [];
    const outcome = await add({ name: '  Verein \n für  alle ', email: ' A@B.example ' }, async (change) => {
      changes.push(change);
      return { ok: true, version: 1, id: 'verein-fuer-alle' };
    });
    expect(outcome).toEqual({ ok: true, done: 'added', id: 'verein-fuer-alle' });
    const values = { name: 'Verein für alle', url: null, email: 'a@b.example', phone: null };
    expect(changes).toEqual([{ kind: 'add-organiser', values }]);
  });

  test.each([
    [new CatalogueBusyError('busy'), 'again'],
    [new CatalogueFullError('full'), 'full'],
  ])('waits where the catalogue cannot take it now, with all that was typed: %s', async (error, code) => {
    const outcome = await add({ name: 'Verein' }, () => Promise.reject(error));
    expect(outcome).toMatchObject({ ok: false, status: 503, problems: [{ code }], fields: { name: 'Verein' } });
  });

  test('is not taken for a passing trouble where it is a fault', async () => {
    await expect(add({ name: 'Verein' }, () => Promise.reject(new TypeError('fault')))).rejects.toThrow('fault');
  });

  test('and is no form at all, is refused without a fault', async () => {
    const request = new Request('http://localhost/desk', { method: 'POST', body: '{"action":"save"}' });
    const change = (): Change => ({ kind: 'approve-organiser', organiser: 'x' });
    const changes = { edit: change, approve: change, remove: change };
    const never: Apply = () => Promise.reject(new Error('applied'));
    expect(await takeRecordAction(request, organiserForm, changes, never)).toMatchObject({ status: 422 });
  });
});

test('a merge that is out of date has words of its own', async () => {
  const refusal: Refusal = { ok: false, code: 'changed-meanwhile', field: 'base', message: '' };
  const merge = (base: string): Change => ({ kind: 'merge-organisers', from: 'a', into: 'b', base });
  expect(await takeMerge(sent({ base: 'x', action: 'merge' }), merge, async () => refusal)).toMatchObject({
    status: 409,
    problems: [{ field: null, code: 'merge-changed' }],
  });
});

test('only a notice that there is can be asked for', () => {
  expect(readDone(new URLSearchParams('done=merged'))).toBe('merged');
  expect(readDone(new URLSearchParams('done=<script>'))).toBeNull();
});
