import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StagedImports } from '#src/exchange/staged-imports.ts';
import { NO_DEFAULTS } from '../fixtures/exchange.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const FILE = { name: 'a\nb.csv', edition: '2024', defaults: NO_DEFAULTS, bytes: Buffer.from('1;2\n3;4\n') };

test('a file waits for a day, whole, and is found by its id only', async () => {
  const folder = temporaryFolder();
  const clock = settableClock('2024-09-22T06:00:00Z');
  const staged = new StagedImports(folder, clock);
  const id = (await staged.add(FILE))!;
  expect(await staged.find(id)).toEqual(FILE);
  for (const wrong of ['', '..', '../catalogue.sqlite', `${id}x`, id.replace(/^./, '!')]) {
    expect(await staged.find(wrong)).toBeNull();
  }
  clock.forward(24 * 3600 + 1);
  expect(await staged.find(id)).toBeNull();
});

test('what has waited too long is taken away, and there is no room for endlessly many', async () => {
  const folder = temporaryFolder();
  const staged = new StagedImports(folder, settableClock('2024-09-22T06:00:00Z'));
  await staged.sweep();
  const ids: (string | null)[] = [];
  for (let count = 0; count < 41; count++) ids.push(await staged.add(FILE));
  expect(ids.at(-1)).toBeNull();
  const old = Date.now() / 1000 - 25 * 3600;
  for (const name of readdirSync(join(folder, 'imports'))) utimesSync(join(folder, 'imports', name), old, old);
  expect(await staged.add(FILE)).not.toBeNull();
  expect(readdirSync(join(folder, 'imports'))).toHaveLength(1);
});
