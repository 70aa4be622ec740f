import { expect, test } from 'vitest';
import { emptyCatalogue } from '../fixtures/catalogue.ts';
import { catalogue, catalogueJson } from '../fixtures/command-line.ts';

test('the first coordinator is added with a link, and is administrator; others are added, listed and removed', async () => {
  const { settings } = await emptyCatalogue();
  const run = (...args: string[]) => catalogue(settings.dataDir, 'coordinator', ...args);
  const none = await run('list');
  expect(none).toMatchObject({ code: 0, stdout: 'Nobody yet: npm run catalogue -- coordinator add <email>\n' });
  const added = await run('add', 'Anna@Desk.example', '--name', 'Anna B.');
  expect(added).toMatchObject({ code: 0, stderr: '' });
  expect(added.stdout).toMatch(
    /^anna@desk\.example signs in with this link, once and within a day:\n\n {4}http:\/\/localhost:4321\/desk\/link\/[\w-]{54}\n/,
  );
  await run('add', 'eva@desk.example');
  await run('add', 'ida@desk.example', '--administrator');
  expect((await run('list')).stdout).toBe(
    [
      'anna@desk.example  Anna B.  administrator  by link  never signed in',
      'eva@desk.example   eva      coordinator    by link  never signed in',
      'ida@desk.example   ida      administrator  by link  never signed in',
      '',
    ].join('\n'),
  );
  expect(await run('remove', 'EVA@desk.example')).toMatchObject({ code: 0 });
  const accounts = await catalogueJson<{ email: string }[]>(settings.dataDir, 'coordinator', 'list');
  expect(accounts.map(({ email }) => email)).toEqual(['anna@desk.example', 'ida@desk.example']);
});

test('what cannot be ends with 1 and a sentence', async () => {
  const { settings } = await emptyCatalogue();
  const run = (...args: string[]) => catalogue(settings.dataDir, 'coordinator', ...args);
  await run('add', 'anna@desk.example');
  expect(await run('add', 'anna@desk.example')).toMatchObject({
    ...{ code: 1, stdout: '', stderr: 'anna@desk.example is a coordinator already.\n' },
  });
  expect(await run('add', 'anna')).toMatchObject({ code: 1, stderr: '"anna" is not an e-mail address.\n' });
  expect(await run('link', 'x@desk.example')).toMatchObject({
    code: 1,
    stderr: 'There is no coordinator x@desk.example.\n',
  });
  expect(await run('remove', 'anna@desk.example')).toMatchObject({
    ...{ code: 1, stderr: 'anna@desk.example is the only administrator. Make somebody else one first.\n' },
  });
  expect(await run('add')).toMatchObject({ code: 2, stderr: expect.stringContaining('The <email> is missing.') });
  expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('coordinator add') });
});
