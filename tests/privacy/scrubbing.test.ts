import { expect, test } from 'vitest';
import { scrubbed, scrubbedJson } from '#src/privacy/scrubbing.ts';

test('what tells how to reach somebody goes wherever it stands, and the rest stays', () => {
  const entry = {
    title: 'Tanz',
    registration: { kind: 'required', email: 'a@example.org', phone: '03695 1', url: null, until: '2024-09-20T12:00' },
    texts: { de: { description: 'Fragen an olena.p@verein.example oder vor Ort.' } },
    message: 'Liebe Frau Petrenko',
    dates: [{ start: '2024-09-24T17:00' }],
  };
  const clean = {
    title: 'Tanz',
    registration: { kind: 'required', email: null, phone: null, url: null, until: '2024-09-20T12:00' },
    texts: { de: { description: 'Fragen an … oder vor Ort.' } },
    message: null,
    dates: [{ start: '2024-09-24T17:00' }],
  };
  expect(scrubbed(entry)).toEqual(clean);
  expect(scrubbed(clean)).toEqual(clean);
  expect(scrubbedJson(null)).toBeNull();
});
