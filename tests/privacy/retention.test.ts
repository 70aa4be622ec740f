import { expect, test } from 'vitest';
import { dueBefore, dueSince, lastDueYear } from '#src/privacy/retention.ts';

test('what happened a period ago is due', () => {
  expect(dueBefore('unconfirmed', '2026-11-23T12:00:00Z')).toBe('2026-11-16T12:00:00Z');
  expect(dueBefore('rejected', '2026-05-31T12:00:00Z')).toBe('2026-02-28T13:00:00Z');
  expect(dueBefore('limits', '2026-11-23T12:00:00Z')).toBe('2026-11-23T12:00:00Z');
});

test('a year ends at midnight in the county', () => {
  expect(lastDueYear('contacts', '2026-12-31T22:59:59Z')).toBe(2025);
  expect(lastDueYear('contacts', '2026-12-31T23:00:00Z')).toBe(2026);
  expect(lastDueYear('organisers', '2026-12-31T23:00:00Z')).toBe(2025);
});

test('each rule says since when something is due', () => {
  expect(dueSince('contacts', 2026)).toBe('2027-01-01');
  expect(dueSince('organisers', 2026)).toBe('2028-01-01');
  expect(dueSince('unconfirmed', '2026-11-16T12:00:00Z')).toBe('2026-11-23');
  expect(dueSince('rejected', '2026-11-30T12:00:00Z')).toBe('2027-02-28');
});
