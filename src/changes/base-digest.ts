import { createHash } from 'node:crypto';

/**
 * Names the values that somebody saw before changing them, so that a change can tell whether they are still the same.
 * Keys may come in any order.
 *
 * `digestOf({ name: 'Rathaus', street: null })` → `'3ZkO…'`, 22 characters
 */
export function digestOf(values: unknown): string {
  const text = JSON.stringify(values, (_, value: unknown) => (isRecord(value) ? inOneOrder(value) : value));
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inOneOrder(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
