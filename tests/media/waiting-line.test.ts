import { expect, test } from 'vitest';
import { WaitingLine } from '#src/media/waiting-line.ts';

const work = (log: string[], name: string) => async () => {
  log.push(`${name} begins`);
  await new Promise((resolve) => setTimeout(resolve, 1));
  log.push(`${name} ends`);
  return name;
};

test('one works at a time, in the order in which they came', async () => {
  const line = new WaitingLine(2);
  const log: string[] = [];
  const results = await Promise.all(['a', 'b', 'c'].map((name) => line.join(work(log, name))));
  expect(results).toEqual(['a', 'b', 'c']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('nobody joins a full line, and it is not full for ever', async () => {
  const line = new WaitingLine(1);
  const log: string[] = [];
  expect(await Promise.all(['a', 'b', 'c'].map((name) => line.join(work(log, name))))).toEqual(['a', 'b', null]);
  expect(await line.join(work(log, 'd'))).toBe('d');
});

test('whoever fails makes room for the next', async () => {
  const line = new WaitingLine(1);
  const failed = line.join(() => Promise.reject(new Error('no paper')));
  const next = line.join(work([], 'b'));
  await expect(failed).rejects.toThrow('no paper');
  expect(await next).toBe('b');
});
