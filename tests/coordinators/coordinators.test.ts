import { getMigrations } from 'better-auth/db/migration';
import { describe, expect, test } from 'vitest';
import { addAccount, endOtherSessions, listSessions, newLink } from '#src/coordinators/accounts.ts';
import { createAuth } from '#src/coordinators/auth.ts';
import { Coordinators } from '#src/coordinators/coordinators.ts';
import type { App } from '#src/server/app.ts';
import { keepHouse } from '#src/server/housekeeping.ts';
import { LIMITS } from '#src/submissions/rate-limit.ts';
import { emptyCatalogue, secondApp } from '../fixtures/catalogue.ts';
import { writtenMails } from '../fixtures/outbox-folder.ts';
import { holdLock } from '../fixtures/processes.ts';
import { settableClock } from '../fixtures/settable-clock.ts';

const HERE = '192.0.2.1';
const PASSWORD = 'sieben wache Igel am Bach';
const NOBODY = new Headers();

/** Adds somebody. @returns their id */
async function added(app: App, email: string, isAdministrator = false): Promise<string> {
  const typed = { email, name: '', isAdministrator, invite: false };
  const outcome = await addAccount(typed, (change) => app.apply('test', change));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.id!;
}

async function tokenFor(app: App, email: string): Promise<string> {
  return (await newLink(app, app.signInLinks, email))!.split('/').at(-1)!;
}

/** Signs in by a new link. @returns headers with the session */
async function signedIn(app: App, email: string, password: string | null = null): Promise<Headers> {
  return sessionOf(await app.coordinators.redeemLink(await tokenFor(app, email), NOBODY, password));
}

function sessionOf(outcome: Awaited<ReturnType<Coordinators['signIn']>>): Headers {
  if (!outcome.ok) throw new Error(outcome.code);
  return new Headers({ cookie: outcome.cookies[0]!.split(';')[0]! });
}

async function withPassword(email = 'anna@desk.example'): Promise<App> {
  const app = await emptyCatalogue();
  await added(app, email);
  await signedIn(app, email, PASSWORD);
  return app;
}

describe('by password', () => {
  test('whatever is wrong, the answer is the same', async () => {
    const app = await withPassword();
    await added(app, 'ohne@desk.example');
    const attempts = [
      ['anna@desk.example', 'wrong wrong wrong'],
      ['ohne@desk.example', PASSWORD],
      ['niemand@desk.example', PASSWORD],
      ['no address', PASSWORD],
      ['anna@desk.example', 'x'.repeat(1000)],
    ] as const;
    for (const [email, password] of attempts) {
      const outcome = await app.coordinators.signIn({ email, password }, HERE, NOBODY);
      expect(outcome, email).toEqual({ ok: false, code: 'wrong' });
    }
    const right = await app.coordinators.signIn({ email: ' Anna@Desk.example ', password: PASSWORD }, HERE, NOBODY);
    expect((await app.coordinators.current(sessionOf(right)))?.coordinator).toMatchObject({
      ...{ email: 'anna@desk.example', name: 'anna', isAdministrator: true },
    });
  });

  test('and takes as long', async () => {
    const app = await withPassword();
    const fastest = { 'anna@desk.example': Infinity, 'niemand@desk.example': Infinity };
    // In turns, and the fastest of each: what else the machine does counts for neither.
    for (let round = 0; round < 5; round++) {
      for (const email of Object.keys(fastest) as (keyof typeof fastest)[]) {
        const start = performance.now();
        await app.coordinators.signIn({ email, password: 'wrong wrong wrong' }, HERE, NOBODY);
        fastest[email] = Math.min(fastest[email], performance.now() - start);
      }
    }
    const ratio = fastest['niemand@desk.example'] / fastest['anna@desk.example'];
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test('nobody guesses for long: by the address that is tried, by where it comes from, and after a restart', async () => {
    const app = await withPassword();
    const guess = (at: App, email: string, from: string, password = 'wrong wrong wrong') =>
      at.coordinators.signIn({ email, password }, from, NOBODY);
    for (let round = 0; round < LIMITS['password-for']; round++) {
      const from = `192.0.2.${round}`;
      expect(await guess(app, 'anna@desk.example', from)).toEqual({ ok: false, code: 'wrong' });
    }
    const restarted = await secondApp(app);
    const late = await guess(restarted, 'ANNA@desk.example', '198.51.100.1', PASSWORD);
    expect(late).toEqual({ ok: false, code: 'too-often' });
    // Who is kept out so gets in by a link.
    await signedIn(restarted, 'anna@desk.example');

    for (let round = 0; round < LIMITS['password-from']; round++)
      await app.rateLimit.allows('password-from', '2001:db8::1');
    const neighbour = await guess(restarted, 'eva@desk.example', '2001:db8::2');
    expect(neighbour).toEqual({ ok: false, code: 'too-often' });
  });

  test('who knows it may sign in as often as they like', async () => {
    const app = await withPassword();
    for (let round = 0; round < LIMITS['password-for'] - 1; round++) {
      await app.rateLimit.allows('password-for', 'anna@desk.example');
    }
    const typed = { email: 'anna@desk.example', password: PASSWORD };
    for (let round = 0; round < 3; round++) {
      expect(await app.coordinators.signIn(typed, HERE, NOBODY)).toMatchObject({ ok: true });
    }
  });

  test('it is changed by who knows it, and other sessions end', async () => {
    const app = await withPassword();
    const [here, there] = [await signedIn(app, 'anna@desk.example'), await signedIn(app, 'anna@desk.example')];
    const { coordinators } = app;
    const next = 'acht müde Dachse im Wald';
    expect(await coordinators.changePassword('wrong', next, here)).toEqual({ ok: false, code: 'wrong' });
    expect(await coordinators.changePassword(PASSWORD, 'short', here)).toEqual({ ok: false, code: 'bad-password' });
    expect(await coordinators.changePassword(PASSWORD, next, NOBODY)).toEqual({ ok: false, code: 'over' });
    expect(await coordinators.current(there)).not.toBeNull();
    const renewed = sessionOf(await coordinators.changePassword(PASSWORD, next, here));
    expect(await coordinators.current(renewed)).not.toBeNull();
    expect([await coordinators.current(here), await coordinators.current(there)]).toEqual([null, null]);
    const typed = { email: 'anna@desk.example', password: next };
    expect(await coordinators.signIn(typed, HERE, NOBODY)).toMatchObject({ ok: true });
  });

  test('who has none yet sets one without', async () => {
    const app = await emptyCatalogue();
    await added(app, 'anna@desk.example');
    const session = await signedIn(app, 'anna@desk.example');
    expect(await app.coordinators.changePassword('', PASSWORD, session)).toMatchObject({ ok: true });
    const typed = { email: 'anna@desk.example', password: PASSWORD };
    expect(await app.coordinators.signIn(typed, HERE, NOBODY)).toMatchObject({ ok: true });
    expect(await app.coordinators.changePassword('', `${PASSWORD}!`, session)).toEqual({ ok: false, code: 'wrong' });
  });
});

describe('by link', () => {
  test('a mail brings it, and it stands nowhere in the catalogue', async () => {
    const app = await emptyCatalogue();
    await added(app, 'anna@desk.example');
    expect(await app.coordinators.requestLink('Anna@desk.example', HERE)).toBe('sent');
    const [mail] = await writtenMails(app);
    expect(mail!.email.to?.[0]?.address).toBe('anna@desk.example');
    expect(mail!.email.text).toContain('Guten Tag anna,');
    expect(mail!.email.text + mail!.email.subject!).not.toMatch(/\{\w+\}|undefined|null/);
    const [path] = mail!.links;
    expect(mail!.links).toHaveLength(1);
    const token = path!.replace('/desk/link/', '');
    const rows = JSON.stringify([
      await app.database.read.selectFrom('mail').selectAll().execute(),
      await app.database.read.selectFrom('coordinator_link').selectAll().execute(),
    ]);
    expect(rows).not.toContain(token.slice(-32));
    expect(await app.coordinators.redeemLink(token, NOBODY)).toMatchObject({ ok: true });
  });

  test('an address that nobody has gets none; the answer is the same, and as slow', async () => {
    const app = await emptyCatalogue();
    await added(app, 'anna@desk.example');
    const took = async (email: string) => {
      const start = performance.now();
      expect(await app.coordinators.requestLink(email, HERE)).toBe('sent');
      return performance.now() - start;
    };
    const times = [await took('anna@desk.example'), await took('niemand@desk.example'), await took('no address')];
    expect(Math.min(...times)).toBeGreaterThanOrEqual(299);
    const mails = await app.database.read.selectFrom('mail').select('recipient').execute();
    expect(mails).toEqual([{ recipient: 'anna@desk.example' }]);
  });

  test('not many can be asked for, and those that were sent keep working', async () => {
    const app = await emptyCatalogue();
    await added(app, 'anna@desk.example');
    const token = await tokenFor(app, 'anna@desk.example');
    for (let round = 0; round < LIMITS['link-to']; round++) await app.rateLimit.allows('link-to', 'anna@desk.example');
    expect(await app.coordinators.requestLink('anna@desk.example', HERE)).toBe('too-often');
    expect(await app.coordinators.redeemLink(token, NOBODY)).toMatchObject({ ok: true });
  });

  test('it opens as often as one likes and signs in once, also where two try at the same time', async () => {
    const app = await emptyCatalogue();
    await added(app, 'anna@desk.example');
    const token = await tokenFor(app, 'anna@desk.example');
    for (let round = 0; round < 3; round++) {
      expect(await app.coordinators.openLink(token)).toMatchObject({ email: 'anna@desk.example' });
    }
    const second = await secondApp(app);
    const outcomes = await Promise.all([app, second].map((each) => each.coordinators.redeemLink(token, NOBODY)));
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await app.coordinators.openLink(token)).toBeNull();
  });

  test('it ends after its time, with its coordinator, and with one character changed', async () => {
    const clock = settableClock();
    const app = await emptyCatalogue(clock);
    await added(app, 'anna@desk.example');
    await added(app, 'eva@desk.example');
    const [late, other] = [await tokenFor(app, 'anna@desk.example'), await tokenFor(app, 'eva@desk.example')];
    await app.coordinators.requestLink('eva@desk.example', HERE);
    await app.apply('test', { kind: 'remove-coordinator', coordinator: 'eva@desk.example' });
    expect(await app.coordinators.redeemLink(other, NOBODY)).toEqual({ ok: false, code: 'over' });
    expect((await app.database.read.selectFrom('mail').select('state').executeTakeFirst())?.state).toBe('queued');
    await app.mailer.drain();
    expect((await app.database.read.selectFrom('mail').select('state').executeTakeFirst())?.state).toBe('dropped');
    for (const [at, character] of [...late].entries()) {
      const forged = late.slice(0, at) + (character === 'A' ? 'B' : 'A') + late.slice(at + 1);
      expect(await app.coordinators.openLink(forged), forged).toBeNull();
    }
    clock.forward(24 * 60 * 60 - 1);
    expect(await app.coordinators.openLink(late)).not.toBeNull();
    clock.forward(1);
    expect(await app.coordinators.redeemLink(late, NOBODY)).toEqual({ ok: false, code: 'over' });
  });

  test('a new password chosen there ends all sessions and links before', async () => {
    const app = await withPassword();
    const [old, older] = [await tokenFor(app, 'anna@desk.example'), await tokenFor(app, 'anna@desk.example')];
    const before = await signedIn(app, 'anna@desk.example');
    const token = await tokenFor(app, 'anna@desk.example');
    for (const bad of ['short', 'aaaaaaaaaaaa', 'abcabcabcabcabc', 'x'.repeat(129)]) {
      expect(await app.coordinators.redeemLink(token, NOBODY, bad)).toEqual({ ok: false, code: 'bad-password' });
    }
    const after = sessionOf(await app.coordinators.redeemLink(token, NOBODY, 'acht müde Dachse im Wald'));
    expect(await app.coordinators.current(before)).toBeNull();
    expect(await app.coordinators.current(after)).not.toBeNull();
    expect([await app.coordinators.openLink(old), await app.coordinators.openLink(older)]).toEqual([null, null]);
  });
});

describe('a session', () => {
  test('ends with signing out, here or everywhere, and when its coordinator is removed', async () => {
    const app = await emptyCatalogue();
    await added(app, 'anna@desk.example');
    const id = await added(app, 'eva@desk.example');
    const { coordinators } = app;
    const sessions = async () => [await signedIn(app, 'eva@desk.example'), await signedIn(app, 'eva@desk.example')];
    const [first, second] = await sessions();
    const [forgotten] = await coordinators.signOut(first!);
    expect(forgotten).toMatch(/^desk\.session_token=; Max-Age=0; Path=\/desk/);
    expect(await coordinators.current(first!)).toBeNull();
    expect(await coordinators.current(second!)).not.toBeNull();
    await coordinators.signOut(second!, { everywhere: true });
    expect(await listSessions(app.database, id, app.clock.now())).toEqual([]);

    const [third, fourth] = await sessions();
    await endOtherSessions(app.database, id, (await coordinators.current(third!))!.session);
    expect(await coordinators.current(third!)).not.toBeNull();
    expect(await coordinators.current(fourth!)).toBeNull();
    // Removed by another process.
    await (await secondApp(app)).apply('test', { kind: 'remove-coordinator', coordinator: id });
    expect(await coordinators.current(third!)).toBeNull();
    expect(await app.database.read.selectFrom('coordinator_session').select('coordinator_id').execute()).toEqual([]);
  });

  test('is looked up while another process writes, and writes nothing itself, not even when it is over', async () => {
    const app = await emptyCatalogue();
    await added(app, 'anna@desk.example');
    const session = await signedIn(app, 'anna@desk.example');
    const lock = await holdLock(app.settings.dataDir, 3000);
    const start = performance.now();
    for (let round = 0; round < 20; round++) expect(await app.coordinators.current(session)).not.toBeNull();
    expect(performance.now() - start).toBeLessThan(2500);
    // What has to be written waits until it can be.
    expect(await app.coordinators.signIn({ email: 'a@b.example', password: 'x' }, HERE, NOBODY)).toMatchObject({
      ok: false,
    });
    await lock.finished;

    const over = { expires_at: '2024-09-01T00:00:00.000Z' };
    await app.database.write.transaction().execute((db) => db.updateTable('coordinator_session').set(over).execute());
    expect(await app.coordinators.current(session)).toBeNull();
    const kept = () => app.database.read.selectFrom('coordinator_session').select('id').execute();
    expect(await kept()).toHaveLength(1);
    await keepHouse(app, { error: (details) => expect.fail(JSON.stringify(details)) });
    expect(await kept()).toHaveLength(0);
  });

  test('stands in a cookie for the desk only, which a copy of the catalogue does not make', async () => {
    const app = await emptyCatalogue();
    await added(app, 'anna@desk.example');
    const { token } = await signedIn(app, 'anna@desk.example').then(() =>
      app.database.read.selectFrom('coordinator_session').select('token').executeTakeFirstOrThrow(),
    );
    for (const value of [token, `${token}.`, `${token}.${'A'.repeat(43)}%3D`, '', '%', 'a.b']) {
      const headers = new Headers({ cookie: `desk.session_token=${value}` });
      expect(await app.coordinators.current(headers), value).toBeNull();
    }
    const links = app.signInLinks;
    const { database, clock, rateLimit } = app;
    const secure = new Coordinators({
      ...{ database, clock, rateLimit, links, key: Buffer.alloc(32, 7), siteUrl: 'https://woche.example' },
      wakeMailer: () => undefined,
    });
    const outcome = await secure.redeemLink(await tokenFor(app, 'anna@desk.example'), NOBODY);
    expect(outcome.ok && outcome.cookies).toEqual([
      expect.stringMatching(
        /^__Secure-desk\.session_token=\S+; Max-Age=1209600; Path=\/desk; HttpOnly; Secure; SameSite=Lax$/i,
      ),
    ]);
    // Signed with another key.
    const unprefixed = sessionOf(outcome).get('cookie')!.replace('__Secure-', '');
    expect(await app.coordinators.current(new Headers({ cookie: unprefixed }))).toBeNull();
  });
});

test('the catalogue has all that better-auth asks for', async () => {
  const { database } = await emptyCatalogue();
  const { options } = createAuth({ database, siteUrl: 'http://localhost:4321', key: Buffer.alloc(32, 1) });
  const { toBeAdded, toBeCreated } = await getMigrations(options);
  expect([toBeAdded, toBeCreated]).toEqual([[], []]);
});
