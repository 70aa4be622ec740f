import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUnsent, unsentFromText, unsentToText } from '#src/desk/unsent-form.ts';

const PATH = '/desk/events/tanz';

function sent(body: BodyInit): Request {
  return new Request('http://localhost/desk', { method: 'POST', body });
}

function formWith(fields: readonly (readonly [string, string | File])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

test('all fields come back, in their order, those of one name too', async () => {
  const name = fc.stringMatching(/^[a-z.]{1,8}$/).filter((text) => !/password/i.test(text));
  const fields = fc.array(fc.tuple(name, fc.string({ unit: 'grapheme' })), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fields, async (typed) => {
      const unsent = await readUnsent(sent(formWith(typed)), PATH);
      const inForm = typed.map(([key, value]) => [key, value.replace(/\r\n?|\n/g, '\r\n')]);
      expect(unsent.fields?.map(([key, value]) => [key, value.replace(/\r\n?|\n/g, '\r\n')])).toEqual(inForm);
      expect(unsentFromText(unsentToText(unsent), PATH)).toEqual(unsent);
    }),
    { numRuns: 100 },
  );
});

test('passwords and files are not kept; that there were files is told', async () => {
  const file = new File(['x'], 'plan.xlsx');
  const fields = [
    ['newPassword', 'a'],
    ['current-password', 'b'],
    ['title', 'Tanz'],
    ['sheet', file],
  ] as const;
  const unsent = await readUnsent(sent(formWith(fields)), PATH);
  expect(unsent).toEqual({ path: PATH, fields: [['title', 'Tanz']], hadFiles: true });
});

test('what is too much or no form is not kept', async () => {
  const nothing = { path: PATH, fields: null, hadFiles: false };
  expect(await readUnsent(sent(formWith([['text', 'x'.repeat(600_000)]])), PATH)).toEqual(nothing);
  expect(await readUnsent(sent('{"a":1}'), PATH)).toEqual(nothing);
  expect(await readUnsent(sent(new FormData()), PATH)).toEqual(nothing);
});

test('what comes back is believed only as far as it can do no harm', () => {
  expect(unsentFromText('[[["a","b"]],false]', 'https://evil.example/')?.path).toBe('/desk');
  for (const text of ['', '{}', '[]', 'null', '[[["a"]],false]', '[[["a",1]],false]', '[[],1]']) {
    expect(unsentFromText(text, PATH), text).toBeNull();
  }
});
