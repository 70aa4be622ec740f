import { format } from 'node:util';
import { afterEach, expect } from 'vitest';

/**
 * What is written to the console unasked is a fault that nobody reads: it fails the test. A test that expects it
 * says so with `vi.spyOn(console, 'error').mockImplementation(() => {})`.
 */
const unexpected: string[] = [];

for (const method of ['error', 'warn'] as const) {
  console[method] = (...values: unknown[]) => {
    unexpected.push(`console.${method}: ${format(...values)}`);
  };
}

afterEach(() => {
  expect(unexpected.splice(0), 'nothing is written to console.error or console.warn').toEqual([]);
});
