import { describe, expect, test } from 'vitest';
import type { App } from '#src/server/app.ts';
import { emptyCatalogue, secondApp } from '../fixtures/catalogue.ts';

const ANNA = { email: 'anna@desk.example', name: 'Anna' };
const EVA = { email: 'eva@desk.example', name: 'Eva' };

function add(app: App, person: typeof ANNA, { isAdministrator = false, invite = false } = {}) {
  return app.apply('desk: test', { kind: 'add-coordinator', ...person, isAdministrator, invite });
}

function administrators(app: App) {
  return app.database.read.selectFrom('coordinator').select('email').where('is_administrator', '=', 1).execute();
}

describe('coordinators', () => {
  test('the first is administrator, and the last one cannot be removed or made anything less', async () => {
    const app = await emptyCatalogue();
    await add(app, ANNA);
    await add(app, EVA);
    expect(await administrators(app)).toEqual([{ email: ANNA.email }]);
    const last = { ok: false, code: 'last-administrator' };
    expect(await app.apply('t', { kind: 'remove-coordinator', coordinator: ANNA.email })).toMatchObject(last);
    const demote = { kind: 'change-coordinator', coordinator: ANNA.email, isAdministrator: false } as const;
    expect(await app.apply('t', demote)).toMatchObject(last);
    await app.apply('t', { kind: 'change-coordinator', coordinator: EVA.email, isAdministrator: true });
    expect(await app.apply('t', { kind: 'remove-coordinator', coordinator: ANNA.email })).toMatchObject({ ok: true });
    expect(await administrators(app)).toEqual([{ email: EVA.email }]);
  });

  test('of two administrators who remove each other at the same time one stays', async () => {
    const app = await emptyCatalogue();
    await add(app, ANNA);
    await add(app, EVA, { isAdministrator: true });
    const other = await secondApp(app);
    const outcomes = await Promise.all([
      app.apply('t', { kind: 'remove-coordinator', coordinator: ANNA.email }),
      other.apply('t', { kind: 'remove-coordinator', coordinator: EVA.email }),
    ]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await administrators(app)).toHaveLength(1);
  });

  test('what cannot be is refused, and what is so already is no change', async () => {
    const app = await emptyCatalogue();
    await add(app, ANNA);
    expect(await add(app, ANNA)).toMatchObject({ ok: false, code: 'already-coordinator', field: 'email' });
    expect(await add(app, { ...EVA, name: '' })).toMatchObject({ ok: false, code: 'name-needed', field: 'name' });
    const unknown = { ok: false, code: 'unknown-coordinator' };
    expect(await app.apply('t', { kind: 'remove-coordinator', coordinator: 'x' })).toMatchObject(unknown);
    expect(await app.apply('t', { kind: 'change-coordinator', coordinator: 'x' })).toMatchObject(unknown);
    const same = { kind: 'change-coordinator', coordinator: ANNA.email, name: 'Anna' } as const;
    expect(await app.apply('t', same)).toMatchObject({ ok: true });
    expect(await app.database.read.selectFrom('change').select('kind').execute()).toEqual([
      { kind: 'add-coordinator' },
    ]);
  });

  test('the log says who did it; no public page is rendered anew', async () => {
    const app = await emptyCatalogue();
    await add(app, ANNA);
    await add(app, EVA, { invite: true });
    await app.apply('desk: anna@desk.example', { kind: 'change-coordinator', coordinator: EVA.email, name: 'Eva B.' });
    await app.apply('desk: anna@desk.example', { kind: 'remove-coordinator', coordinator: EVA.email });
    const log = await app.database.read.selectFrom('change').select(['actor', 'kind', 'subject', 'after']).execute();
    expect(log.slice(1)).toEqual([
      {
        ...{ actor: 'desk: test', kind: 'add-coordinator', subject: 'coordinator eva@desk.example' },
        after: '{"name":"Eva","isAdministrator":false}',
      },
      expect.objectContaining({ kind: 'change-coordinator', after: '{"name":"Eva B.","isAdministrator":false}' }),
      expect.objectContaining({ actor: 'desk: anna@desk.example', kind: 'remove-coordinator', after: null }),
    ]);
    expect(app.database.version().version).toBe(0);
    const [mail] = await app.database.read.selectFrom('mail').select(['recipient', 'template', 'data']).execute();
    expect(mail).toEqual({ recipient: EVA.email, template: 'coordinator-invited', data: '{}' });
  });
});
