import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi, onTestFinished } from 'vitest';
import { cleanPersonalData } from '#src/desk/clean-personal-data.ts';
import { secondApp, temporaryCatalogue } from '../fixtures/catalogue.ts';
import { everything } from '../fixtures/rows.ts';
import { settableClock } from '../fixtures/settable-clock.ts';
import { EVENT_VALUES, submitted } from '../fixtures/submission.ts';

const DAY = 86_400;
const CONTACT = { name: 'Xenia Quastenflosser', email: 'xenia.q@quastenflosser.example', phone: '+49 3695 777888' };
const SECRETS = ['quastenflosser', 'Quastenflosser', '777888', 'Zwergspitz', 'Mopsfledermaus'];

/** Which of the secrets stand anywhere in a data folder, in whatever file. */
function found(dataDir: string): string[] {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = Buffer.concat(files.map((file) => readFileSync(join(file.parentPath, file.name))));
  return SECRETS.filter((secret) => bytes.includes(secret));
}

test('what is cleaned is gone from every file, byte by byte', async () => {
  const clock = settableClock();
  const app = await temporaryCatalogue(clock);
  const { dataDir } = app.settings;
  await app.database.write
    .transaction()
    .execute((db) =>
      db
        .updateTable('edition')
        .set({ demonstration: 0, pinned_day: null, deadline_at: '2030-01-01T00:00:00Z' })
        .execute(),
    );
  const keep = async (letter: string) => {
    const hash = letter.repeat(22);
    const sizes = [{ width: 8, height: 8, body: Buffer.from(letter) }];
    await app.media.stage({ ok: true, hash, width: 8, height: 8, placeholder: '#808080', sizes });
    await app.media.keep(hash);
    return { hash, width: 8, height: 8, alt: 'Brot', credit: 'Quastenflosser', licence: 'own' as const };
  };
  const said = { contact: CONTACT, note: 'Mopsfledermaus' };
  const picture = await keep('a');
  const values = { ...EVENT_VALUES, picture };
  const rejected = await submitted(app, 'rejected', { ...said, values });
  await submitted(app, 'unconfirmed', said);
  const registration = { ...EVENT_VALUES.registration, kind: 'required', email: CONTACT.email } as const;
  const { id, slug } = await submitted(app, 'answered', { ...said, values: { ...EVENT_VALUES, registration } });
  await app.apply('test', { kind: 'publish', event: slug });
  await app.apply('test', { kind: 'ask', event: slug, message: 'Zwergspitz?' });
  const phoned = { ...EVENT_VALUES, registration: { ...registration, phone: CONTACT.phone } };
  await app.apply('organiser', { kind: 'correct', submission: id, formKey: 'one', values: phoned });
  await app.mailer.drain();
  expect(readdirSync(join(dataDir, 'outbox')).length).toBeGreaterThan(3);
  expect(found(dataDir)).toEqual(SECRETS);

  clock.forward(101 * DAY);
  // Pictures go by the disk's own time, and stay for 48 hours.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 49 * 3_600_000 });
  onTestFinished(() => void vi.useRealTimers());
  const cleaned = await cleanPersonalData(app, 'test');
  expect(cleaned).toMatchObject({ isOverwritten: true });
  expect(found(dataDir)).toEqual([]);
  expect(readdirSync(join(dataDir, 'outbox'))).toEqual([]);
  expect(await app.media.sizesOf(picture.hash)).toEqual([]);
  expect(await everything(app)).not.toContain(`"${rejected.slug}"`);
  // And the site goes on.
  expect((await (await app.catalogue.snapshot()).event(slug))!.event.slug).toBe(slug);
});

test('copies of the catalogue that a newer version kept go after 30 days', async () => {
  const clock = settableClock();
  const app = await temporaryCatalogue(clock);
  const copy = join(app.settings.dataDir, 'catalogue.sqlite.before-2026-11-26-accounts');
  writeFileSync(copy, 'as it was');
  const written = Date.parse(clock.now()) / 1000;
  utimesSync(copy, written, written);
  clock.forward(29 * DAY);
  expect(await cleanPersonalData(app, 'test')).toMatchObject({ files: 0 });
  expect(existsSync(copy)).toBe(true);
  clock.forward(2 * DAY);
  expect(await cleanPersonalData(app, 'test')).toMatchObject({ files: 1 });
  expect(existsSync(copy)).toBe(false);
});

test('while somebody reads on, the bytes stay, and that is said', async () => {
  const clock = settableClock();
  const app = await temporaryCatalogue(clock);
  await submitted(app, 'unconfirmed', { contact: CONTACT });
  clock.forward(8 * DAY);
  vi.spyOn(performance, 'now').mockImplementation(
    (() => {
      let now = 0;
      return () => (now += 1000);
    })(),
  );
  onTestFinished(() => void vi.restoreAllMocks());
  const other = await secondApp(app);
  await other.database.read.transaction().execute(async (db) => {
    await db.selectFrom('submission').select('id').execute();
    expect(await cleanPersonalData(app, 'test')).toMatchObject({ isOverwritten: false });
  });
  expect(await cleanPersonalData(app, 'test')).toMatchObject({ isOverwritten: true });
  expect(found(app.settings.dataDir)).toEqual([]);
});
