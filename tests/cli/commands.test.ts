import { describe, expect, test } from 'vitest';
import type { RegisteredEvent } from '#src/catalogue/register.ts';
import { demonstrationFolder, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { catalogue, catalogueJson } from '../fixtures/command-line.ts';
import { insertEdition } from '../fixtures/edition.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const EVENT = 'suppenduell-lutherplatz';
const CLOSED = 'schultheater-koffer-voller-fragen';

describe('demo', () => {
  test('makes and fills a catalogue, once; and anew with --replace', async () => {
    const folder = `${temporaryFolder()}/data`;
    const first = await catalogue(folder, 'demo');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^The demonstration week is loaded: \d+ events\. The catalogue is at version 1\.\n$/);
    expect(await catalogue(folder, 'demo')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('--replace'),
    });
    await catalogue(folder, 'cancel', EVENT);
    expect(await catalogue(folder, 'demo', '--replace')).toMatchObject({ code: 0 });
    expect((await catalogueJson<RegisteredEvent>(folder, 'show', EVENT)).dates[0]?.status).toBe('scheduled');
  });

  test('never touches a real edition', async () => {
    const app = await temporaryCatalogue();
    await insertEdition(app, { slug: '2025', event: 'echt', state: 'published', demonstration: false });
    const refused = await catalogue(app.settings.dataDir, 'demo', '--replace');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('holds the real edition 2025') });
  });
});

describe('list', () => {
  test('shows every event with its German title in aligned columns, closed ones too', async () => {
    const { code, stdout } = await catalogue(await demonstrationFolder(), 'list');
    const lines = stdout.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThanOrEqual(65);
    expect(lines[0]).toMatch(/^2024-08-28T16:00 +published +scheduled +wimpelwerkstatt +Wimpelwerkstatt: Stoff/);
    expect(new Set(lines.map((line) => line.indexOf('published'))).size).toBe(1);
    expect(stdout).toMatch(new RegExp(`published, closed +scheduled +${CLOSED} `));
  });

  test('has drafts, and picks out states and editions', async () => {
    const app = await temporaryCatalogue();
    const folder = app.settings.dataDir;
    await insertEdition(app, { slug: '2025', event: 'entwurf', state: 'draft' });
    await app.apply('test', { kind: 'withdraw', event: EVENT });
    const slugs = async (...args: string[]) =>
      (await catalogueJson<RegisteredEvent[]>(folder, 'list', ...args)).map(({ slug }) => slug);
    expect((await slugs())[0]).toBe('entwurf');
    expect(await slugs('--state', 'draft')).toEqual(['entwurf']);
    expect(await slugs('--state', 'draft', '--state', 'withdrawn')).toEqual(['entwurf', EVENT]);
    expect(await slugs('--edition', '2025')).toEqual(['entwurf']);
    expect(await slugs('--edition', '2025', '--state', 'published')).toEqual([]);
  });

  test('says so if there is nothing, or no such edition', async () => {
    const folder = await demonstrationFolder();
    expect(await catalogue(folder, 'list', '--state', 'draft')).toMatchObject({
      code: 0,
      stdout: 'There are no events.\n',
    });
    expect(await catalogue(folder, 'list', '--edition', '1999')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'There is no edition "1999". There are: 2024.\n',
    });
  });
});

describe('show', () => {
  test('tells an event with its dates, so that they can be named to other commands', async () => {
    const { code, stdout } = await catalogue(await demonstrationFolder(), 'show', 'laenderreise');
    expect(code).toBe(0);
    expect(stdout).toContain('organisers  netzwerk-integration, stadt-eisenach, volkshochschule\n');
    expect(stdout).toContain(
      '2024-09-28T14:00 – 2024-09-28T18:00  volkshochschule-eisenach  ' +
        'moved (was nachbarschaftszentrum-eisenach)  sequence 1  680fb37c-5b18-4592-9a11-2be11e18fe5a\n',
    );
  });

  test('knows what pages do not, and refuses what nobody knows', async () => {
    const folder = await demonstrationFolder();
    expect(await catalogueJson(folder, 'show', CLOSED)).toMatchObject({ slug: CLOSED, closed: true });
    expect(await catalogue(folder, 'show', 'nothing', '--json')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"code": "unknown-event"'),
      stderr: 'There is no event "nothing". "catalogue list" shows them all.\n',
    });
  });
});

describe('a change', () => {
  test('is seen at once by a process that runs beside it, and logged', async () => {
    const app = await temporaryCatalogue();
    const folder = app.settings.dataDir;
    await app.catalogue.snapshot();
    const event = async () => (await (await app.catalogue.snapshot()).event(EVENT))!.event;

    const cancelled = await catalogue(folder, 'cancel', EVENT, '--date', '2024-09-22');
    expect(cancelled).toEqual({
      code: 0,
      signal: null,
      stdout: `${EVENT} is cancelled on 2024-09-22. The catalogue is at version 2.\n`,
      stderr: '',
    });
    expect((await event()).occurrences[0]).toMatchObject({ status: 'cancelled', sequence: 1 });
    expect(await catalogue(folder, 'withdraw', EVENT)).toMatchObject({ code: 0 });
    expect((await event()).withdrawn).toBe(true);
    expect(await catalogue(folder, 'publish', EVENT)).toMatchObject({ code: 0 });
    expect((await event()).withdrawn).toBe(false);

    expect(await catalogueJson(folder, 'log', '--limit', '2')).toMatchObject([
      { version: 4, actor: 'command line', kind: 'publish', subject: `event ${EVENT}`, after: { state: 'published' } },
      { version: 3, actor: 'command line', kind: 'withdraw' },
    ]);
    const { stdout } = await catalogue(folder, 'log');
    expect(stdout.split('\n')).toHaveLength(5);
    expect(stdout).toMatch(/^4  \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  command line {3}publish {13}event suppenduell/);
  });

  test('of time and place is made with one command', async () => {
    const folder = await demonstrationFolder();
    const answer = await catalogueJson(
      folder,
      'move',
      'trommeln-an-drei-abenden',
      '--date=2024-09-17',
      '--start=2024-09-18T19:00',
      '--end=2024-09-18T20:00',
      '--venue=pressenwerk',
    );
    expect(answer).toEqual({ ok: true, version: 2 });
    expect((await catalogueJson<RegisteredEvent>(folder, 'show', 'trommeln-an-drei-abenden')).dates[1]).toMatchObject({
      start: '2024-09-18T19:00',
      end: '2024-09-18T20:00',
      venue: 'pressenwerk',
      status: 'postponed',
      previousStart: '2024-09-17T18:00',
      previousVenue: 'hoerselberghalle',
      sequence: 1,
    });
  });

  test('is refused with 1 and the reason', async () => {
    const app = await temporaryCatalogue();
    const refusals = [
      [['cancel', 'nothing'], 'unknown-event'],
      [['cancel', EVENT, '--date', '1999-01-01'], 'unknown-date'],
      [['publish', EVENT], 'already-published'],
      [['move', 'trommeln-an-drei-abenden', '--venue', 'pressenwerk'], 'date-needed'],
      [['move', EVENT, '--venue', 'atlantis'], 'unknown-venue'],
      [['move', EVENT, '--start', 'tomorrow'], 'not-a-time'],
    ] as const;
    await Promise.all(
      refusals.map(async ([args, code]) => {
        const refused = await catalogue(app.settings.dataDir, ...args, '--json');
        const answer = JSON.parse(refused.stdout) as { message: string };
        expect(answer).toMatchObject({ ok: false, code });
        expect(refused).toMatchObject({ code: 1, stderr: `${answer.message}\n` });
      }),
    );
    expect(app.catalogue.version().version).toBe(1);
  });
});

test('control characters from the data or the command line never reach the terminal', async () => {
  const app = await temporaryCatalogue();
  const title = 'Fest\u001b[2J\u0007 \u009b31m\u202eder\r\nVielfalt\u2028!';
  await app.database.write.updateTable('event_text').set({ title }).where('language', '=', 'de').execute();
  const answers = await Promise.all([
    catalogue(app.settings.dataDir, 'list'),
    catalogue(app.settings.dataDir, 'show', EVENT),
    catalogue(app.settings.dataDir, 'show', EVENT, '--json'),
    catalogue(app.settings.dataDir, 'show', 'a\u001b[2Jb'),
    catalogue(app.settings.dataDir, 'cancel', 'a\u001b[2Jb', '--json'),
    catalogue(app.settings.dataDir, 'cancel', EVENT, '--\u001b[2J'),
    catalogue(app.settings.dataDir, '\u001b[2J'),
  ]);
  for (const { stdout, stderr } of answers) {
    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]|[\u2028\u202e]/u);
  }
  expect(answers[1].stdout).toMatch(/^Fest\\u001b\[2J\\u0007 \\u009b31m\\u202eder\\u000d\\u000aVielfalt\\u2028!\n/);
  expect((JSON.parse(answers[2].stdout) as { title: string }).title).toBe(title);
});
