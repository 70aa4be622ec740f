import { expect, test } from 'vitest';
import { demonstrationFolder, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { catalogue } from '../fixtures/command-line.ts';
import { holdLock } from '../fixtures/processes.ts';

test('a command that changes waits while another process writes', async () => {
  const app = await temporaryCatalogue();
  await holdLock(app.settings.dataDir, 1500);
  expect(await catalogue(app.settings.dataDir, 'cancel', 'laenderreise')).toMatchObject({ code: 0, stderr: '' });
  expect(app.catalogue.version().version).toBe(2);
});

test('a command that only reads does not wait for it', async () => {
  const folder = await demonstrationFolder();
  const holder = await holdLock(folder, 60_000);
  expect(await catalogue(folder, 'list')).toMatchObject({ code: 0, stderr: '' });
  expect(holder.child.exitCode).toBeNull();
});

// As long as the limit of db/connect.ts is: this is the slowest test there is.
test('a command gives up with a sentence if the other process does not end', async () => {
  const app = await temporaryCatalogue();
  await holdLock(app.settings.dataDir, 60_000);
  expect(await catalogue(app.settings.dataDir, 'cancel', 'laenderreise')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'The catalogue is being changed by another process. Try again in a moment.\n',
  });
  expect(app.catalogue.version().version).toBe(1);
});
