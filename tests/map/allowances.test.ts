import { describe, expect, it } from 'vitest';
import { Allowances } from '#src/map/allowances.ts';
import { settableClock } from '../fixtures/settable-clock.ts';

describe('each client', () => {
  it('may ask 300 times at once, then ten times a second', () => {
    const clock = settableClock();
    const allowances = new Allowances(clock);
    const granted = (times: number, client: string) =>
      Array.from({ length: times }, () => allowances.use(client)).filter((seconds) => seconds === 0).length;
    expect(granted(400, 'a')).toBe(300);
    expect(allowances.use('a')).toBe(1);
    expect(granted(10, 'b')).toBe(10);
    clock.forward(1);
    expect(granted(400, 'a')).toBe(10);
    clock.forward(-3600);
    expect(granted(400, 'a')).toBe(0);
    clock.forward(3600);
    expect(granted(400, 'a')).toBe(300);
  });
});
